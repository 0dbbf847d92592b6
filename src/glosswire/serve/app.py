"""The site as an ASGI app, from a store, a configuration and the sources."""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from glosswire import __version__
from glosswire.config import Config
from glosswire.errors import NotFound, StoreBusy
from glosswire.model import ArticleId, Source
from glosswire.serve.answer import Body, Shelf, answer, make_body
from glosswire.serve.openings import Openings, is_reader
from glosswire.serve.pages import Desk, Missing, Reads, Shown, utc_now
from glosswire.serve.present import unbroken

_HTML = "text/html; charset=utf-8"
_FILES = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}
_FOR_EVER = "public, max-age=31536000, immutable"  # the address holds the content's digest
_FOR_A_DAY = "public, max-age=86400"
_ROBOTS = b"User-agent: *\nDisallow: /search\n"
_FAULTS: Mapping[type[Exception], int] = {
    Missing: 404,
    NotFound: 404,
    HTTPException: 404,
    StoreBusy: 503,
    Exception: 500,
}

Ask = Callable[[Request], Shown]
Give = Callable[[Request], Response]


def make_app(
    store: Reads,
    config: Config,
    sources: Iterable[Source],
    now: Callable[[], datetime] = utc_now,
    clock: Callable[[], float] = time.monotonic,
) -> Starlette:
    """Build the site; `now` dates pages and openings, `clock` says when a kept page is read anew."""
    desk = Desk(store, config, tuple(sources), now)
    static = {name: _static(name) for name in _FILES}
    press = Press(config, {name: f"/static/{body.etag}/{name}" for name, body in static.items()})
    openings = Openings(lambda article_id: store.note_opened(article_id, now()))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with openings:
            yield

    return Starlette(
        routes=[*_pages(desk, press, Shelf(clock), openings), *_files(static)],
        lifespan=lifespan,
        exception_handlers={kind: _failure(desk, press, status) for kind, status in _FAULTS.items()},
    )


class Press:
    """The templates, and what every page holds."""

    def __init__(self, config: Config, static: Mapping[str, str]) -> None:
        """Render for a site; `static` are the addresses of its files."""
        self._site = config.site
        self._static = static
        self._templates = Environment(
            loader=PackageLoader("glosswire.serve"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.filters["unbroken"] = unbroken

    def render(self, shown: object) -> str:
        """Fill the template of what is shown."""
        assert isinstance(shown, Shown)
        template = self._templates.get_template(shown.template)
        return template.render(page=shown.page, site=self._site, static=self._static, version=__version__)


def _pages(desk: Desk, press: Press, shelf: Shelf, openings: Openings) -> tuple[Route, ...]:
    """Give each page its address."""

    def page(ask: Ask) -> Give:
        def give(request: Request) -> Response:
            body, status = shelf.get(_key(request), lambda: ask(request), press.render, _status)
            return answer(request, body, status)

        return give

    return (
        Route("/", page(lambda r: desk.front())),
        Route("/latest", page(lambda r: desk.latest(_before(r)))),
        Route("/article/{id}", _counted(page(lambda r: desk.article(r.path_params["id"])), openings)),
        Route("/day/{day}", page(lambda r: desk.day(r.path_params["day"], _before(r)))),
        Route("/sources", page(lambda r: desk.sources())),
        Route("/source/{id}", page(lambda r: desk.source(r.path_params["id"], _before(r)))),
        Route("/languages", page(lambda r: desk.languages())),
        Route("/language/{tag}", page(lambda r: desk.language(r.path_params["tag"], _before(r)))),
        Route("/section/{slug}", page(lambda r: desk.section(r.path_params["slug"], _before(r)))),
        Route("/search", page(lambda r: desk.search(r.query_params.get("q", "")))),
        *(Route(f"/{name}", page(_text(desk, name))) for name in ("about", "privacy", "disclaimer")),
    )


def _counted(give: Give, openings: Openings) -> Give:
    """Count what people open, after their page is made."""

    def give_and_count(request: Request) -> Response:
        response = give(request)
        if response.status_code == 200 and is_reader(request):
            openings.add(ArticleId(request.path_params["id"]))
        return response

    return give_and_count


def _files(static: Mapping[str, Body]) -> tuple[Route, ...]:
    """Give each file its address, which holds its digest so that it can be kept for ever."""
    robots = make_body(_ROBOTS, "text/plain; charset=utf-8")

    def give(request: Request) -> Response:
        body = static.get(request.path_params["name"])
        if body is None or body.etag != request.path_params["digest"]:
            raise Missing
        return answer(request, body, cache=_FOR_EVER)

    return (
        Route("/robots.txt", lambda r: answer(r, robots, cache=_FOR_A_DAY)),
        Route("/favicon.svg", lambda r: answer(r, static["favicon.svg"], cache=_FOR_A_DAY)),
        Route("/static/{digest}/{name}", give),
    )


def _failure(desk: Desk, press: Press, status: int) -> Callable[[Request, Exception], Response]:
    """Show a page for what is not here or went wrong; what an error says of itself is for the log."""

    def give(request: Request, error: Exception) -> Response:
        code = getattr(error, "status_code", getattr(error, "status", status))
        response = answer(request, make_body(press.render(desk.failure(code)).encode(), _HTML), code)
        if code == 503:
            response.headers["Retry-After"] = "5"
        return response

    return give


def _static(name: str) -> Body:
    return make_body((files("glosswire.serve") / "static" / name).read_bytes(), _FILES[name])


def _key(request: Request) -> str:
    """Name a page by what it depends on, so that invented parameters do not make more of it."""
    return "\n".join((request.url.path, *(request.query_params.get(name, "")[:200] for name in ("before", "q"))))


def _status(shown: object) -> int:
    assert isinstance(shown, Shown)
    return shown.status


def _before(request: Request) -> str:
    return request.query_params.get("before", "")


def _text(desk: Desk, name: str) -> Ask:
    return lambda request: desk.text(name)
