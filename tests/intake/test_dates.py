"""One reading for a column, by evidence; a day keeps its precision; every moment is aware and UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.layout import DateOrder, Field
from callback_desk.intake.ages import age_on, read_age
from callback_desk.intake.date_orders import settle_orders
from callback_desk.intake.dates import DateReader, read_time
from tests.intake.reading import TODAY

CHICAGO = "America/Chicago"


def at(text: str, order: DateOrder | None = None, **more: object) -> datetime | None:
    moment = DateReader(CHICAGO, order, TODAY, **more).moment(text)  # type: ignore[arg-type]
    return None if moment is None else moment.at


NOON = datetime(2026, 7, 4, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "07/04/2026 12:00",
        "7/4/2026 12:00:00 PM",
        "07/04/26 12:00",
        "2026-07-04T12:00:00",
        "2026-07-04 12:00",
        "2026-07-04T17:00:00Z",
        "2026-07-04T10:00:00-07:00",
        "07/04/2026@1200",
        "7/4/2026 at 1200",
        "4 Jul 2026 12:00",
        "July 4, 2026 12:00 PM",
        "04-JUL-26 1200",
        "20260704 1200",
    ],
)
def test_spellings_of_one_moment(text: str) -> None:
    assert at(text) == NOON


def test_a_column_is_read_one_way() -> None:
    assert at("07/04/2026 12:00", DateOrder.DAY_FIRST) == datetime(2026, 4, 7, 17, 0, tzinfo=UTC)
    assert at("13/04/2026", DateOrder.MONTH_FIRST) is None


def test_precision_is_kept() -> None:
    reader = DateReader(CHICAGO, None, TODAY)
    day, minute, month = reader.moment("07/04/2026"), reader.moment("07/04/2026 00:00"), reader.moment("2026-07")
    assert day is not None
    assert minute is not None
    assert month is not None
    assert (day.precision, minute.precision, month.precision) == ("day", "minute", "month")
    assert day.day == date(2026, 7, 4)
    always_midnight = DateReader(CHICAGO, None, TODAY, day_only=True).moment("07/04/2026 00:00")
    assert always_midnight is not None
    assert always_midnight.precision == "day"


@pytest.mark.parametrize(
    "text", ["", "31/31/2026", "02/30/2026", "0000-00-00", "11/10/2099", "tomorrow", "44119", "1/2", "12:00"]
)
def test_what_is_no_date(text: str) -> None:
    assert at(text) is None


def test_serials_count_only_in_workbooks() -> None:
    assert at("44119") is None
    assert at("44119", serial_epoch=1900) == datetime(2020, 10, 15, 5, 0, tzinfo=UTC)
    assert at("42657", serial_epoch=1904) == datetime(2020, 10, 15, 5, 0, tzinfo=UTC)
    assert at("60", serial_epoch=1900) is None
    assert at("2958466", serial_epoch=1900) is None


def test_the_hour_that_clocks_skip_is_still_a_moment() -> None:
    assert at("03/08/2026 02:30") is not None
    assert at("03/08/2026 12:00") == datetime(2026, 3, 8, 17, 0, tzinfo=UTC)
    assert at("11/01/2026 00:30") == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert at("11/01/2026 23:30") == datetime(2026, 11, 2, 5, 30, tzinfo=UTC)


def test_birth_dates() -> None:
    reader = DateReader(CHICAGO, None, TODAY)
    assert reader.calendar_day("4/12/61") == date(1961, 4, 12)
    assert reader.calendar_day("19081209") == date(1908, 12, 9)
    assert reader.calendar_day("01/01/1850") is None
    assert reader.calendar_day("12/31/2026") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30:00", time(14, 30)),
        ("2:30 PM", time(14, 30)),
        ("12:05 a.m.", time(0, 5)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("24:00", time(0, 0)),
        ("25:00", None),
        ("13:00 PM", None),
        ("noon", None),
    ],
)
def test_times_of_day(text: str, expected: time | None) -> None:
    assert read_time(text) == expected


def settled(*rows: tuple[str, str], month_first: bool = True) -> tuple[DateOrder | None, bool]:
    found = settle_orders(rows, {0: Field.OCCURRED_AT, 1: Field.REPORTED_AT}, TODAY, month_first_region=month_first)
    return found[1].order, found[1].undecided


def test_a_number_over_twelve_settles_it() -> None:
    assert settled(("01/02/2026", "01/25/2026")) == (DateOrder.MONTH_FIRST, False)
    assert settled(("01/02/2026", "25/01/2026")) == (DateOrder.DAY_FIRST, False)


def test_a_report_follows_its_crime() -> None:
    """Read day first, 1 August would be reported on 4 July."""
    assert settled(("01/08/2026", "04/07/2026")) == (DateOrder.MONTH_FIRST, False)
    assert settled(("08/01/2026", "07/04/2026")) == (DateOrder.DAY_FIRST, False)


def test_two_renderings_in_one_column_read_as_one() -> None:
    """Half of the column was touched by a spreadsheet under another locale; the clear half decides."""
    rows = [("01/08/2026 00:00", "01/08/2026 00:00"), ("04/14/2026 12:00:00 AM", "04/14/2026 12:00:00 AM")] * 50
    assert settled(*rows) == (DateOrder.MONTH_FIRST, False)


def test_no_evidence_is_said() -> None:
    order, undecided = settled(("03/03/2026", "05/04/2026"))
    assert undecided
    assert order is DateOrder.MONTH_FIRST
    assert settled(("03/03/2026", "05/04/2026"), month_first=False) == (DateOrder.DAY_FIRST, True)


@given(st.dates(date(1990, 1, 1), date(2026, 11, 19)), st.times().map(lambda t: t.replace(microsecond=0, fold=0)))
def test_a_written_moment_comes_back(day: date, clock: time) -> None:
    for order, form in ((DateOrder.MONTH_FIRST, "%m/%d/%Y"), (DateOrder.DAY_FIRST, "%d.%m.%Y")):
        moment = DateReader("UTC", order, TODAY).moment(f"{day.strftime(form)} {clock:%H:%M:%S}")
        assert moment is not None
        assert moment.at == datetime.combine(day, clock, UTC)
        assert moment.day == day


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    reader = DateReader(CHICAGO, None, TODAY, serial_epoch=1900)
    moment = reader.moment(text)
    assert moment is None or moment.at.utcoffset() == timedelta(0)
    day = reader.calendar_day(text)
    assert day is None or day <= TODAY


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("34", 34),
        ("34.0", 34),
        ("17 years", 17),
        ("6 mo", 0),
        ("NB", 0),
        ("Baby", 0),
        ("25-34", 25),
        ("5055", 50),
        ("<18", 17),
        ("65+", 65),
        ("00", None),
        ("0", None),
        ("-1", None),
        ("UNK", None),
        ("200", None),
    ],
)
def test_ages_as_exports_write_them(text: str, age: int | None) -> None:
    assert read_age(text) == age


def test_age_counts_whole_years() -> None:
    assert age_on(date(2008, 11, 21), date(2026, 11, 20)) == 17
    assert age_on(date(2008, 11, 20), date(2026, 11, 20)) == 18
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2030, 1, 1), date(2026, 1, 1)) is None
