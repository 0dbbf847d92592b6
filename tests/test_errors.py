"""The error tree: drawn as it is, worth a retry where it says so, and able to travel between processes."""

import inspect
import pickle
from datetime import UTC, datetime

import pytest

from glosswire import errors
from glosswire.errors import GlosswireError, Throttled

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, GlosswireError)]


def _example(kind: type[GlosswireError]) -> GlosswireError:
    if "__init__" not in {name for base in kind.__mro__ for name in vars(base) if base.__module__ == errors.__name__}:
        return kind("the reason")
    needed = [p for p in inspect.signature(kind).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
    given = {"retry_at": datetime(2026, 1, 1, tzinfo=UTC)}
    return kind(*(given.get(p.name, f"the {p.name}") for p in needed))


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling(kind: type[GlosswireError]) -> None:
    error = _example(kind)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again), again.passing) == (kind, str(error), vars(error), kind.passing)


@pytest.mark.parametrize("kind", KINDS)
def test_the_docstring_draws_the_tree_as_it_is(kind: type[GlosswireError]) -> None:
    lines = [line for line in (errors.__doc__ or "").splitlines() if kind.__name__ in line.split()]
    assert len(lines) == 1
    if kind is not GlosswireError:
        assert ("(passing)" in lines[0]) == kind.passing


def test_a_throttled_host_says_when_to_come_back() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert Throttled("https://example.org/", "429", at).retry_at == at
