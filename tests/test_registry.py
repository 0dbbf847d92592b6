"""Named choices: found by name or path, with options that are checked before use."""

import pytest

from glosswire.errors import ConfigError
from glosswire.registry import Registry


def make_greeting(who: str, mark: str = "!") -> str:
    return f"Hello, {who}{mark}"


greetings: Registry[str] = Registry("greeting", {"plain": "tests.test_registry:make_greeting"})


def test_a_name_is_made_with_its_options() -> None:
    assert greetings.make("plain", {"who": "Yerevan"}) == "Hello, Yerevan!"


def test_any_module_and_callable_will_do() -> None:
    assert greetings.make("tests.test_registry:make_greeting", {"who": "Kyiv", "mark": "."}) == "Hello, Kyiv."


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("plian", {}, "no greeting 'plian'; have plain"),
        ("plain", {"who": "x", "makr": "?"}, "unexpected keyword argument 'makr'"),
        ("plain", {}, "missing a required argument: 'who'"),
        ("nowhere.at.all:make", {}, "cannot import nowhere.at.all:make"),
    ],
)
def test_a_mistake_is_named(name: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        greetings.make(name, options)
