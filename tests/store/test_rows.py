"""Records come back from their rows as they were."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from glosswire.model import Block, Image, Mark, Sentence
from glosswire.store import rows

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)
TEXTS = st.text(st.characters(codec="utf-8"))
NUMBERS = st.integers(0, 10_000)


@given(TIMES)
def test_a_time_keeps_its_instant_and_its_offset(at: datetime) -> None:
    found = rows.from_us(rows.to_us(at), rows.offset_of(at))
    assert found == at
    assert found.utcoffset() == at.utcoffset()


@given(TIMES, TIMES)
def test_what_is_shown_sorts_by_time(one: datetime, other: datetime) -> None:
    if rows.to_us(one) < rows.to_us(other):
        assert rows.shown_at(rows.to_us(one)) <= rows.shown_at(rows.to_us(other))


@given(TIMES)
def test_a_days_range_holds_its_times_and_fits_the_database(at: datetime) -> None:
    day: date = at.astimezone(UTC).date()
    low, shown, high = rows.shown_on(day), rows.shown_at(rows.to_us(at)), rows.shown_on(day + timedelta(days=1))
    assert low <= shown < high
    assert -(2**63) <= low < high < 2**63
    assert rows.day_of(rows.to_us(at)) == day.isoformat()


@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(["headline", "paragraph", "quote"]),
            TEXTS,
            st.lists(st.builds(Mark, st.just("link"), NUMBERS, NUMBERS, TEXTS), max_size=3).map(tuple),
            st.none() | st.datetimes(timezones=st.just(timezone(timedelta(hours=2)))),
        ),
        max_size=5,
    ).map(tuple)
)
def test_blocks_come_back(blocks: tuple[Block, ...]) -> None:
    assert rows.blocks_of(rows.blocks_text(blocks)) == blocks


def test_blocks_of_before_live_tickers_are_read() -> None:
    assert rows.blocks_of('[["paragraph","Eins.",[["link",0,4,"https://a.example/"]]]]')[0].at is None


@given(st.lists(st.builds(Sentence, NUMBERS, NUMBERS, NUMBERS), max_size=20).map(tuple))
def test_sentences_come_back(sentences: tuple[Sentence, ...]) -> None:
    assert rows.sentences_of(rows.sentences_text(sentences)) == sentences


@given(st.none() | st.builds(Image, TEXTS, TEXTS, TEXTS))
def test_an_image_comes_back(image: Image | None) -> None:
    assert rows.image_of(rows.image_text(image)) == image


def test_the_worst_grade_is_the_last_of_their_order() -> None:
    assert rows.worst(("good", "poor", "fair")) == "poor"
    assert rows.worst(()) == "good"
