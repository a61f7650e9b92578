"""How people say when it would suit."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from lotsenwerk.web.desk.needs.parts_of_day import HOURS, Part, said, window


@pytest.mark.parametrize("part", Part)
def test_a_part_of_the_day_is_said_again_as_it_was_said(part: Part) -> None:
    assert said(*window(date(2026, 11, 17), part, None, 60), 60) == (part, None)


def test_an_exact_time_stays_exact() -> None:
    assert said(*window(date(2026, 11, 17), Part.ANY, time(9, 30), 60), 60) == (Part.ANY, time(9, 30))


def test_a_window_of_other_hours_is_said_by_its_beginning() -> None:
    earliest = datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert said(earliest, earliest + timedelta(hours=3), 60) == (Part.MORNING, None)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_parts_keep_their_length_where_the_clocks_change(day: date) -> None:
    for part, (begin, end) in HOURS.items():
        earliest, latest = window(day, part, None, 60)
        assert latest - earliest == timedelta(hours=end.hour - begin.hour)


def test_a_visit_over_the_change_of_clocks_has_its_real_minutes() -> None:
    earliest, latest = window(date(2026, 3, 29), Part.ANY, time(1, 30), 60)
    assert latest - earliest == timedelta(hours=1)
