"""Working days and holidays of Hessen, and rhythms that meet them, by the cases of docs/rules/calendar.md."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.calendar.recurrence import occurrences
from lotsenwerk.engines.calendar.types import LAST, Days, Every, Rhythm
from lotsenwerk.engines.calendar.working_days import (
    MAX_WORKING_DAYS,
    add_working_days,
    holiday_name,
    is_working_day,
    on_holidays,
)
from tests.engines.calendar.rhythms import FRIDAY


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 12, 26), "Zweiter Weihnachtstag"),
        (date(2027, 3, 26), "Karfreitag"),
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), None),
        (date(2026, 12, 24), None),
        (date(2026, 1, 6), None),
    ],
)
def test_case_23_the_holidays_are_those_of_hessen(day: date, name: str | None) -> None:
    assert holiday_name(day, "de") == name


def test_case_23_a_year_in_hessen_has_ten_holidays() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert sum(holiday_name(day, "de") is not None for day in days) == 10


def test_the_eve_of_christmas_is_a_working_day_and_a_saturday_is_not() -> None:
    assert is_working_day(date(2026, 12, 24))
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 6, 4))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2027, 4, 6), -1, date(2027, 4, 5)),
        (date(2027, 3, 30), -1, date(2027, 3, 25)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), -1, date(2026, 11, 20)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
    ],
)
def test_case_24_working_days_are_added_over_weekends_and_holidays(day: date, n: int, expected: date) -> None:
    assert add_working_days(day, n) == expected


def test_case_25_no_working_day_later_is_the_day_itself_or_the_next_working_day() -> None:
    assert add_working_days(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_too_many_working_days_are_not_counted() -> None:
    assert add_working_days(date(2026, 1, 1), MAX_WORKING_DAYS).year == 2035
    with pytest.raises(ValueError, match="2500"):
        add_working_days(date(2026, 1, 1), MAX_WORKING_DAYS + 1)


@given(st.dates(date(2005, 1, 1), date(2100, 12, 31)), st.integers(-60, 60).filter(bool))
def test_between_a_day_and_the_nth_working_day_lie_n_working_days(day: date, n: int) -> None:
    found = add_working_days(day, n)
    step = 1 if n > 0 else -1
    between = [day + timedelta(days=step * number) for number in range(1, abs((found - day).days) + 1)]
    assert sum(is_working_day(one) for one in between) == abs(n)
    assert is_working_day(found)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Karfreitag"),
        ("de-simple", "Karfreitag"),
        ("en", "Good Friday"),
        ("en-GB", "Good Friday"),
        ("uk", "Страсна пʼятниця"),
        ("ar", "Karfreitag"),
        ("", "Karfreitag"),
    ],
)
def test_case_26_a_holiday_has_a_name_in_every_language(language: str, name: str) -> None:
    assert holiday_name(date(2027, 3, 26), language) == name


def test_case_27_a_visit_on_a_holiday_is_flagged_and_stays_where_it_is() -> None:
    rhythm = Rhythm(
        every=Every.MONTH, nth=LAST, weekday=FRIDAY, begin=time(10), end=time(11), first_day=date(2026, 11, 1)
    )
    found = occurrences(rhythm, Days(date(2026, 11, 1), date(2027, 1, 31)))
    [flagged] = on_holidays(found, "de")
    assert flagged.occurrence is found[1]
    assert flagged.occurrence.day == date(2026, 12, 25)
    assert flagged.holiday == "Erster Weihnachtstag"
