"""From rows to one frozen value: who is there, what is needed, and what is agreed already."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from lotsenwerk.domain.assistance.models import FixedOrder, Plan
from lotsenwerk.domain.assistance.plan_legs import between
from lotsenwerk.domain.assistance.plan_writing import result_from_json
from lotsenwerk.domain.assistance.queries.book import practice
from lotsenwerk.domain.assistance.queries.planning.plans import counting_plans
from lotsenwerk.domain.assistance.snapshot import jobs as visits
from lotsenwerk.domain.assistance.snapshot import people
from lotsenwerk.domain.assistance.snapshot.before import Held, Laid, Lay
from lotsenwerk.domain.assistance.snapshot.orders import with_orders
from lotsenwerk.domain.assistance.snapshot.pools import Gate
from lotsenwerk.domain.assistance.snapshot.rows import BikeRow, Days, HelperRow, NeedRow, Rows
from lotsenwerk.domain.assistance.snapshot.walls import Walls, seconds_of
from lotsenwerk.domain.notifications.queries import sending_hours
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.matching import without
from lotsenwerk.engines.planning.model import Bike, Helper, Hold, Job, Part, PlannedStop, Snapshot, State
from lotsenwerk.engines.planning.model import Plan as Found
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.kit import clock

NOWHERE: Final = Point(49.64, 8.46)
"""The middle of a town of which nobody knows where it lies: then all its ways count as none."""
HANDOVER_SECONDS: Final = 300


def freeze(first_day: date, last_day: date, *, at: datetime, keep_times: bool = False) -> Snapshot:
    """Everything that a plan of these days depends on, as it is now; questions would leave at ``at``.

    With ``keep_times`` what somebody was asked for keeps its time too, whoever goes in the end.
    A fixed number of statements. The caller has asked for permission. Raises nothing: what makes no sense is found by
    the engine.
    """
    days = Days(first_day, last_day)
    rows = Rows(days, at)
    scene = visits.Scene(days, seconds_of(at), _middle(), Walls())
    freezing = _Freezing(scene, rows.helpers(), rows.needs(), rows.bikes(), keep_times=keep_times)
    return freezing.snapshot(_quiet(days, at))


def _middle() -> Point:
    town = this_organisation()
    if town.lat is not None and town.lon is not None:
        return Point(town.lat, town.lon)
    place = town.municipality
    return Point(place.lat, place.lon) if place is not None and place.lat is not None and place.lon else NOWHERE


def _quiet(days: Days, at: datetime) -> tuple[Stretch, ...]:
    """The nights in which nobody is written to, from the one before ``at`` until the end of the plan."""
    hours, walls = sending_hours(), Walls()
    ends = hours.ends.hour * 3600 + hours.ends.minute * 60
    begins = hours.begins.hour * 3600 + hours.begins.minute * 60
    first = clock.local(at).date() - timedelta(days=1)
    nights = [first + timedelta(days=number) for number in range((days.last - first).days + 1)]
    return tuple(
        Stretch(walls.instant(night, ends), walls.instant(night + timedelta(days=1), begins)) for night in nights
    )


@dataclass(slots=True)
class _Taken:
    """What is agreed and asked already: jobs, what holds them, and the visits by helper."""

    jobs: list[Job] = field(default_factory=list)
    holds: dict[int, Hold] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))


class _Freezing:
    def __init__(
        self,
        scene: visits.Scene,
        helpers: Sequence[HelperRow],
        needs: Sequence[NeedRow],
        bikes: Sequence[BikeRow],
        *,
        keep_times: bool,
    ) -> None:
        self.keep_times = keep_times
        self.scene, self.helpers, self.needs, self.bikes = scene, helpers, needs, bikes
        self.gate = Gate(needs, helpers)
        self.people = {row.id: row for row in helpers}
        self.planned = _planned(scene.days)

    def snapshot(self, quiet: tuple[Stretch, ...]) -> Snapshot:
        taken = _Taken()
        for row in self.needs:
            self._take(row, taken)
        free = {row.id: people.free_stretches(row, self.scene) for row in self.helpers}
        bikes = [bike.id for bike in self.bikes]
        told = (people.helper(row, self.scene, quiet, bikes if row.rides else []) for row in self.helpers)
        helpers = [self.gate.helper(one) for one in told]
        by_id = {one.id: one for one in helpers}
        jobs = tuple(_as_agreed(self.gate.job(job, by_id), taken, by_id) for job in taken.jobs)
        world = Snapshot(tuple(helpers), (), jobs, tuple(map(self._bike, self.bikes)))
        lay = Lay(world, {job.id: job for job in jobs})
        sits = {row.id: people.sittings(row, self.scene) for row in self.helpers if row.sits}
        for one in (one for one in helpers if one.id in sits):
            free[one.id] = without(free[one.id], [_with_ways(world, one, *sitting) for sitting in sits[one.id]])
        laid = {
            one.id: lay.helper(one, free[one.id], taken.held[one.id], people.most_a_day(self.people[one.id]))
            for one in helpers
        }
        frozen = replace(
            world,
            helpers=tuple(
                self._capped(one, laid[one.id], visits.ids(taken.jobs), sits.get(one.id, ())) for one in helpers
            ),
            shifts=tuple(shift for one in laid.values() for shift in one.shifts),
            asked_at=self.scene.at,
            answer_seconds=practice().cascade_minutes * 60,
            before=Found(tuple(route for one in laid.values() for route in one.routes)),
            holds=taken.holds,
        )
        return with_orders(frozen, _orders(self.scene.days), self.scene.walls)

    def _capped(self, helper: Helper, laid: Laid, jobs: set[int], sits: Sequence[tuple[Stretch, Point]]) -> Helper:
        row, sat_there = self.people[helper.id], [during for during, _place in sits]
        return replace(helper, caps=people.caps(row, self.scene, laid.shifts, laid.agreed, jobs, sat_there))

    def _bike(self, row: BikeRow) -> Bike:
        buffer = row.handover_minutes * 60
        # A booking ends when the next one may have it, so its end has the buffer in it already.
        taken = tuple(Stretch(begin, max(begin, end - buffer)) for begin, end in sorted(row.booked or ()))
        station = self.scene.point(row.lat, row.lon)
        return Bike(row.id, station, handover_seconds=HANDOVER_SECONDS, buffer_seconds=buffer, taken=taken)

    def _take(self, row: NeedRow, taken: _Taken) -> None:
        """Put in what is agreed, what was asked, or what is to be planned."""
        going = row.going
        if going is not None:
            visit = Stretch(going[1], going[2])
            if not self._is_on_these_days(visit.begin):
                return
            if not people.is_away(self.people[going[0]], visit.begin, self.scene):
                self._agreed(row, going[0], visit, taken)
                return
        question = self._question(row)
        if question is not None and not self._is_on_these_days(question[1]):
            return
        job = visits.free_job(row, self.scene)
        if job is None:
            return
        if row.pinned_to is not None:
            others = frozenset(self.people) - {row.pinned_to}
            job = replace(job, vetoed=job.vetoed | others)
            taken.holds[job.id] = Hold(person=True)
        taken.jobs.append(job)
        if question is not None and row.pinned_to in {None, question[0]} and question[0] in self.people:
            taken.holds[job.id] = Hold(State.PUBLISHED, person=row.pinned_to is not None, time=self.keep_times)
            taken.held[question[0]].append(self._asked(job, *question))

    def _agreed(self, row: NeedRow, helper_id: int, visit: Stretch, taken: _Taken) -> None:
        planned = self.planned.get((row.id, helper_id))
        fetched = planned.fetched(visit) if planned is not None else None
        job = visits.agreed_job(row, visit, fetched, self.scene)
        state = State.STARTED if visit.begin <= self.scene.at else State.ACCEPTED
        taken.jobs.append(job)
        taken.holds[row.id] = Hold(state, person=row.pinned_to is not None)
        stops = [PlannedStop(row.id, Part.VISIT, visit.begin, visit.end)]
        if job.pick_up is not None and fetched is not None:
            stops.insert(0, PlannedStop(row.id, Part.PICK_UP, fetched.begin, fetched.end))
        bike = planned.bike if planned is not None and fetched is not None else None
        taken.held[helper_id].append(Held(row.id, tuple(stops), is_firm=True, bike=bike))

    def _asked(self, job: Job, helper_id: int, begin: int) -> Held:
        """A question of a plan: as it was planned, else what is fetched is fetched just before."""
        planned = self.planned.get((job.id, helper_id))
        if planned is not None and planned.suits(job):
            return Held(job.id, planned.stops, is_firm=False, bike=planned.bike)
        stops = [PlannedStop(job.id, Part.VISIT, begin, begin + job.visit.seconds)]
        if job.pick_up is not None:
            stops.insert(0, PlannedStop(job.id, Part.PICK_UP, begin - job.pick_up.seconds, begin))
        return Held(job.id, tuple(stops), is_firm=False)

    def _question(self, row: NeedRow) -> tuple[int, int] | None:
        """Whom a plan has asked last, and for when."""
        return row.questions[-1] if row.questions else None

    def _is_on_these_days(self, at: int) -> bool:
        days = self.scene.days
        return seconds_of(days.begin) <= at < seconds_of(days.end)


def _with_ways(world: Snapshot, helper: Helper, during: Stretch, place: Point) -> Stretch:
    """An office hour with the way there from home and back."""
    there, back = between(world, helper, None, [place])
    return Stretch(during.begin - there, during.end + back)


def _as_agreed(job: Job, taken: _Taken, helpers: Mapping[int, Helper]) -> Job:
    """What two have agreed on asks for no more than she brings along: no rule is broken by it any more."""
    going = next((who for who, held in taken.held.items() for one in held if one.is_firm and one.job == job.id), None)
    if going is None or rules.fits(helpers[going], job):
        return job
    helper = helpers[going]
    spoken = {language: min(level, helper.speaks.get(language, 0)) for language, level in job.languages.items()}
    return replace(
        job,
        languages={language: level for language, level in spoken.items() if level},
        qualifications=job.qualifications & helper.qualifications,
        circumstances=job.circumstances & helper.copes,
        gender=job.gender if job.gender == helper.gender else "",
        vetoed=job.vetoed - {going},
        declined=job.declined - {going},
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    """A visit as a published plan has it."""

    stops: tuple[PlannedStop, ...]
    bike: int | None

    def fetched(self, visit: Stretch) -> Stretch | None:
        """When it is fetched, where the visit is still the one that was planned."""
        *before, last = self.stops
        if not before or (last.begin, last.end) != (visit.begin, visit.end):
            return None
        return Stretch(before[0].begin, before[0].end)

    def suits(self, job: Job) -> bool:
        """Whether the visit has still as many stops."""
        return len(self.stops) == (1 if job.pick_up is None else 2)


def _planned(days: Days) -> Mapping[tuple[int, int], _Planned]:
    """By need and helper, how the plans that count for these days have it."""
    found: dict[tuple[int, int], _Planned] = {}
    for plan in reversed(counting_plans(days.first, days.last)):
        found.update(_visits_of(plan))
    return found


def _visits_of(plan: Plan) -> Mapping[tuple[int, int], _Planned]:
    if plan.snapshot is None:
        return {}
    helper_of = {shift.id: shift.helper for shift in snapshot_from_json(plan.snapshot).shifts}
    found: dict[tuple[int, int], _Planned] = {}
    for route in result_from_json(plan.routes).plan.routes:
        for job in dict.fromkeys(stop.job for stop in route.stops):
            stops = tuple(stop for stop in route.stops if stop.job == job)
            found[job, helper_of[route.shift]] = _Planned(stops, route.bike)
    return found


def _orders(days: Days) -> Mapping[tuple[int, date], Sequence[int]]:
    rows = FixedOrder.objects.filter(day__range=(days.first, days.last)).order_by("id")
    return {(row.volunteer_id, row.day): row.needs for row in rows}
