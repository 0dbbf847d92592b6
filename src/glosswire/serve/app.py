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

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"  # the address holds the content's digest
_FOR_A_DAY = "public, max-age=86400"
_ROBOTS = b"User-agent: *\nDisallow: /search\n"

Ask = Callable[[Request], Shown]


def make_app(
    store: Reads,
    config: Config,
    sources: Iterable[Source],
    now: Callable[[], datetime] = utc_now,
    clock: Callable[[], float] = time.monotonic,
) -> Starlette:
    """Build the site; `now` dates pages and openings, `clock` says when a kept page is read anew."""
    desk = Desk(store, config, tuple(sources), now)
    files_of = {name: _static(name) for name in ("site.css", "site.js", "favicon.svg")}
    press = Press(config, {name: f"/static/{body.etag}/{name}" for name, body in files_of.items()})
    shelf = Shelf(clock)
    openings = Openings(lambda article_id: store.note_opened(article_id, now()))

    def page(ask: Ask) -> Callable[[Request], Response]:
        def give(request: Request) -> Response:
            body, status = shelf.get(_key(request), lambda: ask(request), press.render, _status)
            return answer(request, body, status)

        return give

    def article(request: Request) -> Response:
        response = page(lambda r: desk.article(r.path_params["id"]))(request)
        if response.status_code == 200 and is_reader(request):
            openings.add(ArticleId(request.path_params["id"]))
        return response

    def static(request: Request) -> Response:
        body = files_of.get(request.path_params["name"])
        if body is None or body.etag != request.path_params["digest"]:
            raise Missing
        return answer(request, body, cache=_FOR_EVER)

    def failure(status: int) -> Callable[[Request, Exception], Response]:
        def give(request: Request, error: Exception) -> Response:
            code = getattr(error, "status_code", getattr(error, "status", status))
            body = make_body(press.render(desk.failure(code)).encode(), "text/html; charset=utf-8")
            response = answer(request, body, code)
            if code == 503:
                response.headers["Retry-After"] = "5"
            return response

        return give

    robots = make_body(_ROBOTS, "text/plain; charset=utf-8")
    routes = [
        Route("/", page(lambda r: desk.front())),
        Route("/latest", page(lambda r: desk.latest(_before(r)))),
        Route("/article/{id}", article),
        Route("/day/{day}", page(lambda r: desk.day(r.path_params["day"], _before(r)))),
        Route("/sources", page(lambda r: desk.sources())),
        Route("/source/{id}", page(lambda r: desk.source(r.path_params["id"], _before(r)))),
        Route("/languages", page(lambda r: desk.languages())),
        Route("/language/{tag}", page(lambda r: desk.language(r.path_params["tag"], _before(r)))),
        Route("/section/{slug}", page(lambda r: desk.section(r.path_params["slug"], _before(r)))),
        Route("/search", page(lambda r: desk.search(r.query_params.get("q", "")))),
        *(Route(f"/{name}", page(_text(desk, name))) for name in ("about", "privacy", "disclaimer")),
        Route("/robots.txt", lambda r: answer(r, robots, cache=_FOR_A_DAY)),
        Route("/favicon.svg", lambda r: answer(r, files_of["favicon.svg"], cache=_FOR_A_DAY)),
        Route("/static/{digest}/{name}", static),
    ]

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with openings:
            yield

    return Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={
            Missing: failure(404),
            NotFound: failure(404),
            HTTPException: failure(404),
            StoreBusy: failure(503),
            Exception: failure(500),
        },
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

    def render(self, shown: object) -> str:
        """Fill the template of what is shown."""
        assert isinstance(shown, Shown)
        template = self._templates.get_template(shown.template)
        return template.render(page=shown.page, site=self._site, static=self._static, version=__version__)


def _static(name: str) -> Body:
    content = (files("glosswire.serve") / "static" / name).read_bytes()
    return make_body(content, _TYPES[name.rpartition(".")[2]])


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
