"""What holds for all tests: no test fails because the machine was busy, or because of who started the tests."""

import signal

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")

# A shell that starts the tests in the background has them ignore ctrl-C, and every process that they start with them.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
