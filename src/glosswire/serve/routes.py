"""Every address of the site, and what answers there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glosswire.model import ArticleId
from glosswire.serve import api, story_api
from glosswire.serve.answer import (
    FOR_ALL,
    NOTHING,
    OF_FORMS,
    SECURITY,
    Data,
    Missing,
    Moved,
    Refusal,
    Shelf,
    Shown,
    answer,
    make_body,
    print_of,
)
from glosswire.serve.desk import Desk
from glosswire.serve.forms import read_form
from glosswire.serve.gate import Gate, entry_of, is_same_origin
from glosswire.serve.gather import Gathered
from glosswire.serve.history import History
from glosswire.serve.lists import FeedOf, number_of
from glosswire.serve.openings import Openings, is_reader
from glosswire.serve.pages import Paper
from glosswire.serve.reports import Reports
from glosswire.serve.syndication import FeedForm, FeedHead, write_feed

Ask = Callable[[Request], Shown | Data]
Give = Callable[[Request], Response]
_KEPT_BY = ("before", "q")  # the parameters that most pages depend on
_API_ASKS = ("language", "source", "section", "day", "limit", "before")
_FORMS: tuple[FeedForm, ...] = ("atom", "json")
_OF_THE_DESK: Mapping[str, str] = {**OF_FORMS, "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class House:
    """What answers requests, from the paper to the operator's desk."""

    paper: Paper
    history: History
    reports: Reports
    desk: Desk
    gate: Gate
    openings: Openings
    shelf: Shelf
    asked: Shelf  # for pages that depend on what was asked for: however much is asked, it drives no other page away
    feeds: Shelf  # feeds are asked for often, and their readers are in no hurry
    render: Callable[[Shown], str]
    base_url: str
    site_title: str
    openapi: bytes

    def base_of(self, request: Request) -> str:
        """Where the site is: as its operator says, else the address that it listens on."""
        if self.base_url:
            return self.base_url
        server = request.scope.get("server")
        if not server or server[1] is None:
            return ""
        host, port = server
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}" if port == 80 else f"http://{name}:{port}"

    def page(self, ask: Ask, *depends: str, shelf: Shelf | None = None, more: Mapping[str, str] = NOTHING) -> Give:
        """Answer from the shelf; what is shown depends on the path and on the parameters `depends`."""
        names = depends or _KEPT_BY

        def give(request: Request) -> Response:
            asked = tuple(request.query_params.get(n, "")[:200] for n in names)
            key = "\n".join((self.base_of(request), request.url.path, *asked))
            given = (shelf or (self.asked if any(asked) else self.shelf)).get(key, lambda: ask(request), self.render)
            return answer(request, given.body, given.status, more=more)

        return give

    def show(self, request: Request, shown: Shown | Data, more: Mapping[str, str] = OF_FORMS) -> Response:
        """Answer with what is made for this request alone."""
        return answer(request, print_of(shown, self.render), shown.status, "no-store", more)


def routes(house: House) -> tuple[Route, ...]:
    """Give everything its address, but for the site's files."""
    return (
        *_pages(house),
        *_stories(house),
        *_articles(house),
        *_reports(house),
        *_feeds(house),
        *_api(house),
        *_desk(house),
    )


def _pages(house: House) -> tuple[Route, ...]:
    paper, page = house.paper, house.page
    return (
        Route("/", page(lambda r: paper.front())),
        Route("/latest", page(lambda r: paper.latest(_before(r)))),
        Route("/day/{day}", page(lambda r: paper.day(r.path_params["day"], _before(r)))),
        Route("/sources", page(lambda r: paper.sources())),
        Route("/source/{id}", page(lambda r: paper.source(r.path_params["id"], _before(r)))),
        Route("/languages", page(lambda r: paper.languages())),
        Route("/language/{tag}", page(lambda r: paper.language(r.path_params["tag"], _before(r)))),
        Route("/section/{slug}", page(lambda r: paper.section(r.path_params["slug"], _before(r)))),
        Route("/search", page(lambda r: paper.search(r.query_params.get("q", "")))),
        Route("/corrections", page(lambda r: house.history.corrections(_before(r)))),
        Route("/trust", page(lambda r: paper.trust())),
        *(Route(f"/{name}", page(_text(paper, name))) for name in ("about", "privacy", "disclaimer")),
    )


def _stories(house: House) -> tuple[Route, ...]:
    stories, page = house.paper.stories, house.page

    def story(request: Request) -> Shown:
        return stories.story(_final(house, request))

    return (
        Route("/trends", page(lambda r: stories.trends())),
        Route("/stories", page(lambda r: stories.latest(_before(r)))),
        Route("/story/{id}", page(story)),
        Route("/topics", page(lambda r: stories.topics())),
        Route("/topic/{slug}", page(lambda r: stories.topic(r.path_params["slug"], _before(r)))),
        Route("/editions", page(lambda r: stories.editions(_before(r)))),
        Route("/edition/{id}", page(lambda r: stories.edition(_id(r)))),
        Route("/article/{id}/like", page(lambda r: stories.like(_id(r)))),
    )


def _final(house: House, request: Request) -> Gathered:
    """A story; raises Moved where it turned out to be another."""
    asked = _id(request)
    found = house.paper.stories.find(asked)
    if found.story.id != asked:
        raise Moved(request.url.path.replace(f"/story/{asked}", f"/story/{found.story.id}"))
    return found


def _articles(house: House) -> tuple[Route, ...]:
    paper, history, page = house.paper, house.history, house.page

    def article(request: Request) -> Shown:
        return paper.article(_id(request), house.base_of(request))

    def revision(request: Request) -> Shown:
        return paper.article(_id(request), house.base_of(request), number_of(request.path_params["n"]))

    def changes(request: Request) -> Shown:
        return history.changes(_id(request), request.path_params["n"], request.query_params.get("since", "")[:200])

    def bibtex(request: Request) -> Data:
        return paper.bibtex(_id(request), house.base_of(request), _revision(request))

    def csl_json(request: Request) -> Data:
        return paper.csl_json(_id(request), house.base_of(request), _revision(request))

    return (
        Route("/article/{id}", _counted(page(article), house.openings)),
        Route("/article/{id}/revisions", page(lambda r: history.revisions(_id(r)))),
        Route("/article/{id}/revision/{n}", page(revision)),
        Route("/article/{id}/changes/{n}", page(changes, "since")),
        Route("/article/{id}/cite.bib", page(bibtex, "revision", more=FOR_ALL)),
        Route("/article/{id}/cite.json", page(csl_json, "revision", more=FOR_ALL)),
    )


def _revision(request: Request) -> int | None:
    asked = request.query_params.get("revision", "")[:200]
    return number_of(asked) if asked else None


def _counted(give: Give, openings: Openings) -> Give:
    """Count what people open, after their page is made."""

    def give_and_count(request: Request) -> Response:
        response = give(request)
        if response.status_code == 200 and is_reader(request):
            openings.add(ArticleId(request.path_params["id"]))
        return response

    return give_and_count


def _reports(house: House) -> tuple[Route, ...]:
    """The form by which readers report; whoever sends it must have it from us."""

    def ask(request: Request) -> Response:
        return house.show(request, house.reports.form(_id(request), request.query_params.get("sentence", "")))

    async def take(request: Request) -> Response:
        form = await _own_form(request)
        shown = await run_in_threadpool(house.reports.take, _id(request), form)
        return house.show(request, shown)

    return (
        Route("/article/{id}/report", ask, methods=["GET"]),
        Route("/article/{id}/report", take, methods=["POST"]),
    )


async def _own_form(request: Request) -> Mapping[str, str]:
    if not is_same_origin(request):
        raise Refusal(403)
    return await read_form(request)


# -- for programs


def _feeds(house: House) -> tuple[Route, ...]:
    """Everything, and each language, source, section, topic and story, in both forms of feed."""
    stories = house.paper.stories
    found = []
    for place, head in (
        ("", lambda r: FeedOf("Latest", "/latest")),
        ("/language/{tag}", lambda r: house.paper.feed_of_language(r.path_params["tag"])),
        ("/source/{id}", lambda r: house.paper.feed_of_source(r.path_params["id"])),
        ("/section/{slug}", lambda r: house.paper.feed_of_section(r.path_params["slug"])),
        ("/trends", lambda r: stories.feed_of_trends()),
        ("/stories", lambda r: stories.feed_of_stories()),
        ("/story/{id}", lambda r: stories.feed_of_story(_final(house, r))),
        ("/topic/{slug}", lambda r: stories.feed_of_topic(r.path_params["slug"])),
        ("/editions", lambda r: stories.feed_of_editions()),
        ("/article/{id}/like", lambda r: stories.feed_of_liked(_id(r))),
    ):
        for form in _FORMS:
            ask = _feed(house, head, form)
            found.append(Route(f"{place}/feed.{form}", house.page(ask, "none", shelf=house.feeds, more=FOR_ALL)))
    return tuple(found)


def _feed(house: House, head: Callable[[Request], FeedOf], form: FeedForm) -> Ask:
    def ask(request: Request) -> Data:
        of, base = head(request), house.base_of(request)
        items = house.paper.find(house.paper.page_size, None, of.wanted).items if of.items is None else of.items
        address = base + request.url.path
        return write_feed(FeedHead(f"{house.site_title}: {of.title}", base + of.href, address, base), items, form)

    return ask


def _api(house: House) -> tuple[Route, ...]:
    def articles(request: Request) -> Data:
        return api.list_articles(house.paper, request.query_params, house.base_of(request))

    def article(request: Request) -> Data:
        return api.show_article(house.paper, _id(request), _revision(request), house.base_of(request))

    def corrections(request: Request) -> Data:
        found, older = house.history.corrected(_before(request))
        return api.list_corrections(found, older, house.base_of(request))

    openapi = make_body(house.openapi, api.JSON)
    return (
        Route("/api/articles", house.page(articles, *_API_ASKS, more=FOR_ALL)),
        Route("/api/article/{id}", house.page(article, "revision", more=FOR_ALL)),
        Route("/api/corrections", house.page(corrections, more=FOR_ALL)),
        Route("/api/openapi.json", lambda r: answer(r, openapi, more=FOR_ALL)),
        *_story_api(house),
    )


def _story_api(house: House) -> tuple[Route, ...]:
    stories, page = house.paper.stories, house.page

    def trends(request: Request) -> Data:
        return story_api.list_trends(stories, house.base_of(request))

    def listed(request: Request) -> Data:
        return story_api.list_stories(stories, request.query_params, house.base_of(request))

    def story(request: Request) -> Data:
        return story_api.show_story(stories, _final(house, request), house.base_of(request))

    def topics(request: Request) -> Data:
        return story_api.list_topics(stories, house.base_of(request))

    def topic(request: Request) -> Data:
        code = request.path_params["code"]
        return story_api.show_topic(stories, code, request.query_params, house.base_of(request))

    def editions(request: Request) -> Data:
        return story_api.list_editions(stories, request.query_params, house.base_of(request))

    def edition(request: Request) -> Data:
        return story_api.show_edition(stories, _id(request), house.base_of(request))

    def related(request: Request) -> Data:
        return story_api.show_related(stories, _id(request), house.base_of(request))

    return (
        Route("/api/trends", page(trends, more=FOR_ALL)),
        Route("/api/stories", page(listed, "limit", "before", more=FOR_ALL)),
        Route("/api/story/{id}", page(story, more=FOR_ALL)),
        Route("/api/topics", page(topics, more=FOR_ALL)),
        Route("/api/topic/{code}", page(topic, "limit", "before", more=FOR_ALL)),
        Route("/api/editions", page(editions, "limit", "before", more=FOR_ALL)),
        Route("/api/edition/{id}", page(edition, more=FOR_ALL)),
        Route("/api/article/{id}/related", page(related, more=FOR_ALL)),
    )


# -- for the operator


def _desk(house: House) -> tuple[Route, ...]:
    """The operator's pages: behind the gate, never kept by anybody, and changed only by forms of our own."""
    desk = house.desk

    def looks(ask: Callable[[Request], Shown]) -> Give:
        def give(request: Request) -> Response:
            if (stopped := _stopped(house, request)) is not None:
                return stopped
            return house.show(request, ask(request), _OF_THE_DESK)

        return give

    def does(act: Callable[[Request, Mapping[str, str]], str]) -> Callable[..., object]:
        async def give(request: Request) -> Response:
            if (stopped := _stopped(house, request)) is not None:
                return stopped
            form = await _own_form(request)
            place = await run_in_threadpool(act, request, form)
            return RedirectResponse(place, 303, {**SECURITY, **_OF_THE_DESK, "Cache-Control": "no-store"})

        return give

    def done(request: Request) -> str:
        return request.query_params.get("done", "")

    def sentence(request: Request) -> Shown:
        return desk.sentence(_id(request), request.query_params.get("sentence", ""), done(request))

    return (
        Route("/desk", looks(lambda r: desk.overview())),
        Route("/desk/reports", looks(lambda r: desk.reports(done(r)))),
        Route("/desk/doubts", looks(lambda r: desk.doubts())),
        Route("/desk/failures", looks(lambda r: desk.failures())),
        Route("/desk/feeds", looks(lambda r: desk.feeds())),
        Route("/desk/article/{id}", looks(sentence), methods=["GET"]),
        Route("/desk/article/{id}", does(lambda r, form: desk.correct(_id(r), form)), methods=["POST"]),
        Route("/desk/report/{n}", does(lambda r, form: desk.settle(r.path_params["n"], form)), methods=["POST"]),
    )


def _stopped(house: House, request: Request) -> Response | None:
    """What those get who may not see the desk: nothing is there, or the token is asked for."""
    match entry_of(request, house.gate):
        case "open":
            return None
        case "hidden":
            raise Missing
        case "locked":
            shown = house.paper.failure(401)
            ask = {"WWW-Authenticate": 'Basic realm="The desk", charset="UTF-8"'}
            return house.show(request, shown, {**_OF_THE_DESK, **ask})


def _id(request: Request) -> str:
    found: str = request.path_params["id"]
    return found


def _text(paper: Paper, name: str) -> Ask:
    return lambda request: paper.text(name)


def _before(request: Request) -> str:
    return request.query_params.get("before", "")
