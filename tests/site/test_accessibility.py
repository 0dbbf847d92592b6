from importlib.resources import files
from itertools import pairwise
from typing import Literal

import pytest

from tests.serve.storied import storied
from tests.site.conftest import OpenPage, open_site

pytestmark = pytest.mark.browser

LANDMARKS: tuple[Literal["banner", "main", "contentinfo", "search"], ...] = ("banner", "main", "contentinfo", "search")
PAGES = (
    "/",
    "/article/armenien-ovks",
    "/article/armenien-ovks#s5",
    "/article/apollo-11#m4",
    "/article/apollo-11/report?sentence=4",
    "/article/cop28-ittifaq",
    "/article/chandrayaan",
    "/article/hayastan-hapk",
    "/article/artemis",
    "/article/neu-unuebersetzt",
    "/article/shahr-sukhte",
    "/article/cumhuriyet",
    "/article/apollo-11/revisions",
    "/article/apollo-11/changes/2",
    "/article/apollo-11/revision/1",
    "/corrections",
    "/trust",
    "/desk",
    "/desk/reports",
    "/desk/doubts",
    "/desk/article/apollo-11?sentence=2",
    "/desk/failures",
    "/desk/feeds",
    "/day/2023-05-23",
    "/source/musterbote",
    "/language/ar",
    "/sources",
    "/languages",
    "/about",
    "/privacy",
    "/disclaimer",
    "/search?q=moon",
    "/search",
    "/nothing",
)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (360, "light")])
def test_axe_finds_no_fault(address: str, open_page: OpenPage, width: int, scheme: str) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    page = open_page("", width, scheme, strict=False)
    for path in PAGES if width > 1000 else PAGES[:9]:
        page.goto(address + path)
        page.evaluate(axe)
        faults = page.evaluate(
            "async () => (await axe.run()).violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' '))"
        )
        assert faults == [], path


def test_every_page_has_its_landmarks_and_headings_in_order(address: str, open_page: OpenPage) -> None:
    page = open_page("")
    for path in PAGES:
        page.goto(address + path)
        assert page.locator("main").count() == page.locator("h1").count() == 1, path
        for landmark in LANDMARKS:
            assert page.get_by_role(landmark).count() == 1, (path, landmark)
        levels = [
            int(level)
            for level in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName[1])")
        ]
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


STORIED = (
    "/",
    "/article/slim",
    "/article/mond-slim",
    "/trends",
    "/stories",
    "/story/moon",
    "/story/india",
    "/topics",
    "/topic/science",
    "/editions",
    "/edition/20230523T120000Z",
    "/article/slim/like",
)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_axe_finds_no_fault_in_pages_of_stories(open_page: OpenPage, width: int, scheme: str) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with open_site(storied()) as address:
        page = open_page("", width, scheme, strict=False)
        for path in STORIED:
            page.goto(address + path)
            page.evaluate(axe)
            assert page.evaluate("async () => (await axe.run()).violations.map((v) => v.id + v.nodes[0].html)") == [], (
                path
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.close()


def test_motion_is_left_out_for_those_who_want_none(address: str, open_page: OpenPage) -> None:
    page = open_page(address + "/article/armenien-ovks")
    page.emulate_media(reduced_motion="reduce")
    assert page.locator("#s4").evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
