"""The store stands kills, crowds and full disks."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest
from sqlalchemy import text

from glosswire.errors import ConfigError, StoreBusy, StoreError, Throttled
from glosswire.model import ArticleId, Entry, Failure, Reading
from glosswire.store.store import Store, open_store
from tests.store.newsroom import ANZEIGER, HOUR, NOON, entry, fail_at, make_article, spans, take_in
from tests.store.writer import ARTICLES, write_all

KILLS = 8
COUNT_CHECKS = (
    "SELECT count(*) FROM articles WHERE number NOT IN (SELECT article FROM revisions)",
    "SELECT count(*) FROM articles a WHERE a.revision <> (SELECT max(revision) FROM revisions WHERE article = a.number)",
    "SELECT count(*) FROM articles WHERE shown NOT IN (SELECT rowid FROM articles_text)",
    "SELECT count(*) FROM articles_text WHERE rowid NOT IN (SELECT shown FROM articles)",
    "SELECT count(*) FROM articles a WHERE a.done <> (SELECT coalesce(sum(span), 0) FROM segments s "
    "WHERE s.article = a.number AND s.revision = a.revision)",
    "SELECT count(*) FROM articles WHERE done + titles_left + bodies_left <> sentences",
    "SELECT count(*) FROM segments s LEFT JOIN revisions r ON r.article = s.article AND r.revision = s.revision "
    "WHERE r.article IS NULL",
    "SELECT count(*) FROM entries WHERE due_at IS NULL AND article IS NULL",
    "SELECT abs((SELECT sum(articles) FROM tallies WHERE kind = 'day') - (SELECT count(*) FROM articles))",
)


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'news.db'}"


def start_writer(url: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.store.writer", url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def check_whole(path: Path) -> None:
    """No table is damaged, and no outcome is there by half."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO articles_text (articles_text) VALUES ('integrity-check')")
    found = {check: connection.execute(check).fetchone()[0] for check in COUNT_CHECKS}
    connection.close()
    assert {check: wrong for check, wrong in found.items() if wrong} == {}


def everything(store: Store) -> list[Reading]:
    return list(store.iterate_readings())


def test_a_newsroom_that_is_killed_again_and_again_ends_where_an_undisturbed_one_does(tmp_path: Path) -> None:
    url, random = url_of(tmp_path), Random(20230522)
    for _ in range(KILLS):
        writer = start_writer(url)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0.0, 0.25))
        writer.kill()
        writer.stdout.close()
        writer.wait()
        check_whole(tmp_path / "news.db")
    writer = start_writer(url)
    output, _ = writer.communicate()
    assert output == "ready\ndone\n"
    check_whole(tmp_path / "news.db")
    with open_store(url) as killed, open_store("sqlite://") as undisturbed:
        write_all(undisturbed)
        assert everything(killed) == everything(undisturbed)
        assert {reading.revisions for reading in everything(killed)} == {1, 2}
        assert killed.counts() == undisturbed.counts()
        assert [x.id for x in killed.search("zwei", 500)] == [x.id for x in undisturbed.search("zwei", 500)]


def test_readers_see_whole_articles_beside_a_writer_in_another_process(tmp_path: Path) -> None:
    url = url_of(tmp_path)
    with open_store(url) as store:
        writer = start_writer(url)
        while writer.poll() is None:
            for listing in store.latest(20):
                found = store.reading(listing.id)
                assert found.article.blocks
                assert len(found.translation.segments) <= found.translation.sentences
                store.note_opened(listing.id, NOON)
        assert writer.stdout is not None
        assert writer.stdout.read() == "ready\ndone\n"
        writer.stdout.close()
        assert store.counts().articles == ARTICLES


def test_threads_write_and_read_at_once(tmp_path: Path) -> None:
    stop = Event()
    with open_store(url_of(tmp_path)) as store:

        def write(part: int) -> None:
            for n in range(25):
                take_in(store, make_article(f"p{part}n{n}"))
                store.note_opened(ArticleId(f"p{part}n{n}"), NOON)

        def read() -> int:
            pages = 0
            while not stop.is_set():
                assert len({listing.id for listing in store.latest(1000)}) <= 100
                pages += 1
            return pages

        with ThreadPoolExecutor(6) as pool:
            readers = [pool.submit(read) for _ in range(2)]
            for job in [pool.submit(write, part) for part in range(4)]:
                job.result()
            stop.set()
            assert all(reader.result() > 0 for reader in readers)
        assert store.counts().articles == 100
        assert sum(day.articles for day in store.openings(ArticleId("p0n0"))) == 1


def test_many_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    code = f"from glosswire.store.store import open_store; open_store({url_of(tmp_path)!r}).close()"
    openers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [opener.wait() for opener in openers] == [0] * 3
    check_whole(tmp_path / "news.db")


def test_a_writer_that_gets_no_turn_is_told_that_the_store_is_busy(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path), busy_seconds=0.05) as store:
        other = sqlite3.connect(tmp_path / "news.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked"):
            take_in(store, make_article())
        assert store.latest(1) == ()
        other.execute("ROLLBACK")
        other.close()
        assert take_in(store, make_article()) == 1


def take_in_many(store: Store) -> None:
    for n in range(100):
        take_in(store, make_article(f"n{n}", body=("Ein langer Satz. " * 200,)))


def test_a_full_disk_is_busy_and_nothing_is_halved(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)) as store:
        with store._engine.begin() as connection:
            pages: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(StoreBusy, match="full"):
            take_in_many(store)
        assert store.counts().articles < 100
    check_whole(tmp_path / "news.db")


def test_what_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_bytes(b"this is no database, it is a text file\n" * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_store(url_of(tmp_path))
    with pytest.raises(StoreBusy, match="unable to open"):
        open_store(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")


@pytest.mark.parametrize("url", ["", "news.db", "mysql://localhost/news", "postgresql://localhost/news"])
def test_an_address_of_no_known_database_is_the_operators_mistake(url: str) -> None:
    with pytest.raises(ConfigError, match="store"):
        open_store(url)


def test_an_exception_of_the_callers_leaves_nothing_behind(tmp_path: Path) -> None:
    def listed() -> Iterator[Entry]:
        yield entry("one")
        raise RuntimeError("the feed was cut off")

    with open_store(url_of(tmp_path)) as store:
        with pytest.raises(RuntimeError):
            store.add_entries(ANZEIGER, listed(), NOON)
        assert store.pending_entries(NOON + HOUR) == ()


def test_a_file_keeps_what_was_written(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)) as store:
        take_in(store, make_article())
    with open_store(url_of(tmp_path)) as store:
        assert store.reading(ArticleId("one")).article == make_article()
        with store._engine.begin() as connection:
            assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_a_host_that_wants_to_be_left_alone_for_a_moment_again_and_again_is_given_most_of_a_day() -> None:
    at = NOON
    with open_store("sqlite://") as store:
        store.add_entries(ANZEIGER, [entry()], at)
        while store.pending_entries(at):
            error = Throttled(entry().url, "status 503", at)  # Retry-After: 0
            store.save_failure(Failure.of(entry().url, "fetch", error, at))
            (failure,) = store.failures()
            if failure.retry_at is None:
                break
            at = failure.retry_at
    assert at - NOON > timedelta(hours=20)


def test_a_failure_of_a_revision_that_was_superseded_meanwhile_is_told_of_no_more() -> None:
    with open_store("sqlite://") as store:
        article = make_article()
        take_in(store, article)
        take_in(store, make_article(headline="Armenien tritt aus."))
        fail_at(store, article, spans(article.blocks)[0], NOON)
        assert store.failures() == ()
