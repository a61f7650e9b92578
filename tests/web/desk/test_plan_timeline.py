"""Stretches of a day on columns of five minutes."""

import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from lotsenwerk.kit.clock import BERLIN
from lotsenwerk.web.desk.plan.timeline import FIRST_HOUR, LAST_HOUR, MOST_COLUMNS, Scale, Span, gaps, scale_for

SHEET = Path(__file__).parents[3] / "src/lotsenwerk/web/desk/static/desk/plan-columns.css"

THURSDAY = date(2026, 11, 26)
LONG_SUNDAY = date(2026, 10, 25)
"""The clock is set back: three o'clock becomes two."""


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("begin", "end", "span"),
    [
        (at(8), at(9), Span(1, 12)),
        (at(10, 5), at(10, 40), Span(26, 7)),
        (at(17, 30), at(18), Span(115, 6)),
        (at(7), at(8, 30), Span(1, 6)),
        (at(17, 30), at(20), Span(115, 6)),
        (at(12), at(12, 2), Span(49, 1)),
        (at(6), at(7), None),
        (at(7), at(8), None),
        (at(18), at(19), None),
    ],
)
def test_a_stretch_stands_where_the_clock_says(begin: datetime, end: datetime, span: Span | None) -> None:
    assert Scale(THURSDAY, 8, 18).span(begin, end) == span


def test_what_follows_upon_something_does_not_stand_upon_it() -> None:
    scale = Scale(THURSDAY, 8, 18)
    moments = [at(9) + timedelta(minutes=7 * number) for number in range(20)]
    spans = [scale.span(*pair) for pair in pairwise(moments)]
    ends = [span.column + span.columns for span in spans if span]
    assert ends[:-1] == [span.column for span in spans[1:] if span]


@pytest.mark.parametrize(
    ("stretches", "hours"),
    [
        ([], (9, 16)),
        ([(at(9), at(10))], (9, 16)),
        ([(at(6, 45), at(7, 30))], (6, 16)),
        ([(at(17), at(20))], (9, 20)),
        ([(at(17), at(20, 5))], (9, 21)),
        ([(at(22), at(1, day=THURSDAY + timedelta(days=1)))], (9, 24)),
        ([(at(22, day=THURSDAY - timedelta(days=1)), at(1))], (0, 16)),
        ([(at(5, day=THURSDAY + timedelta(days=1)), at(6, day=THURSDAY + timedelta(days=1)))], (9, 16)),
    ],
)
def test_all_that_happens_on_the_day_is_shown(
    stretches: list[tuple[datetime, datetime]], hours: tuple[int, int]
) -> None:
    scale = scale_for(THURSDAY, stretches)
    assert (scale.first, scale.last) == hours


def test_on_the_day_on_which_the_clock_is_set_back_ten_o_clock_stands_at_ten() -> None:
    scale = scale_for(LONG_SUNDAY, [(at(1, day=LONG_SUNDAY), at(4, day=LONG_SUNDAY))])
    assert scale.span(at(10, day=LONG_SUNDAY), at(11, day=LONG_SUNDAY)) == Span((10 - scale.first) * 12 + 1, 12)


def test_the_hours_in_which_she_is_not_free_lie_between_those_in_which_she_is() -> None:
    scale = Scale(THURSDAY, 8, 18)
    assert gaps(scale, [(at(14), at(16)), (at(9), at(12))]) == [Span(1, 12), Span(49, 24), Span(97, 24)]
    assert gaps(scale, [(at(7), at(19))]) == []
    assert gaps(scale, []) == [Span(1, 120)]
    assert gaps(scale, [(at(9), at(12)), (at(10), at(11))]) == [Span(1, 12), Span(49, 72)]


def test_the_style_sheet_has_a_class_for_each_column_and_for_each_length_of_a_day() -> None:
    found = set(re.findall(r"^\.([a-z]+-?\d+) ", SHEET.read_text(encoding="utf-8"), re.MULTILINE))
    wanted = {f"{kind}{number}" for kind in "cw" for number in range(1, MOST_COLUMNS + 1)}
    assert found == wanted | {f"hours-{count}" for count in range(LAST_HOUR - FIRST_HOUR, 25)}
