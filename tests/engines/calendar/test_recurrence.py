"""The rules of docs/rules/calendar.md on what recurs, case by case, and against slower judges."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.calendar.recurrence import day_of, number_of, occurrences
from lotsenwerk.engines.calendar.types import LAST, MAX_DAYS, BadRhythm, Days, Every, Move, Occurrence, Pause, Rhythm
from tests.engines.calendar.rhythms import FRIDAY, THURSDAY, rhythms, spans

WEEKLY_THURSDAY = Rhythm(
    every=Every.WEEK, weekday=THURSDAY, begin=time(10), end=time(11, 30), first_day=date(2026, 11, 2)
)
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
WINTER = Days(date(2026, 11, 1), date(2027, 1, 31))


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


def days(rhythm: Rhythm, between: Days = NOVEMBER) -> list[date]:
    return [one.day for one in occurrences(rhythm, between)]


def numbers(rhythm: Rhythm, between: Days = NOVEMBER) -> list[int]:
    return [one.number for one in occurrences(rhythm, between)]


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


def move(regular_day: int, day: int, begin: time = time(10), end: time = time(11, 30)) -> Move:
    return Move(date(2026, 11, regular_day), date(2026, 11, day), begin, end)


def test_case_1_every_thursday_from_a_monday() -> None:
    assert days(WEEKLY_THURSDAY) == november(5, 12, 19, 26)
    assert numbers(WEEKLY_THURSDAY) == [1, 2, 3, 4]


def test_case_2_every_second_week_counts_from_the_first_whatever_is_asked() -> None:
    rhythm = replace(WEEKLY_THURSDAY, every=Every.SECOND_WEEK, first_day=date(2026, 11, 3))
    assert days(rhythm, WINTER)[:3] == [*november(5, 19), date(2026, 12, 3)]
    assert days(rhythm, Days(date(2026, 11, 10), date(2026, 11, 30))) == november(19)
    assert numbers(rhythm, Days(date(2026, 12, 1), date(2026, 12, 3))) == [3]


def test_case_3_the_second_thursday_of_a_month_whose_second_thursday_has_passed() -> None:
    rhythm = replace(WEEKLY_THURSDAY, every=Every.MONTH, nth=2, first_day=date(2026, 11, 13))
    assert days(rhythm, WINTER) == [date(2026, 12, 10), date(2027, 1, 14)]
    assert numbers(rhythm, WINTER) == [1, 2]


def test_case_4_the_last_friday_of_each_month() -> None:
    rhythm = replace(WEEKLY_THURSDAY, every=Every.MONTH, nth=LAST, weekday=FRIDAY, first_day=date(2026, 11, 1))
    assert days(rhythm, WINTER) == [date(2026, 11, 27), date(2026, 12, 25), date(2027, 1, 29)]


def test_case_5_the_last_day_is_included() -> None:
    assert days(replace(WEEKLY_THURSDAY, last_day=date(2026, 11, 19))) == november(5, 12, 19)


def test_case_6_a_last_day_before_the_first_that_fits_leaves_nothing() -> None:
    assert days(replace(WEEKLY_THURSDAY, last_day=date(2026, 11, 4))) == []


def test_case_7_a_dropped_day_is_missing_and_the_others_keep_their_numbers() -> None:
    rhythm = replace(WEEKLY_THURSDAY, dropped=frozenset(november(12)))
    assert days(rhythm) == november(5, 19, 26)
    assert numbers(rhythm) == [1, 3, 4]


def test_case_8_a_moved_day_keeps_its_number_and_says_from_where_it_was_moved() -> None:
    rhythm = replace(WEEKLY_THURSDAY, moved=(move(12, 13, time(14), time(15)),))
    [moved] = occurrences(rhythm, Days(*november(13, 13)))
    assert moved == Occurrence(
        day=date(2026, 11, 13),
        begin_utc=utc(2026, 11, 13, 13),
        end_utc=utc(2026, 11, 13, 14),
        number=2,
        is_moved=True,
        regular_day=date(2026, 11, 12),
    )
    assert days(rhythm, Days(*november(12, 12))) == []
    assert days(rhythm) == november(5, 13, 19, 26)


def test_case_8_a_day_moved_in_time_alone_counts_as_moved() -> None:
    rhythm = replace(WEEKLY_THURSDAY, moved=(move(12, 12, time(9), time(10)),))
    assert [(one.day.day, one.is_moved) for one in occurrences(rhythm, NOVEMBER)] == [
        (5, False),
        (12, True),
        (19, False),
        (26, False),
    ]


def test_case_9_a_pause_holds_its_first_and_its_last_day() -> None:
    assert days(replace(WEEKLY_THURSDAY, pauses=(Pause(*november(12, 19)),))) == november(5, 26)
    assert days(replace(WEEKLY_THURSDAY, pauses=(Pause(*november(13, 18)),))) == november(5, 12, 19, 26)


def test_case_10_a_pause_without_an_end_holds_everything_from_then_on() -> None:
    rhythm = replace(WEEKLY_THURSDAY, pauses=(Pause(date(2026, 11, 12)),))
    assert days(rhythm) == november(5)
    assert days(rhythm, Days(date(2150, 1, 1), date(2150, 12, 31))) == []


def test_case_11_moved_out_of_a_pause_takes_place_and_moved_into_it_does_not() -> None:
    rhythm = replace(WEEKLY_THURSDAY, pauses=(Pause(*november(9, 15)),), moved=(move(12, 17), move(19, 15)))
    assert days(rhythm) == november(5, 17, 26)


def test_case_12_a_moved_day_that_is_dropped_is_dropped() -> None:
    rhythm = replace(WEEKLY_THURSDAY, dropped=frozenset(november(12)), moved=(move(12, 13),))
    assert days(rhythm) == november(5, 19, 26)


def test_case_13_an_exception_for_another_day_says_nothing() -> None:
    rhythm = replace(WEEKLY_THURSDAY, dropped=frozenset(november(10, 13)), moved=(move(11, 14),))
    assert occurrences(rhythm, NOVEMBER) == occurrences(WEEKLY_THURSDAY, NOVEMBER)


def test_case_14_moved_to_a_day_that_has_one_already_leaves_both() -> None:
    rhythm = replace(WEEKLY_THURSDAY, moved=(move(12, 19),))
    assert [(one.day.day, one.number) for one in occurrences(rhythm, NOVEMBER)] == [(5, 1), (19, 2), (19, 3), (26, 4)]


def test_case_15_the_same_day_moved_twice_is_not_accepted() -> None:
    with pytest.raises(BadRhythm, match="moved twice"):
        replace(WEEKLY_THURSDAY, moved=(move(12, 13), move(12, 14)))


def test_case_16_ten_o_clock_stays_ten_o_clock_on_the_wall() -> None:
    rhythm = replace(WEEKLY_THURSDAY, first_day=date(2026, 10, 22), last_day=date(2026, 10, 29))
    assert [one.begin_utc for one in occurrences(rhythm, Days(date(2026, 10, 1), date(2026, 10, 31)))] == [
        utc(2026, 10, 22, 8),
        utc(2026, 10, 29, 9),
    ]


@pytest.mark.parametrize(
    ("sunday", "begins"),
    [(date(2027, 3, 28), utc(2027, 3, 28, 1, 30)), (date(2026, 10, 25), utc(2026, 10, 25, 0, 30))],
    ids=["does not exist", "exists twice"],
)
def test_cases_17_and_18_in_the_night_of_the_change(sunday: date, begins: int) -> None:
    rhythm = replace(WEEKLY_THURSDAY, weekday=6, first_day=sunday, begin=time(2, 30), end=time(3, 15))
    [one] = occurrences(rhythm, Days(sunday, sunday))
    assert one.begin_utc == begins
    assert one.end_utc - one.begin_utc == 45 * 60


def test_case_19_outside_the_years_nothing_takes_place() -> None:
    assert days(WEEKLY_THURSDAY, Days(date(2199, 12, 20), date(2200, 1, 20))) == [date(2199, 12, 26)]
    assert days(WEEKLY_THURSDAY, Days(date(9999, 1, 1), date.max)) == []
    assert days(WEEKLY_THURSDAY, Days(date.min, date(1, 2, 1))) == []
    with pytest.raises(BadRhythm):
        replace(WEEKLY_THURSDAY, first_day=date(2200, 1, 1))
    with pytest.raises(BadRhythm):
        Move(date(2026, 11, 12), date.min, time(10), time(11))
    with pytest.raises(BadRhythm):
        Pause(date.min)


def test_case_20_a_question_spans_ten_years_at_most() -> None:
    first = date(2026, 11, 1)
    assert len(days(WEEKLY_THURSDAY, Days(first, first + timedelta(days=MAX_DAYS - 1)))) == 523
    with pytest.raises(BadRhythm):
        Days(first, first + timedelta(days=MAX_DAYS))


@pytest.mark.parametrize(
    "more",
    [
        {"weekday": 7},
        {"weekday": -1},
        {"nth": 2},
        {"every": Every.MONTH},
        {"every": Every.MONTH, "nth": 5},
        {"every": Every.MONTH, "nth": 0},
        {"every": Every.MONTH, "nth": -2},
        {"end": time(10)},
        {"end": time(9)},
        {"end": time(11, tzinfo=UTC)},
        {"end": time(11, 0, 30)},
    ],
    ids=str,
)
def test_what_contradicts_itself_is_not_accepted(more: dict[str, object]) -> None:
    with pytest.raises(BadRhythm):
        replace(WEEKLY_THURSDAY, **more)  # type: ignore[arg-type]


def test_spans_and_pauses_that_end_before_they_begin_are_not_accepted() -> None:
    with pytest.raises(BadRhythm):
        Days(*november(2, 1))
    with pytest.raises(BadRhythm):
        Pause(*november(2, 1))
    with pytest.raises(BadRhythm):
        move(12, 13, time(10), time(9))


def by_walking(rhythm: Rhythm, until: date) -> Iterator[tuple[int, date]]:
    """The regular days, by looking at each day of the calendar."""
    number, day, last_week = 0, rhythm.first_day, None
    while day <= min(until, rhythm.last_day or until):
        if day.weekday() == rhythm.weekday and is_nth(rhythm, day):
            week = (day - date(2000, 1, 3)).days // 7
            if rhythm.every is not Every.SECOND_WEEK or last_week is None or week - last_week == 2:
                number, last_week = number + 1, week
                yield number, day
        day += timedelta(days=1)


def is_nth(rhythm: Rhythm, day: date) -> bool:
    if rhythm.nth is None:
        return True
    if rhythm.nth == LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == rhythm.nth


def by_the_rules(rhythm: Rhythm, between: Days) -> list[tuple[date, int, bool]]:
    """The rules in words, said again the slow way."""
    found = []
    until = max([between.last, *(one.regular_day for one in rhythm.moved)])
    for number, regular_day in by_walking(rhythm, until):
        moves = [one for one in rhythm.moved if one.regular_day == regular_day]
        day = moves[0].day if moves else regular_day
        begin = moves[0].begin if moves else rhythm.begin
        paused = any(pause.first_day <= day <= (pause.last_day or date.max) for pause in rhythm.pauses)
        if regular_day not in rhythm.dropped and not paused and between.first <= day <= between.last:
            found.append((day, begin, number, bool(moves)))
    return [(day, number, moved) for day, _, number, moved in sorted(found)]


@given(rhythms(), spans())
def test_it_agrees_with_walking_through_the_days(rhythm: Rhythm, between: Days) -> None:
    # Wall times from 4 o'clock on: by day, begins on the wall and as instants stand in the same order.
    found = [(one.day, one.number, one.is_moved) for one in occurrences(rhythm, between)]
    assert found == by_the_rules(rhythm, between)


@given(rhythms(), spans())
def test_without_exceptions_it_agrees_with_dateutil(rhythm: Rhythm, between: Days) -> None:
    plain = replace(rhythm, dropped=frozenset(), moved=(), pauses=())
    on = weekday(rhythm.weekday, plain.nth) if plain.nth else weekday(rhythm.weekday)
    start = datetime.combine(plain.first_day, time())
    first = rrule(MONTHLY if plain.nth else WEEKLY, dtstart=start, byweekday=on, count=1)[0]
    judge = rrule(
        MONTHLY if plain.nth else WEEKLY,
        dtstart=first,
        byweekday=on,
        interval=2 if plain.every is Every.SECOND_WEEK else 1,
        until=datetime.combine(plain.last_day, time()) if plain.last_day else None,
    )
    span = (datetime.combine(between.first, time()), datetime.combine(between.last, time()))
    assert days(plain, between) == [moment.date() for moment in judge.between(*span, inc=True)]


@given(rhythms(), spans())
def test_two_halves_of_a_span_are_the_whole(rhythm: Rhythm, between: Days) -> None:
    middle = between.first + (between.last - between.first) / 2
    halves = occurrences(rhythm, Days(between.first, middle))
    if middle < between.last:
        halves += occurrences(rhythm, Days(middle + timedelta(days=1), between.last))
    assert halves == occurrences(rhythm, between)


@given(rhythms(), st.integers(min_value=1, max_value=2_000))
def test_a_number_names_a_day_and_the_day_its_number(rhythm: Rhythm, number: int) -> None:
    endless = replace(rhythm, last_day=None)
    assert number_of(endless, day_of(endless, number)) == number
    assert number_of(endless, day_of(endless, number) + relativedelta(days=1)) is None
