"""The site as an ASGI app, from a store, a configuration and the sources."""

import os
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.resources import files
from threading import Timer

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glosswire import __version__
from glosswire.config import Config
from glosswire.errors import NotFound, StoreBusy
from glosswire.model import Source
from glosswire.serve.answer import (
    FOR_ALL,
    SECURITY,
    Body,
    Missing,
    Moved,
    Refusal,
    Shelf,
    Shown,
    answer,
    make_body,
    print_of,
)
from glosswire.serve.api import problem
from glosswire.serve.desk import Desk
from glosswire.serve.gate import make_gate
from glosswire.serve.history import History
from glosswire.serve.openings import Openings
from glosswire.serve.pages import ErrorPage, Paper, utc_now
from glosswire.serve.present import unbroken
from glosswire.serve.reads import Reads
from glosswire.serve.reports import Reports
from glosswire.serve.routes import House, routes

_FILES = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}
_FOR_EVER = "public, max-age=31536000, immutable"  # the address holds the content's digest
_FOR_A_DAY = "public, max-age=86400"
_FEEDS_KEPT_SECONDS = 30.0  # programs ask for feeds every few minutes at most
_READY_AFTER_SECONDS = 1.0  # until what the first page does without is loaded, so that it has not to wait for that
_ASKED_KEPT = 100  # pages of searches, of older articles and the like
_ROBOTS = b"User-agent: *\nDisallow: /search\nDisallow: /article/*/report\n"
_FAULTS: Mapping[type[Exception], int] = {
    Refusal: 404,
    NotFound: 404,
    HTTPException: 404,
    StoreBusy: 503,
    Exception: 500,
}


def make_app(
    store: Reads,
    config: Config,
    sources: Iterable[Source],
    now: Callable[[], datetime] = utc_now,
    clock: Callable[[], float] = time.monotonic,
    environment: Mapping[str, str] = os.environ,
) -> Starlette:
    """Build the site; `now` dates pages and what is written, `clock` says when a kept page is read anew.

    `environment` holds the operator's token where the configuration names one; ConfigError where it does not.
    """
    paper = Paper(store, config, tuple(sources), now)
    static = {name: _static(name) for name in _FILES}
    press = Press(config, {name: f"/static/{body.etag}/{name}" for name, body in static.items()})
    openings = Openings(lambda article_id: store.note_opened(article_id, now()))
    house = House(
        paper=paper,
        history=History(paper, store),
        reports=Reports(paper, store, now, clock),
        desk=Desk(store, now),
        gate=make_gate(config.site, environment),
        openings=openings,
        shelf=Shelf(clock),
        asked=Shelf(clock, most=_ASKED_KEPT),
        feeds=Shelf(clock, _FEEDS_KEPT_SECONDS),
        render=press.render,
        base_url=config.site.base_url.rstrip("/"),
        site_title=config.site.title,
        openapi=(files("glosswire.serve") / "openapi.json").read_bytes(),
    )

    def get_ready() -> None:
        press.get_ready()
        paper.stories.get_ready()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        later = Timer(_READY_AFTER_SECONDS, get_ready)
        later.daemon = True
        later.start()
        with openings:
            yield
        later.cancel()

    return Starlette(
        routes=[*routes(house), *_files(static)],
        lifespan=lifespan,
        exception_handlers={
            **{kind: _failure(paper, press, status) for kind, status in _FAULTS.items()},
            Moved: _moved,
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
        self._templates.filters["unbroken"] = unbroken

    def get_ready(self) -> None:
        """Compile all templates: that of a story takes longer than its page."""
        for name in self._templates.list_templates():
            self._templates.get_template(name)

    def render(self, shown: Shown) -> str:
        """Fill the template of what is shown."""
        template = self._templates.get_template(shown.template)
        return template.render(page=shown.page, site=self._site, static=self._static, version=__version__)


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


def _failure(paper: Paper, press: Press, status: int) -> Callable[[Request, Exception], Response]:
    """Show what is not here or went wrong, to people or to programs; what an error says of itself is for the log."""

    def give(request: Request, error: Exception) -> Response:
        code = getattr(error, "status_code", getattr(error, "status", status))
        shown = paper.failure(code)
        if request.url.path.startswith("/api/"):
            found = shown.page
            assert isinstance(found, ErrorPage)
            told = problem(code, found.title, found.text)
            response = answer(request, print_of(told, press.render), code, more=FOR_ALL)
        else:
            response = answer(request, print_of(shown, press.render), code)
        if code == 503:
            response.headers["Retry-After"] = "5"
        return response

    return give


def _moved(request: Request, error: Exception) -> Response:
    assert isinstance(error, Moved)
    more = FOR_ALL if request.url.path.startswith("/api/") or "/feed." in request.url.path else {}
    return RedirectResponse(error.href, 308, {**SECURITY, **more, "Cache-Control": "no-cache"})


def _static(name: str) -> Body:
    return make_body((files("glosswire.serve") / "static" / name).read_bytes(), _FILES[name])
