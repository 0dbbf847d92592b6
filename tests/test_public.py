"""Every public name says in one sentence what it does."""

import ast
from collections.abc import Iterator

import pytest

from tests.house import modules, tree_of

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Documented]]:
    for node in body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield f"{prefix}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, f"{prefix}{node.name}.")


@pytest.mark.parametrize("name", [name for name in modules() if name])
def test_every_public_name_has_a_docstring(name: str) -> None:
    tree = tree_of(modules()[name])
    assert ast.get_docstring(tree), f"glosswire.{name} has no docstring"
    missing = [called for called, node in _public(tree.body) if not ast.get_docstring(node)]
    assert not missing, f"glosswire.{name}: no docstring for {', '.join(missing)}"


@pytest.mark.parametrize("name", [name for name in modules() if name])
def test_a_long_module_says_why(name: str) -> None:
    path = modules()[name]
    if len(path.read_text(encoding="utf-8").splitlines()) > 600:
        assert "long" in (ast.get_docstring(tree_of(path)) or ""), (
            f"glosswire.{name} is over 600 lines and does not say why"
        )
