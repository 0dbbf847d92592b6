"""Group rows of standard input as they come: a row is answered when its account leaves the window, or at the end.

A row whose text another carries already is of that one's story, and its answer says whose text it is.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median_low

from glosswire.cli.translating import Row, as_they_come
from glosswire.errors import ConfigError
from glosswire.model import Account, ArticleId, Copy, SourceId, StoryId, Vector
from glosswire.stories.copies import Copies
from glosswire.stories.embed import Encoder
from glosswire.stories.group import MOST, WINDOW, Grouper
from glosswire.stories.sweeps import sweep

_SWEEP_EACH = 128  # rows; the newsroom sweeps each few minutes, which is about as many
# Rows by whose middle time the window moves on: one that is dated wrongly moves nothing.
_CLOCK = 31
_MOST_HELD = 2 * MOST  # rows that wait behind one whose account stays long
_IDS_KEPT = 4 * MOST  # of rows, to name whose text a later one carries


def group_rows(rows: Iterable[Row], with_encoder: bool, tell: Callable[[str], None]) -> Iterator[Row]:
    """Answer each row in order with its story, held back until no sweep can change it.

    Raises ConfigError for a row without a title or a language, or with a time that is none; those before are answered.
    """
    if not with_encoder:
        tell("grouping without the encoder: languages meet by names, numbers and sounds alone")
    stream = _Stream(Grouper(Encoder() if with_encoder else None))
    wrong: ConfigError | None = None
    try:
        for batch in as_they_come(rows, _account):
            stream.take(batch)
            yield from stream.answers()
    except ConfigError as error:
        wrong = error
    stream.end()
    yield from stream.answers()
    if wrong is not None:
        raise wrong


class _Stream:
    """Rows whose story may change yet, in their order: as many as the window holds and no more."""

    def __init__(self, grouper: Grouper) -> None:
        self._grouper = grouper
        self._copies = Copies(WINDOW)
        self._held: deque[tuple[object, ArticleId, Copy | None]] = deque()
        self._row_ids: OrderedDict[ArticleId, object] = OrderedDict()
        self._settled: dict[ArticleId, StoryId] = {}
        self._latest: deque[datetime] = deque(maxlen=_CLOCK)
        self._taken = 0

    def take(self, rows: Sequence[Row]) -> None:
        """Group some rows."""
        accounts = [_account(row) for row in rows]
        vectors = self._grouper.embed(accounts)
        for number, (row, account, vector) in enumerate(zip(rows, accounts, vectors, strict=True)):
            if number == 0 or self._taken % _SWEEP_EACH == 0:
                self._grouper.liken(vectors[number:])
            if account.at is not None:
                self._latest.append(account.at)
            self._settle()
            self._taken += 1
            own = self._own_id(account.id)
            # A row that names no outlet is of none that other rows are of.
            named = replace(account, id=own, source=account.source or SourceId(f"{own} of {self._taken}"))
            self._held.append((row.get("id"), named.id, self._put(named, vector)))
            self._row_ids[named.id] = row.get("id")
            if len(self._row_ids) > _IDS_KEPT:
                self._row_ids.popitem(last=False)
            if self._taken % _SWEEP_EACH == 0:
                sweep(self._grouper)

    def _put(self, account: Account, vector: Vector | None) -> Copy | None:
        copy = self._copies.add(account)
        self._grouper.add(account, vector, copy)
        return copy

    def end(self) -> None:
        """Settle all that is left."""
        sweep(self._grouper)
        for _, article_id, _ in self._held:
            story_id = self._grouper.story_of(article_id)
            if story_id is not None:
                self._settled[article_id] = story_id

    def answers(self) -> Iterator[Row]:
        """Answer the first rows up to one that is not settled; one that holds up too many is answered as it is."""
        while self._held and (self._held[0][1] in self._settled or len(self._held) > _MOST_HELD):
            row_id, article_id, copy = self._held.popleft()
            answer: Row = {"id": row_id, "story": self._settled.pop(article_id, self._grouper.story_of(article_id))}
            if copy is not None:
                answer = {
                    **answer,
                    "copy_of": self._row_ids.get(copy.of, copy.of),
                    "share": copy.share,
                    "agency": copy.agency,
                }
            yield answer

    def _settle(self) -> None:
        now = median_low(self._latest) if self._latest else None
        for membership in self._grouper.expire(now):
            self._settled[membership.article_id] = membership.story_id

    def _own_id(self, article_id: ArticleId) -> ArticleId:
        """The account's id, or another where a row with the same one is waiting: each row has its own answer."""
        is_held = article_id in self._settled or self._grouper.story_of(article_id) is not None
        return ArticleId(f"{article_id} #{self._taken}") if is_held else article_id


def _account(row: Row) -> Account:
    return Account(
        ArticleId(str(row.get("id"))),
        _at(row),
        _string(row, "language"),
        _string(row, "title"),
        _string(row, "text", ""),
        _string(row, "english", ""),
        SourceId(_string(row, "source", "")),
        agency=_agencies(row),
    )


def _string(row: Row, field: str, default: str | None = None) -> str:
    value = row.get(field)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise ConfigError(f"row {row.get('id')!r}: {field!r} must be a string")
    return value


def _agencies(row: Row) -> tuple[str, ...]:
    said = row.get("agency", [])
    if not isinstance(said, list) or not all(isinstance(name, str) for name in said):
        raise ConfigError(f"row {row.get('id')!r}: 'agency' must be a list of names")
    return tuple(said)


def _at(row: Row) -> datetime | None:
    said = row.get("time")
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(said if isinstance(said, str) else "")
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigError(f"row {row.get('id')!r}: 'time' must be a time as ISO 8601 writes it, or null") from error
