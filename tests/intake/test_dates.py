"""Times are read as pages write them, with their zones."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glosswire.intake.dates import Stated, best, find, read, zone_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-22T18:11:01+04:00",
        "2023-05-22T18:11:01.0+0400",
        "2023-05-22 18:11:01 +04:00",
        "2023-05-22T14:11:01.000Z",
        "20230522T141101Z",
        "Mon, 22 May 2023 18:11:01 +0400",
        "Mon May 22 17:11:01 MSK 2023",
        "Mon May 22 2023 18:11:01 GMT+0400 (Armenia)",
        "1684764661",
        "1684764661000",
    ],
)
def test_one_instant_in_the_forms_of_publishing_systems(text: str) -> None:
    stated = read(text, BERLIN)
    assert stated is not None
    assert stated.at == datetime(2023, 5, 22, 14, 11, 1, tzinfo=UTC)
    assert stated.has_zone


def test_a_time_without_a_zone_is_the_host_s_own() -> None:
    stated = read("22.05.2023, 18:16 Uhr", zone_of("www.zeitung.example.de"))
    assert stated == Stated(datetime(2023, 5, 22, 18, 16, tzinfo=BERLIN), True, False)


@pytest.mark.parametrize("text", ["2023年5月22日 18時16分", "2023년 5월 22일 18:16"])
def test_east_asian_dates(text: str) -> None:
    stated = read(text, UTC)
    assert stated is not None
    assert stated.at == datetime(2023, 5, 22, 18, 16, tzinfo=UTC)


def test_a_date_is_found_in_a_short_text() -> None:
    stated = find("Datum 22.05.2023", BERLIN)
    assert stated is not None
    assert stated.at.date().isoformat() == "2023-05-22"
    assert not stated.has_time


@pytest.mark.parametrize("text", ["", "gestern", "2023-13-40", "99.99.2023", "22.05.", "Seite 2 von 20"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert find(text, UTC) is None


def test_the_most_exact_statement_of_one_time_is_taken() -> None:
    day = read("2023-05-22", BERLIN)
    local = read("2023-05-22 18:11:01", BERLIN)
    zoned = read("2023-05-22T18:11:01+02:00", BERLIN)
    assert best([day, local, zoned]) == zoned
    assert best([day, local]) == local
    assert best([None, day]) == day
    assert best([]) is None


def test_a_statement_of_another_day_makes_nothing_more_exact() -> None:
    published = read("2023-05-22", BERLIN)
    assert best([published, read("2024-01-01T00:00:00Z", BERLIN)]) == published


def test_an_unknown_country_keeps_utc() -> None:
    assert zone_of("news.example") == UTC


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    stated = find(text, UTC)
    assert stated is None or stated.at.tzinfo is not None


@given(st.datetimes(datetime(1990, 1, 1), datetime(2089, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_iso_times_come_back(moment: datetime, minutes: int) -> None:
    at = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    stated = read(at.isoformat(), BERLIN)
    assert stated is not None
    assert stated.at == at
