"""Named choices that an operator makes in the configuration file."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any, Generic, TypeVar

from glosswire.errors import ConfigError

T = TypeVar("T")


@dataclass(frozen=True)
class Registry(Generic[T]):
    """Built-in names for one kind of part; any `module:callable` works too."""

    kind: str
    builtin: Mapping[str, str]

    def make(self, name: str, options: Mapping[str, Any]) -> T:
        """Import the named factory and call it with the options from the file."""
        factory = self.find(name)
        try:
            inspect.signature(factory).bind(**options)
        except TypeError as error:
            raise ConfigError(f"{self.kind} {name!r}: {error}") from error
        return factory(**options)

    def find(self, name: str) -> Callable[..., T]:
        """Import the named factory."""
        path = self.builtin.get(name, name)
        if ":" not in path:
            known = ", ".join(sorted(self.builtin))
            raise ConfigError(f"no {self.kind} {name!r}; have {known}, or module:callable")
        try:
            factory: Callable[..., T] = resolve_name(path)
        except (ImportError, AttributeError) as error:
            raise ConfigError(f"{self.kind} {name!r}: cannot import {path}: {error}") from error
        return factory
