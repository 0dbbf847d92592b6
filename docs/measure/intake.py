"""Measure intake without translation: `python docs/measure/intake.py CONFIG`; the configuration names the sources.

Takes in everything that the sources' feeds list into a new store in a temporary folder, with no delay between two
requests to one host where the configuration says so, and prints pages a second: of the pages alone, with workers
warm, and of all of it with the start of workers, robots.txt and feeds.
"""

import resource
import sys
import tempfile
import threading
import time
from pathlib import Path

from glosswire.config import load_config, load_sources
from glosswire.intake.fetch import open_fetcher
from glosswire.pipeline.desk import Desk
from glosswire.pipeline.executors import Processes
from glosswire.pipeline.runner import Newsroom
from glosswire.store.store import open_store


def main() -> int:
    """Take in once, and print the figures."""
    config = load_config(Path(sys.argv[1]))
    sources = load_sources(config.sources_path)
    stop = threading.Event()
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/measured.db") as store:
        began = time.perf_counter()
        with open_fetcher(config.fetch) as fetcher:
            executor = Processes(config.workers, preload=("glosswire.pipeline.preload", "trafilatura"))
            newsroom = Newsroom(store, config, sources, fetcher, executor, Desk(store, config))
            newsroom.open()
            newsroom.poll(store.feed_states(), stop)
            polled = time.perf_counter()
            pages = 0
            while done := newsroom.fetch(stop):
                pages += done
            ended = time.perf_counter()
            executor.close()
        articles = store.counts().articles
    here, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = here.ru_utime + here.ru_stime + workers.ru_utime + workers.ru_stime
    print(f"{pages} pages, {articles} articles: {pages / (ended - polled):.1f} pages/s; with start and feeds")
    print(
        f"{pages / (ended - began):.1f} pages/s; {1000 * cpu / max(1, pages):.0f} ms CPU a page that is accounted for"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
