"""Times as feeds state them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.feed_dates import read_date

STATED = [
    ("Mon, 22 May 2023 10:00:00 +0400", "2023-05-22T06:00:00"),
    ("Mon, 22 May 2023 10:00:00 GMT", "2023-05-22T10:00:00"),
    ("Mon, 22 May 2023 10:00:00 CEST", "2023-05-22T08:00:00"),
    ("Mon, 22 May 2023 10:00:00 MSK", "2023-05-22T07:00:00"),
    ("Mon, 22 May 2023 10:00:00 MESZ", "2023-05-22T08:00:00"),
    ("Mon, 22 May 2023 10:00:00 EST", "2023-05-22T15:00:00"),
    ("Mon, 22 May 2023 10:00:00 GMT+3", "2023-05-22T07:00:00"),
    ("Mon, 22 May 2023 10:00:00 UTC+03:30", "2023-05-22T06:30:00"),
    ("Mon, 22 May 2023 10:00:00 (CEST)", "2023-05-22T08:00:00"),
    ("Mon, 22 May 23 10:00 Z", "2023-05-22T10:00:00"),
    ("Monday, 22 May 2023 10:00:00 +0000", "2023-05-22T10:00:00"),
    ("22 May 2023 10:00:00", "2023-05-22T10:00:00"),
    ("22 May 2023", "2023-05-22T00:00:00"),
    ("May 22, 2023 4:05 PM EST", "2023-05-22T21:05:00"),
    ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06"),
    ("Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00"),
    ("Mon, 22 mai 2023 10:00:00 +0200", "2023-05-22T08:00:00"),
    ("22 мая 2023, 10:00", "2023-05-22T10:00:00"),
    ("22 травня 2023 10:00 +0300", "2023-05-22T07:00:00"),
    ("4 août 2023 10:00", "2023-08-04T10:00:00"),
    ("22. März 2023", "2023-03-22T00:00:00"),
    ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00"),
    ("2023-05-22T10:00:00Z", "2023-05-22T10:00:00"),
    ("2023-05-22T10:00:00+04:00", "2023-05-22T06:00:00"),
    ("2023-05-22T10:00:00.123456+0400", "2023-05-22T06:00:00"),
    ("2023-05-22T10:00:00-03", "2023-05-22T13:00:00"),
    ("2023-05-22 10:00:00 +0400", "2023-05-22T06:00:00"),
    ("2023-05-22 10:00:00", "2023-05-22T10:00:00"),
    ("2023-05-22T10:00+02:00", "2023-05-22T08:00:00"),
    ("2023-05-22", "2023-05-22T00:00:00"),
    ("2023-05", "2023-05-01T00:00:00"),
    ("2023/5/22 9:05", "2023-05-22T09:05:00"),
    ("2025年5月5日", "2025-05-05T00:00:00"),
    ("2025年5月5日 18時30分", "2025-05-05T18:30:00"),
    ("2004년 05월 28일 01:31:15", "2004-05-28T01:31:15"),
    ("2004-07-08 오후 11:56:58", "2004-07-08T23:56:58"),
    ("20230522T100000Z", "2023-05-22T10:00:00"),
    ("20230522", "2023-05-22T00:00:00"),
    ("22.05.2023 14:30", "2023-05-22T14:30:00"),
    ("22/05/2023 - 14:30", "2023-05-22T14:30:00"),
    ("05/22/2023", "2023-05-22T00:00:00"),
    ("1684749600", "2023-05-22T10:00:00"),
    ("1684749600000", "2023-05-22T10:00:00"),
    ("２０２３-05-22", "2023-05-22T00:00:00"),
]


@pytest.mark.parametrize(("text", "moment"), STATED)
def test_a_stated_time_is_read(text: str, moment: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.astimezone(UTC).replace(tzinfo=None, microsecond=0) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "text", ["", "gestern", "2023", "99 May 2023", "2023-13-45", "0001-01-01", "Mon, 22 May", "10:00", "9999999999999"]
)
def test_what_states_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_stated_offset_is_kept() -> None:
    assert str(read_date("Mon, 22 May 2023 10:00:00 +0430")) == "2023-05-22 10:00:00+04:30"


@given(st.text(max_size=100) | st.from_regex(r"[0-9 :T.+/\-]{0,40}[A-Za-z]{0,5}", fullmatch=True))
def test_any_text_is_a_time_with_a_zone_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is not None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)))
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert read_date(whole.isoformat()) == whole
    assert read_date(whole.strftime("%d %b %Y %H:%M:%S +0000")) == whole
