"""A helper as the engine sees her, and the stretches in which she is there. In words: docs/rules/plans.md."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from lotsenwerk.domain.assistance.sittings import sat
from lotsenwerk.domain.assistance.snapshot.jobs import Scene
from lotsenwerk.domain.assistance.snapshot.rows import HelperRow
from lotsenwerk.domain.assistance.spoken import Said, languages_of_helper
from lotsenwerk.domain.people.models import Circumstance, Engagement, VolunteerStatus
from lotsenwerk.engines.planning.matching import together, without
from lotsenwerk.engines.planning.model import Cap, Helper, Shift
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point

HOUR: Final = 3600
MOST_A_DAY: Final = 5 * HOUR
"""How long a volunteer is on her feet on one day at most, if nobody said less."""
MOST_VISITS_A_DAY: Final = 5
"""How many visits a volunteer is asked for on one day at most."""
MOST_A_WORKING_DAY: Final = 8 * HOUR
"""The same for those whose work it is (Bufdi, staff); their visits are not counted."""


def helper(row: HelperRow, scene: Scene, quiet: tuple[Stretch, ...], rides: Iterable[int]) -> Helper:
    """A volunteer; her caps are put on when it is known what she has agreed to."""
    return Helper(
        id=row.id,
        home=scene.point(row.lat, row.lon),
        way=row.travel_mode,
        speaks=languages_of_helper(Said(row.letters, row.skills)),
        qualifications=frozenset(row.facts),
        copes=frozenset(Circumstance.values) - frozenset(row.avoids),
        gender=row.gender,
        worked_seconds=row.minutes * 60,
        asked=row.asked,
        quiet=quiet,
        rides=frozenset(rides),
    )


def free_stretches(row: HelperRow, scene: Scene) -> list[Stretch]:
    """When she is there: the week's hours with what is different on single days, without the days she is away."""
    if row.status != VolunteerStatus.ACTIVE:
        return []
    walls, days = scene.walls, scene.days.all
    week = walls.weekly(days, row.free or ())
    other = [
        (walls.stretch(date.fromisoformat(on), begins, ends), is_free) for on, begins, ends, is_free in row.other or ()
    ]
    free = together([*week, *(one for one, is_free in other if is_free)])
    free = without(free, [one for one, is_free in other if not is_free])
    return without(free, walls.away(row.away))


def sittings(row: HelperRow, scene: Scene) -> list[tuple[Stretch, Point]]:
    """When she sits at an office hour in the weeks of the plan, and where; in the middle of the town if unknown."""
    days = [monday + timedelta(days=number) for monday, _next in scene.days.weeks for number in range(7)]
    return [(during, scene.point(duty[6], duty[7])) for during, duty in sat(row.sits, days, scene.walls)]


def is_away(row: HelperRow, begin: int, scene: Scene) -> bool:
    """Whether she is away on the day of an instant (UTC seconds)."""
    return any(one.begin <= begin < one.end for one in scene.walls.away(row.away))


def most_a_day(row: HelperRow) -> int:
    """Seconds on her feet on one day."""
    return MOST_A_DAY if row.engagement == Engagement.VOLUNTEER else MOST_A_WORKING_DAY


def caps(  # noqa: PLR0917 - whose, of when, and what weighs in it
    row: HelperRow,
    scene: Scene,
    shifts: Sequence[Shift],
    agreed: dict[int, tuple[int, int]],
    jobs: Collection[int],
    sat_there: Sequence[Stretch] = (),
) -> tuple[Cap, ...]:
    """What she said for a week, less what she does besides the plan, and what is enough for a day.

    ``agreed`` says by shift how many visits and seconds in it are agreed: these stay, whatever was said. What she sits
    at office hours (``sat_there``) is time, and no visit.
    """
    days = _of_days(row, scene, shifts, agreed, sat_there)
    return (*days, *_of_weeks(row, scene, shifts, agreed, jobs, sat_there))


def _seconds_of(during: Stretch, sat_there: Sequence[Stretch]) -> int:
    return sum(one.end - one.begin for one in sat_there if during.begin <= one.begin < during.end)


def _within(during: Stretch, shifts: Sequence[Shift]) -> list[Shift]:
    return [shift for shift in shifts if during.begin <= shift.during.begin < during.end]


def _of_days(
    row: HelperRow,
    scene: Scene,
    shifts: Sequence[Shift],
    agreed: dict[int, tuple[int, int]],
    sat_there: Sequence[Stretch],
) -> list[Cap]:
    found = []
    for day in scene.days.all:
        during = scene.walls.day(day)
        there = _within(during, shifts)
        if not there:
            continue
        visits = sum(agreed.get(shift.id, (0, 0))[0] for shift in there)
        seconds = sum(agreed.get(shift.id, (0, 0))[1] for shift in there)
        most_visits = max(MOST_VISITS_A_DAY, visits) if row.engagement == Engagement.VOLUNTEER else None
        # One stretch alone is bounded by its own working time.
        sitting = _seconds_of(during, sat_there)
        most_seconds = max(most_a_day(row) - sitting, seconds) if len(there) > 1 or sitting else None
        if most_visits is not None or most_seconds is not None:
            found.append(Cap(during, most_visits, most_seconds))
    return found


def _of_weeks(  # noqa: PLR0917 - as above
    row: HelperRow,
    scene: Scene,
    shifts: Sequence[Shift],
    agreed: dict[int, tuple[int, int]],
    jobs: Collection[int],
    sat_there: Sequence[Stretch],
) -> list[Cap]:
    if row.most_visits is None and row.most_hours is None:
        return []
    found = []
    for monday, next_monday in scene.days.weeks:
        during = Stretch(scene.walls.instant(monday, 0), scene.walls.instant(next_monday, 0))
        beside = [
            (begin, end)
            for need, begin, end in row.visits or ()
            if need not in jobs and during.begin <= begin < during.end
        ]
        there = _within(during, shifts)
        visits = sum(agreed.get(shift.id, (0, 0))[0] for shift in there)
        seconds = sum(agreed.get(shift.id, (0, 0))[1] for shift in there)
        most_visits = None if row.most_visits is None else max(row.most_visits - len(beside), visits)
        most_seconds = None
        if row.most_hours is not None:
            done = sum(end - begin for begin, end in beside) + _seconds_of(during, sat_there)
            most_seconds = max(row.most_hours * HOUR - done, seconds)
        found.append(Cap(during, most_visits, most_seconds))
    return found
