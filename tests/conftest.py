"""What holds for all tests: no test fails because the machine was busy, or because of who started the tests."""

import signal

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A shell that starts the tests in the background has them ignore ctrl-C, and every process that they start with them.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes test, each file is one's, as its fixtures are made once; all that load the LLM are one's."""
    for item in items:
        group = "model" if item.get_closest_marker("model") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
