"""What feeds list and what became of it: feed states, entries and failures, within a transaction of the caller's."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles for SQLite as well

from glosswire.model import Entry, Failure, Feed, FeedState, PendingEntry
from glosswire.store import rows
from glosswire.store.schema import entries, failures, feeds

_MINUTE = 60_000_000
_HOUR = 60 * _MINUTE
_FIRST_WAIT = _MINUTE
_LONGEST_WAIT = 6 * _HOUR
_MOST_ATTEMPTS = 12  # with waits that double from a minute to six hours: given up after some 20 hours

_new_feed = insert(feeds).on_conflict_do_update(
    index_elements=["url"], set_={"source_id": insert(feeds).excluded.source_id, "kind": insert(feeds).excluded.kind}
)
_feed_urls = select(feeds.c.url)
_drop_feed = delete(feeds).where(feeds.c.url == bindparam("feed"))
_due = select(feeds).where(feeds.c.poll_at <= bindparam("now")).order_by(feeds.c.poll_at).limit(bindparam("most"))
_feeds = select(feeds).order_by(feeds.c.url)
_save_feed = update(feeds).where(feeds.c.url == bindparam("feed"))

_entry = select(entries.c.number, entries.c.claims, entries.c.first_seen_at, entries.c.due_at).where(
    entries.c.url == bindparam("address")
)
_listed = select(entries.c.title).where(entries.c.url == bindparam("address"), entries.c.feed_url != "")
_leads = select(entries.c.article).where(entries.c.url == bindparam("address"))
_add_entry = insert(entries)
_claim_entry = update(entries).where(entries.c.number == bindparam("entry"))
_ranked = (
    select(
        entries,
        func.row_number().over(partition_by=entries.c.source_id, order_by=entries.c.published_at.desc()).label("turn"),
    )
    .where(entries.c.due_at.is_not(None), entries.c.due_at <= bindparam("now"))
    .subquery()
)
_pending = select(_ranked).order_by(_ranked.c.turn, _ranked.c.published_at.desc()).limit(bindparam("most"))
_settle = update(entries).where(entries.c.url == bindparam("address"))
_alias = insert(entries).on_conflict_do_update(
    index_elements=["url"], set_={"due_at": null(), "article": insert(entries).excluded.article}
)
_failed_by = select(failures.c.subject).where(
    failures.c.stage == bindparam("in_stage"), failures.c.error == bindparam("by")
)
_due_again = update(feeds).where(feeds.c.url.in_(_failed_by)).values(poll_at=bindparam("at"))
_pending_again = (
    update(entries).where(entries.c.url.in_(_failed_by), entries.c.due_at.is_(None)).values(due_at=bindparam("at"))
)
_put_off = update(entries).where(entries.c.url == bindparam("address"), entries.c.due_at.is_not(None))

_failure = select(failures).where(failures.c.stage == bindparam("in_stage"), failures.c.subject == bindparam("of"))
_put_failure = insert(failures).on_conflict_do_update(
    index_elements=["stage", "subject"],
    set_={
        name: insert(failures).excluded[name] for name in ("error", "message", "passing", "attempts", "at", "retry_at")
    },
)
_clear_failure = delete(failures).where(
    failures.c.stage == bindparam("in_stage"), failures.c.subject == bindparam("of")
)
_failures = select(failures).order_by(failures.c.at.desc(), failures.c.subject).limit(bindparam("most"))
_failures_in = _failures.where(failures.c.stage == bindparam("in_stage"))


# -- feeds


def sync_feeds(connection: Connection, wanted: Iterable[Feed], now: datetime) -> None:
    """Know exactly these feeds; new ones are due at once, and what is known of the others stays."""
    new = [
        {"url": feed.url, "source_id": feed.source_id, "kind": feed.kind, "poll_at": rows.to_us(now)} for feed in wanted
    ]
    gone = set(connection.scalars(_feed_urls)) - {str(feed["url"]) for feed in new}
    if new:
        connection.execute(_new_feed, new)
    if gone:
        connection.execute(_drop_feed, [{"feed": url} for url in sorted(gone)])
        connection.execute(_clear_failure, [{"in_stage": "poll", "of": url} for url in sorted(gone)])


def due_feeds(connection: Connection, now: datetime, limit: int) -> tuple[FeedState, ...]:
    """The feeds whose time has come, the longest due first."""
    return tuple(map(rows.feed_state, connection.execute(_due, {"now": rows.to_us(now), "most": limit})))


def feed_states(connection: Connection) -> tuple[FeedState, ...]:
    """All feeds by their URLs."""
    return tuple(map(rows.feed_state, connection.execute(_feeds)))


def save_feed_state(connection: Connection, state: FeedState) -> None:
    """Keep what a poll taught; a feed that was taken away meanwhile stays away."""
    connection.execute(_save_feed, rows.feed_state_values(state))


# -- entries


def add_entries(
    connection: Connection, source_id: str, listed: Iterable[Entry], now: datetime, recheck_hours: float
) -> int:
    """Take in what a feed lists; say how many entries became pending."""
    at = rows.to_us(now)
    recheck_since = at - round(recheck_hours * _HOUR)
    return sum(_add_entry_of(connection, source_id, entry, at, recheck_since) for entry in listed)


def _add_entry_of(connection: Connection, source_id: str, entry: Entry, at: int, recheck_since: int) -> bool:
    known = connection.execute(_entry, {"address": entry.url}).one_or_none()
    claims, changed = rows.claims_with(known.claims if known else "", entry)
    if known is None:
        values = {**rows.entry_values(entry, source_id), "claims": claims, "first_seen_at": at, "due_at": at}
        connection.execute(_add_entry, values)
        return True
    if claims == known.claims:
        return False
    wakes = changed and known.due_at is None and known.first_seen_at > recheck_since
    values = {"entry": known.number, "claims": claims}
    if changed:
        values |= rows.entry_values(entry, source_id)
    if wakes:
        values["due_at"] = at
    connection.execute(_claim_entry, values)
    return wakes


def pending_entries(connection: Connection, now: datetime, limit: int) -> tuple[PendingEntry, ...]:
    """Entries to be fetched now: every source in turn, each one's newest first."""
    return tuple(map(rows.pending_entry, connection.execute(_pending, {"now": rows.to_us(now), "most": limit})))


def listed_title(connection: Connection, url: str) -> str | None:
    """The title under which a feed lists a URL; None where none does."""
    title: str | None = connection.scalar(_listed, {"address": url})
    return title


def leads_to(connection: Connection, url: str) -> int | None:
    """The number of the article that a URL is known to lead to."""
    number: int | None = connection.scalar(_leads, {"address": url})
    return number


def settle_entry(connection: Connection, url: str, etag: str, modified: str) -> None:
    """Nothing is left to do for an entry until its feed says otherwise; its failures are past."""
    values: rows.Values = {"address": url, "due_at": None}
    if etag or modified:
        values |= {"etag": etag, "modified": modified}
    connection.execute(_settle, values)
    clear_failures(connection, (url,), ("fetch", "extract", "identify"))


def link_entry(connection: Connection, url: str, source_id: str, article: int, now: int) -> None:
    """Note that a URL leads to an article that we have, whether or not a feed listed it."""
    values = {"url": url, "source_id": source_id, "feed_url": "", "first_seen_at": now, "article": article}
    connection.execute(_alias, values)


# -- failures


def wait_after(attempts: int) -> int:
    """Microseconds until the next try: a minute, then twice as long each time, at most six hours."""
    return int(min(_FIRST_WAIT * 2 ** min(attempts - 1, 20), _LONGEST_WAIT))


def save_failure(connection: Connection, failed: Failure) -> None:
    """Keep a failure and count its attempts; a passing one is tried again later, its entry with it."""
    known = connection.execute(_failure, {"in_stage": failed.stage, "of": failed.subject}).one_or_none()
    attempts = max(failed.attempts, known.attempts + 1 if known else 1)
    retry_at = _retry_at(failed, attempts)
    put_failure(connection, failed, failed.subject, attempts, retry_at)
    if failed.stage in ("fetch", "extract", "identify"):
        connection.execute(_put_off, {"address": failed.subject, "due_at": retry_at})


def try_again(connection: Connection, error: str, now: datetime) -> None:
    """Have the feeds and entries that failed by an error of that name tried again now."""
    at = rows.to_us(now)
    connection.execute(_due_again, {"in_stage": "poll", "by": error, "at": at})
    connection.execute(_pending_again, {"in_stage": "fetch", "by": error, "at": at})


def put_failure(connection: Connection, failed: Failure, subject: str, attempts: int, retry_at: int | None) -> None:
    """Write a failure whose attempts and next try the caller knows."""
    connection.execute(_put_failure, rows.failure_values(failed, subject, attempts, retry_at))


def _retry_at(failed: Failure, attempts: int) -> int | None:
    if not failed.passing or attempts >= _MOST_ATTEMPTS:
        return None
    backed_off = rows.to_us(failed.at) + wait_after(attempts)
    return backed_off if failed.retry_at is None else max(rows.to_us(failed.retry_at), backed_off)


def clear_failures(connection: Connection, subjects: Sequence[str], stages: Sequence[str]) -> None:
    """Forget failures that are past."""
    connection.execute(_clear_failure, [{"in_stage": stage, "of": subject} for subject in subjects for stage in stages])


def read_failures(connection: Connection, stage: str | None, limit: int) -> tuple[Failure, ...]:
    """What failed, newest first."""
    values: rows.Values = {"most": limit} if stage is None else {"most": limit, "in_stage": stage}
    return tuple(map(rows.failure, connection.execute(_failures if stage is None else _failures_in, values)))
