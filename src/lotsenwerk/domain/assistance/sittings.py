"""When a guide sits at her office hours: then she goes nowhere else. In words: docs/rules/office-hours.md, OH9."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Protocol

from lotsenwerk.engines.calendar.working_days import holiday_name
from lotsenwerk.engines.planning.types import Stretch

Duty = tuple[int, int, int, str, str | None, list[str], float | None, float | None]
"""Weekday, begin and end in seconds of the day, first and last day, days that are called off, and where it is."""

SITS: Final = """
    (SELECT json_agg(json_build_array(h.weekday, extract(epoch FROM h.begins)::int, extract(epoch FROM h.ends)::int,
            greatest(d.first_day, h.first_day), least(d.last_day, h.last_day),
            ARRAY(SELECT x.day FROM assistance_officedayoff x
                   WHERE x.organisation_id = %(here)s AND x.office_hour_id = h.id
                     AND x.day BETWEEN %(monday)s AND %(sunday)s), b.lat, b.lon))
       FROM assistance_officeduty d
       JOIN assistance_officehour h ON h.organisation_id = d.organisation_id AND h.id = d.office_hour_id
       JOIN people_poolmember g ON g.organisation_id = h.organisation_id AND g.pool_id = h.pool_id
        AND g.volunteer_id = d.volunteer_id AND g.rung = %(in_pool)s
       LEFT JOIN organisations_organisation b ON b.id = h.host_id
      WHERE d.organisation_id = %(here)s AND d.volunteer_id = v.id
        AND greatest(d.first_day, h.first_day) <= %(sunday)s
        AND coalesce(least(d.last_day, h.last_day), %(monday)s) >= %(monday)s)"""
"""The office hours of a volunteer ``v`` that touch the weeks from ``monday`` to ``sunday``, as :data:`Duty` rows."""


class Clocks(Protocol):
    """What turns hours of the clock on the wall into instants."""

    def stretch(self, day: date, begins: int, ends: int) -> Stretch:
        """The stretch between two times of one day."""


def sat(duties: Sequence[Duty] | None, days: Iterable[date], walls: Clocks) -> list[tuple[Stretch, Duty]]:
    """When she sits there on these days, in the order of time; holidays and days that are called off are free."""
    known = list(days)
    held = [
        (walls.stretch(day, duty[1], duty[2]), duty)
        for duty in duties or ()
        for day in known
        if day.weekday() == duty[0] and _is_held(duty, day)
    ]
    return sorted(held, key=lambda one: one[0])


def _is_held(duty: Duty, day: date) -> bool:
    on, first, last, off = day.isoformat(), duty[3], duty[4], duty[5]
    return first <= on and (last is None or on <= last) and on not in off and holiday_name(day, "de") is None
