"""A visit as the engine sees it. In words: docs/rules/plans.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from lotsenwerk.domain.assistance.models import NeedKind
from lotsenwerk.domain.assistance.planned import FETCHED, minutes_apart
from lotsenwerk.domain.assistance.snapshot.rows import Days, NeedRow
from lotsenwerk.domain.assistance.snapshot.walls import Walls, seconds_of
from lotsenwerk.domain.assistance.spoken import LEVELS, Said, languages_of_client
from lotsenwerk.engines.calendar.working_days import holiday_name
from lotsenwerk.engines.planning.matching import without
from lotsenwerk.engines.planning.model import Job, Kind, Stop
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.kit import clock

FRESH_SECONDS: Final = 90 * 60
"""What was bought or given out is at the door at most so long after."""
MOST_WAITED: Final = 5
"""Each day that somebody waits is a point of priority, up to this."""
LARGE_HOUSEHOLD: Final = 4
"""From so many people on, the food bank's food fills two bags."""
_KINDS: Final = {
    NeedKind.SHOP_AND_DELIVER: Kind.SHOPPING,
    NeedKind.ACCOMPANY: Kind.ACCOMPANIMENT,
    NeedKind.FOOD_BANK: Kind.FOOD_ROUND,
    NeedKind.ERRAND: Kind.VISIT,
    NeedKind.GUIDE: Kind.GUIDE,
    NeedKind.INTERPRET: Kind.INTERPRETER,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What all visits of one plan have in common: its days, its present (UTC seconds) and the middle of the town."""

    days: Days
    at: int
    middle: Point
    walls: Walls

    def point(self, lat: float | None, lon: float | None) -> Point:
        """A place; the middle of the town where it is not known."""
        return Point(lat, lon) if lat is not None and lon is not None else self.middle


def free_job(row: NeedRow, scene: Scene) -> Job | None:
    """A visit that nobody has agreed to; none where its time is over or the client is away all the time."""
    fetched = _fetched_from(row, scene)
    at_the_shop, at_the_door = minutes_apart(row.minutes) if fetched is not None else (0, row.minutes)
    begins = _begins(row, at_the_door * 60, scene)
    if not begins:
        return None
    visit = _visit(row, at_the_door * 60, begins, scene)
    if row.kind == NeedKind.ACCOMPANY and row.hours:
        visit = Stop(visit.place, visit.seconds, begins, _open(row, scene))
    if fetched is None:
        return _job(row, scene, visit)
    pick_up = _pick_up(row, fetched, at_the_shop * 60, scene)
    return _job(row, scene, visit, pick_up) if pick_up is not None else None


def agreed_job(row: NeedRow, visit: Stretch, fetched: Stretch | None, scene: Scene) -> Job:
    """A visit that somebody agreed to: when it is; ``fetched`` is when she is at the shop, where a plan said so."""
    stop = _visit(row, visit.end - visit.begin, (Stretch(visit.begin, visit.begin),), scene)
    place = _fetched_from(row, scene)
    if fetched is None or place is None:
        return _job(row, scene, stop)
    pick_up = Stop(place, fetched.end - fetched.begin, (Stretch(fetched.begin, fetched.begin),))
    return _job(row, scene, stop, pick_up)


def _job(row: NeedRow, scene: Scene, visit: Stop, pick_up: Stop | None = None) -> Job:
    return Job(
        id=row.id,
        visit=visit,
        kind=_KINDS[NeedKind(row.kind)],
        pick_up=pick_up,
        amount=_bags(row) if pick_up is not None else 0,
        chilled=FRESH_SECONDS if pick_up is not None and row.kind != NeedKind.ERRAND else None,
        languages=_languages(row),
        circumstances=frozenset() if _is_elsewhere(row) else frozenset(row.circumstances),
        gender=row.wished or row.gender,
        vetoed=frozenset(row.vetoed),
        declined=frozenset(row.declined),
        known=frozenset(row.known),
        standing=frozenset(row.standing),
        priority=_priority(row, scene),
    )


def _visit(row: NeedRow, seconds: int, begins: tuple[Stretch, ...], scene: Scene) -> Stop:
    """At the client's, or where a pool was asked to come to; by telephone or video she stays at home."""
    if row.at_lat is not None:
        return Stop(scene.point(row.at_lat, row.at_lon), seconds, begins)
    return Stop(scene.point(row.lat, row.lon), seconds, begins, at_home=_is_remote(row))


def _is_remote(row: NeedRow) -> bool:
    return row.way is not None and row.way != Way.ON_THE_SPOT


def _is_elsewhere(row: NeedRow) -> bool:
    """Whether nobody comes to the client's."""
    return row.at_lat is not None or _is_remote(row)


def _languages(row: NeedRow) -> dict[str, int]:
    """What a pool was asked for, at its level; else what the client speaks."""
    if row.pool_id is not None and row.language:
        return {row.language: LEVELS.get(row.level, 1)}
    return languages_of_client(Said(row.letters, row.skills))


def _bags(row: NeedRow) -> int:
    return 2 if row.slot is not None and row.slot[5] >= LARGE_HOUSEHOLD else 1


def _priority(row: NeedRow, scene: Scene) -> int:
    """How many days somebody has waited; what was laid ahead has not."""
    if row.rhythm_id is not None:
        return 0
    waited = timedelta(seconds=scene.at - seconds_of(row.taken_at)).days
    return min(max(waited, 0), MOST_WAITED)


def _fetched_from(row: NeedRow, scene: Scene) -> Point | None:
    """Where something is fetched before; a food bank of which no more is known stands in the middle of the town."""
    if row.kind not in FETCHED:
        return None
    if row.slot is not None:
        return scene.point(row.slot[3], row.slot[4])
    if row.shop_lat is not None and row.shop_lon is not None:
        return Point(row.shop_lat, row.shop_lon)
    return scene.middle if row.kind == NeedKind.FOOD_BANK else None


def _begins(row: NeedRow, seconds: int, scene: Scene) -> tuple[Stretch, ...]:
    """When the visit may begin: all of it within the window, on the days of the plan, while the client is there."""
    if row.pinned_at is not None and row.pinned_at >= scene.days.begin:
        at = seconds_of(row.pinned_at)
        return (Stretch(at, at),) if at >= scene.at else ()
    window = Stretch(seconds_of(row.earliest), seconds_of(row.latest))
    first = max(window.begin, scene.at, seconds_of(scene.days.begin))
    last = min(window.end, seconds_of(scene.days.end))
    there = without([Stretch(first, last)] if first < last else [], scene.walls.away(row.client_away))
    if window.end - window.begin < seconds:
        # Asked for more than fits into the window: it begins when the window does.
        return (Stretch(window.begin, window.begin),) if window.begin >= first and there else ()
    return tuple(Stretch(one.begin, one.end - seconds) for one in there if one.end - seconds >= one.begin)


def _pick_up(row: NeedRow, place: Point, seconds: int, scene: Scene) -> Stop | None:
    """Where and when it is fetched: on the day of the visit, in the household's slot or while the shop is open."""
    if row.slot is not None:
        slot = scene.walls.stretch(date.fromisoformat(row.slot[0]), row.slot[1], row.slot[2])
        begin = max(slot.begin, scene.at)
        return Stop(place, seconds, (), (), Stretch(begin, slot.end)) if begin <= slot.end else None
    days = _days_of(row, scene)
    whole = Stretch(max(scene.walls.day(days[0]).begin, scene.at), seconds_of(row.latest))
    return Stop(place, seconds, (whole,), _open(row, scene) if row.hours else ())


def _open(row: NeedRow, scene: Scene) -> tuple[Stretch, ...]:
    """When the shop is open on the days of the window; a shop that is closed on all of them is open for no time."""
    days = [day for day in _days_of(row, scene) if holiday_name(day, "de") is None]
    found = tuple(scene.walls.weekly(days, row.hours or ()))
    shut = seconds_of(row.earliest)
    return found or (Stretch(shut, shut),)


def _days_of(row: NeedRow, scene: Scene) -> list[date]:
    """The days of the plan that the window touches."""
    first, last = clock.local(row.earliest).date(), clock.local(row.latest).date()
    days = [day for day in scene.days.all if first <= day <= last]
    return days or [first]


def ids(jobs: Iterable[Job]) -> set[int]:
    """The numbers of the needs."""
    return {job.id for job in jobs}
