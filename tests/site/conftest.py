"""A site on loopback and a real browser before it."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from glosswire.config import default_config
from glosswire.model import Policy
from glosswire.serve.app import make_app
from tests.serve.fakes import FakeStore
from tests.serve.samples import APOLLO, APOLLO_FIRST, NOW, READINGS, SOURCES, with_policy

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
expect.set_options(timeout=30_000)  # a machine with much to do takes seconds to open a page
PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"  # headless ones are not counted


@contextmanager
def open_site(store: FakeStore) -> Iterator[str]:
    """Serve a store on a free port and give its address; every look at a page reads the store anew."""
    policies: dict[str, Policy] = {"mithal": "excerpt", "ornek": "headline"}
    sources = tuple(with_policy(source, policies.get(source.id, "full")) for source in SOURCES)
    seconds = count(0, 10)
    app = make_app(store, default_config(Path()), sources, lambda: NOW, lambda: float(next(seconds)))
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            server.force_exit = True  # a test that failed left its page open, which would be waited for
            thread.join()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A site with all samples, one of them with marks, a report and a correction."""
    store = FakeStore([*READINGS, APOLLO_FIRST, APOLLO])
    store.add_report(APOLLO.article.id, 2, 3, "He did not.", NOW)
    store.correct(APOLLO.article.id, 2, 5, "Six flights took twelve people to the Moon until 1972.", "Clearer.", NOW)
    with open_site(store) as found:
        yield found


# A module's and not a session's: while it is open, its thread counts as running an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path is not None, "the site's tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page of a width, in a colour scheme, with or without JavaScript."""
    contexts: list[BrowserContext] = []

    def open_one(url: str, width: int = 1440, scheme: str = "light", script: bool = True, strict: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            bypass_csp=not strict,
            has_touch=width < 1000,
            user_agent=PERSON,
        )
        contexts.append(context)
        page = context.new_page()
        if url:
            page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
