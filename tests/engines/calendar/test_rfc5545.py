"""A rhythm in the words of RFC 5545, read by dateutil, which knows nothing of ours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given

from lotsenwerk.engines.calendar.recurrence import occurrences
from lotsenwerk.engines.calendar.rfc5545 import to_rrule
from lotsenwerk.engines.calendar.types import LAST, Days, Every, Move, Pause, Rhythm
from tests.engines.calendar.rhythms import FRIDAY, THURSDAY, rhythms, spans

BERLIN = ZoneInfo("Europe/Berlin")
WEEKLY_THURSDAY = Rhythm(
    every=Every.WEEK, weekday=THURSDAY, begin=time(10), end=time(11, 30), first_day=date(2026, 11, 2)
)
TEN = (time(10), time(11, 30))


def read(text: str, between: Days) -> set[int]:
    """The begins that dateutil finds on these days, in UTC seconds."""
    if not text:
        return set()
    judge = rrulestr(text, forceset=True, tzids=ZoneInfo)
    begin = datetime.combine(between.first, time(), BERLIN)
    end = datetime.combine(between.last, time(23, 59, 59), BERLIN)
    return {int(moment.astimezone(UTC).timestamp()) for moment in judge.between(begin, end, inc=True)}


def ours(rhythm: Rhythm, between: Days) -> set[int]:
    return {one.begin_utc for one in occurrences(rhythm, between)}


def test_every_week_without_an_end() -> None:
    assert to_rrule(WEEKLY_THURSDAY).splitlines() == [
        "DTSTART;TZID=Europe/Berlin:20261105T100000",
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TH",
    ]


def test_the_last_friday_of_each_month_with_an_end() -> None:
    rhythm = replace(
        WEEKLY_THURSDAY, every=Every.MONTH, nth=LAST, weekday=FRIDAY, last_day=date(2027, 6, 30), begin=time(9, 15)
    )
    assert to_rrule(rhythm).splitlines() == [
        "DTSTART;TZID=Europe/Berlin:20261127T091500",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270630T215959Z",
    ]


def test_case_21_exceptions_become_exdates_and_rdates_and_an_open_pause_an_end() -> None:
    rhythm = replace(
        WEEKLY_THURSDAY,
        every=Every.SECOND_WEEK,
        dropped=frozenset({date(2026, 11, 19)}),
        moved=(Move(date(2026, 12, 3), date(2026, 12, 4), time(14), time(15)),),
        pauses=(Pause(date(2026, 12, 14), date(2026, 12, 20)), Pause(date(2027, 1, 20))),
    )
    assert to_rrule(rhythm).splitlines() == [
        "DTSTART;TZID=Europe/Berlin:20261105T100000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270119T225959Z",
        "EXDATE;TZID=Europe/Berlin:20261119T100000,20261203T100000,20261217T100000",
        "RDATE:20261204T130000Z",
    ]


def test_case_22_moved_to_where_another_was_dropped_is_not_taken_away() -> None:
    twelfth, nineteenth = date(2026, 11, 12), date(2026, 11, 19)
    rhythm = replace(WEEKLY_THURSDAY, dropped=frozenset({nineteenth}), moved=(Move(twelfth, nineteenth, *TEN),))
    november = Days(date(2026, 11, 1), date(2026, 11, 30))
    assert [one.number for one in occurrences(rhythm, november)] == [1, 2, 4]
    assert read(to_rrule(rhythm), november) == ours(rhythm, november)


def test_what_never_takes_place_has_no_words() -> None:
    assert to_rrule(replace(WEEKLY_THURSDAY, last_day=date(2026, 11, 4))) == ""
    assert to_rrule(replace(WEEKLY_THURSDAY, pauses=(Pause(date(2026, 1, 1)),))) == ""


def test_one_visit_moved_to_before_a_pause_without_an_end_is_left_alone() -> None:
    rhythm = replace(
        WEEKLY_THURSDAY,
        pauses=(Pause(date(2026, 11, 4)),),
        moved=(Move(date(2026, 11, 12), date(2026, 11, 3), *TEN),),
    )
    assert to_rrule(rhythm).splitlines() == [
        "DTSTART;TZID=Europe/Berlin:20261103T100000",
        "RDATE:20261103T090000Z",
    ]
    assert read(to_rrule(rhythm), Days(date(2026, 11, 1), date(2027, 11, 1))) == {1793696400}


@given(rhythms(earliest=0), spans())
def test_dateutil_reads_the_begins_that_we_compute(rhythm: Rhythm, between: Days) -> None:
    assert read(to_rrule(rhythm), between) == ours(rhythm, between)


def test_in_the_nights_in_which_the_clocks_change_both_read_the_same_instant() -> None:
    rhythm = replace(WEEKLY_THURSDAY, weekday=6, begin=time(2, 30), end=time(4))
    year = Days(date(2026, 11, 1), date(2028, 1, 31))
    begins = ours(rhythm, year)
    assert int(datetime(2027, 3, 28, 1, 30, tzinfo=UTC).timestamp()) in begins
    assert int(datetime(2027, 10, 31, 0, 30, tzinfo=UTC).timestamp()) in begins
    assert read(to_rrule(rhythm), year) == begins
