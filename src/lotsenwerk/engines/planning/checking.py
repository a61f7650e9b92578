"""The judge of a plan: whether it is valid, and what it costs.

Written from docs/rules/planning.md alone. It shares the types with the planner and nothing else, so that a mistake of
the one is not repeated by the other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt

from lotsenwerk.engines.planning.model import (
    Bike,
    Ground,
    Helper,
    Job,
    Part,
    Plan,
    PlannedStop,
    Route,
    Shift,
    Snapshot,
    State,
    Stop,
    Verdict,
)
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.engines.travel.distance import Point

RADIUS_M = 6_371_009


def check(snapshot: Snapshot, plan: Plan) -> Verdict:
    """Judge a plan. What names something that there is not (PH26) is told and then left out."""
    return _Judge(snapshot, plan).verdict()


class _Judge:
    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.snapshot = snapshot
        self.people = {one.id: one for one in snapshot.helpers}
        self.shifts = {one.id: one for one in snapshot.shifts}
        self.jobs = {one.id: one for one in snapshot.jobs}
        self.bikes = {one.id: one for one in snapshot.bikes}
        self.plan = plan
        self.strangers = list(self._strangers())
        self.routes = [route for route in plan.routes if self._is_known(route)]
        self.who: dict[int, int] = {
            stop.job: self.shifts[route.shift].helper for route in self.routes for stop in route.stops
        }
        self.earlier_routes = [route for route in snapshot.before.routes if route.shift in self.shifts]
        self.earlier_who = {
            stop.job: self.shifts[route.shift].helper for route in self.earlier_routes for stop in route.stops
        }

    def verdict(self) -> Verdict:
        broken = [
            *self.strangers,
            *(reason for route in self.routes for reason in self._of_route(route)),
            *self._doubles(),
            *self._parties(),
            *self._caps(),
            *self._one_route_a_shift(),
            *self._shared_bikes(),
            *self._holds(),
            *self._orders(),
        ]
        parts = self._cost()
        unserved = tuple(job.id for job in self.snapshot.jobs if job.id not in self.who)
        return Verdict(tuple(broken), sum(parts.values()), parts, unserved)

    # --- what there is ------------------------------------------------------------------------------------------------

    def _strangers(self) -> Iterator[Reason]:
        for route in self.plan.routes:
            if route.shift not in self.shifts:
                yield Reason("PH26", {"shift": route.shift})
            if route.bike is not None and route.bike not in self.bikes:
                yield Reason("PH26", {"bike": route.bike})
            for stop in route.stops:
                if stop.job not in self.jobs:
                    yield Reason("PH26", {"job": stop.job})

    def _is_known(self, route: Route) -> bool:
        bike_is = route.bike is None or route.bike in self.bikes
        return route.shift in self.shifts and bike_is and all(stop.job in self.jobs for stop in route.stops)

    def _stop(self, planned: PlannedStop) -> Stop:
        job = self.jobs[planned.job]
        if planned.part is Part.PICK_UP and job.pick_up is not None:
            return job.pick_up
        return job.visit

    # --- one route ----------------------------------------------------------------------------------------------------

    def _of_route(self, route: Route) -> Iterator[Reason]:
        shift = self.shifts[route.shift]
        helper = self.people[shift.helper]
        yield from self._hours(route, shift)
        yield from self._ways(route, shift, helper)
        for job_id in dict.fromkeys(stop.job for stop in route.stops):
            yield from _between(helper, self.jobs[job_id])
        yield from self._stops(route)
        yield from self._load(route, helper)
        yield from self._order_in_jobs(route)
        yield from self._asked_in_time(route, helper)

    def _hours(self, route: Route, shift: Shift) -> Iterator[Reason]:
        out = max(shift.during.begin - route.leave, 0) + max(route.back - shift.during.end, 0)
        if out:
            yield Reason("PH1", {"shift": shift.id, "seconds": out})
        over = route.back - route.leave - shift.most_seconds
        if over > 0:
            yield Reason("PH8", {"shift": shift.id, "seconds": over})

    def _ways(self, route: Route, shift: Shift, helper: Helper) -> Iterator[Reason]:
        """PH24, from leaving home to being back; the ends of the stops are looked at too."""
        at, missing = route.leave, 0
        legs = self._legs(route, helper)
        for stop, leg in zip(route.stops, legs, strict=False):
            missing += max(at + leg - stop.begin, 0)
            missing += abs(stop.end - stop.begin - self._stop(stop).seconds)
            at = stop.end
        missing += max(at + legs[-1] - route.back, 0)
        if missing:
            yield Reason("PH24", {"shift": shift.id, "seconds": missing})

    def _legs(self, route: Route, helper: Helper) -> list[int]:
        """Seconds of each leg, the one to the first stop and the one home included."""
        stops = [self._stop(stop) for stop in route.stops]
        places = [helper.home if stop.at_home else stop.place for stop in stops]
        bike = self.bikes[route.bike] if route.bike is not None else None
        if not places:
            return [0]
        if bike is None:
            return self._rides(helper.way, [helper.home, *places, helper.home])
        legs = self._rides(bike.way, [bike.station, *places, bike.station])
        own = self._rides(helper.way, [helper.home, bike.station])[0]
        legs[0] += own + bike.handover_seconds
        legs[-1] += own + bike.handover_seconds
        return legs

    def _rides(self, way_name: str, places: Sequence[Point]) -> list[int]:
        way = self.snapshot.ways[way_name]
        seconds = []
        for here, there in pairwise(places):
            metres = self._metres(here, there)
            same = metres < 1
            seconds.append(0 if same else way.fixed_seconds + round(metres * way.detour / way.metres_a_second))
        return seconds

    def _metres(self, here: Point, there: Point) -> float:
        if self.snapshot.ground is Ground.PLANE:
            return hypot(there.lat - here.lat, there.lon - here.lon)
        north = sin(radians(there.lat - here.lat) / 2)
        north_here, north_there = radians(here.lat), radians(there.lat)
        east = sin((radians(there.lon) - radians(here.lon)) / 2)
        return round(2 * RADIUS_M * asin(sqrt(min(1.0, north**2 + cos(north_here) * cos(north_there) * east**2))))

    def _stops(self, route: Route) -> Iterator[Reason]:
        """PH11 to PH13; what is held in its time is judged by PH22 alone."""
        for planned in route.stops:
            if self._keeps_time(planned.job):
                continue
            stop, begin = self._stop(planned), planned.begin
            named = stop.begins or ((stop.slot,) if stop.slot else ())
            late = min((max(one.begin - begin, begin - one.end, 0) for one in named), default=0)
            if late:
                yield Reason("PH11", {"job": planned.job, "seconds": late})
            shut = min((max(one.begin - begin, begin + stop.seconds - one.end, 0) for one in stop.open), default=0)
            if shut:
                yield Reason("PH12", {"job": planned.job, "seconds": shut})
            if stop.slot is not None and not stop.slot.begin <= begin <= stop.slot.end:
                off = max(stop.slot.begin - begin, begin - stop.slot.end)
                yield Reason("PH13", {"job": planned.job, "seconds": off})

    def _load(self, route: Route, helper: Helper) -> Iterator[Reason]:
        way = self.bikes[route.bike].way if route.bike is not None else helper.way
        holds = self.snapshot.ways[way].carries
        load = most = 0
        for stop in route.stops:
            job = self.jobs[stop.job]
            if job.pick_up is not None:
                load += job.amount if stop.part is Part.PICK_UP else -job.amount
            most = max(most, load)
        if most > holds:
            yield Reason("PH7", {"amount": most, "carries": holds})

    def _order_in_jobs(self, route: Route) -> Iterator[Reason]:
        for job_id in dict.fromkeys(stop.job for stop in route.stops):
            job = self.jobs[job_id]
            mine = [stop for stop in route.stops if stop.job == job_id]
            wanted = [Part.PICK_UP, Part.VISIT] if job.pick_up is not None else [Part.VISIT]
            if [stop.part for stop in mine] != wanted:
                yield Reason("PH15", {"job": job_id})
            elif job.pick_up is not None and job.chilled is not None:
                late = mine[1].begin - mine[0].end - job.chilled
                if late > 0:
                    yield Reason("PH14", {"job": job_id, "seconds": late})

    def _asked_in_time(self, route: Route, helper: Helper) -> Iterator[Reason]:
        ready = self._ready(helper)
        if ready is None:
            return
        for job_id in dict.fromkeys(stop.job for stop in route.stops):
            begin = next(stop.begin for stop in route.stops if stop.job == job_id)
            if begin < ready and self._is_to_be_asked(helper, self.jobs[job_id]) and not self._keeps_time(job_id):
                yield Reason("PH20", {"job": job_id, "seconds": ready - begin})

    def _ready(self, helper: Helper) -> int | None:
        at = self.snapshot.asked_at
        if at is None:
            return None
        for quiet in sorted(helper.quiet, key=lambda one: one.begin):
            if quiet.begin <= at < quiet.end:
                at = quiet.end
        return at + self.snapshot.answer_seconds

    def _is_to_be_asked(self, helper: Helper, job: Job) -> bool:
        known_to_her = self._state(job.id) in {State.PUBLISHED, State.ACCEPTED, State.STARTED}
        if known_to_her and self.earlier_who.get(job.id) == helper.id:
            return False
        return helper.id not in job.standing

    # --- several routes -----------------------------------------------------------------------------------------------

    def _doubles(self) -> Iterator[Reason]:
        seen = [job for route in self.routes for job in dict.fromkeys(stop.job for stop in route.stops)]
        for job_id in dict.fromkeys(seen):
            if seen.count(job_id) > 1:
                yield Reason("PH16", {"job": job_id})

    def _parties(self) -> Iterator[Reason]:
        together: dict[int, list[int]] = defaultdict(list)
        for job in self.snapshot.jobs:
            if job.party is not None:
                together[job.party].append(job.id)
        for jobs in together.values():
            who = [self.who[job] for job in jobs if job in self.who]
            if who and len(set(who)) < len(jobs):
                yield Reason("PH17", {"job": jobs[0]})

    def _caps(self) -> Iterator[Reason]:
        for helper in self.people.values():
            for cap in helper.caps:
                mine = [
                    route
                    for route in self.routes
                    if self.shifts[route.shift].helper == helper.id
                    and cap.during.begin <= self.shifts[route.shift].during.begin < cap.during.end
                ]
                jobs = sum(len({stop.job for stop in route.stops}) for route in mine)
                seconds = sum(route.back - route.leave for route in mine)
                if cap.jobs is not None and jobs > cap.jobs:
                    yield Reason("PH9", {"most": cap.jobs, "jobs": jobs})
                if cap.seconds is not None and seconds > cap.seconds:
                    yield Reason("PH10", {"most": cap.seconds, "seconds": seconds})

    def _one_route_a_shift(self) -> Iterator[Reason]:
        seen: set[int] = set()
        for route in self.routes:
            helper = self.people[self.shifts[route.shift].helper]
            if route.bike is not None and route.bike not in helper.rides:
                yield Reason("PH19", {"bike": route.bike})
            if route.shift in seen:
                yield Reason("PH19", {"bike": route.bike or 0})
            seen.add(route.shift)

    def _shared_bikes(self) -> Iterator[Reason]:
        for bike in self.bikes.values():
            taken = sorted(self._bike_times(route, bike) for route in self.routes if route.bike == bike.id)
            for (_, end), (begin, _) in pairwise(taken):
                short = end + bike.buffer_seconds - begin
                if short > 0:
                    yield Reason("PH18", {"bike": bike.id, "seconds": short})
            for stretch in bike.taken:
                for begin, end in taken:
                    # Whoever has it first has to be back before the other one comes, buffer included.
                    back, next_one = (end, stretch.begin) if begin <= stretch.begin else (stretch.end, begin)
                    if back + bike.buffer_seconds > next_one:
                        yield Reason("PH18", {"bike": bike.id, "seconds": back + bike.buffer_seconds - next_one})

    def _bike_times(self, route: Route, bike: Bike) -> tuple[int, int]:
        helper = self.people[self.shifts[route.shift].helper]
        own = self._rides(helper.way, [helper.home, bike.station])[0]
        return route.leave + own, route.back - own

    # --- what is held -------------------------------------------------------------------------------------------------

    def _state(self, job_id: int) -> State:
        hold = self.snapshot.holds.get(job_id)
        return hold.state if hold else State.PROPOSED

    def _keeps_person(self, job_id: int) -> bool:
        hold = self.snapshot.holds.get(job_id)
        return hold is not None and (hold.person or hold.state in {State.ACCEPTED, State.STARTED})

    def _keeps_time(self, job_id: int) -> bool:
        hold = self.snapshot.holds.get(job_id)
        held = hold is not None and (hold.time or hold.state in {State.ACCEPTED, State.STARTED})
        return held and job_id in self.earlier_who

    def _holds(self) -> Iterator[Reason]:
        now = {(stop.job, stop.part): stop.begin for route in self.routes for stop in route.stops}
        for route in self.earlier_routes:
            helper_id = self.shifts[route.shift].helper
            for stop in route.stops:
                if stop.job not in self.jobs:
                    continue
                if self._keeps_person(stop.job) and stop.part is Part.VISIT and self.who.get(stop.job) != helper_id:
                    yield Reason("PH21", {"job": stop.job, "helper": helper_id})
                begin = now.get((stop.job, stop.part))
                if self._keeps_time(stop.job) and begin is not None and begin != stop.begin:
                    yield Reason("PH22", {"job": stop.job, "seconds": abs(begin - stop.begin)})

    def _orders(self) -> Iterator[Reason]:
        now = {route.shift: [(stop.job, stop.part) for stop in route.stops] for route in self.routes}
        for route in self.earlier_routes:
            if route.shift in self.snapshot.ordered:
                wanted = [(stop.job, stop.part) for stop in route.stops if stop.job in self.jobs]
                there = [one for one in now.get(route.shift, []) if one in wanted]
                if there != wanted:
                    yield Reason("PH23", {"shift": route.shift})

    # --- what it costs ------------------------------------------------------------------------------------------------

    def _cost(self) -> dict[str, int]:
        weights = self.snapshot.weights
        parts = dict.fromkeys(["PS1", "PS2", "PS3", "PS4", "PS5", "PS6", "PS7", "PS8"], 0)
        for route in self.routes:
            parts["PS1"] += sum(self._legs(route, self.people[self.shifts[route.shift].helper]))
        rare = self._rare_skills()
        for job in self.snapshot.jobs:
            if job.id not in self.who:
                parts["PS7"] += weights.unserved + weights.priority * job.priority
                continue
            helper = self.people[self.who[job.id]]
            known = job.known | job.standing
            if job.new_faces:
                parts["PS3"] += weights.new_faces if helper.id in job.known else 0
            elif known and helper.id not in known:
                parts["PS2"] += weights.continuity
            parts["PS4"] += self._wasted(helper, job, rare)
            parts["PS5"] += weights.worked_hour * helper.worked_seconds // 3600
            if self._is_to_be_asked(helper, job):
                parts["PS6"] += weights.question * helper.asked
            if self._state(job.id) is State.PUBLISHED and self.earlier_who.get(job.id, helper.id) != helper.id:
                parts["PS8"] += weights.change
        return parts

    def _rare_skills(self) -> dict[str, float]:
        weights, everybody = self.snapshot.weights, len(self.snapshot.helpers)
        count: dict[str, int] = defaultdict(int)
        for helper in self.snapshot.helpers:
            for skill in set(helper.speaks) | helper.qualifications:
                count[skill] += 1
        return {
            skill: min(1.0, weights.scarce_share * everybody / holders)
            for skill, holders in count.items()
            if holders < weights.common_share * everybody
        }

    def _wasted(self, helper: Helper, job: Job, rare: dict[str, float]) -> int:
        has = (set(helper.speaks) | helper.qualifications) & set(rare)
        unneeded = has - set(job.languages) - job.qualifications
        return int(self.snapshot.weights.scarce * max((rare[skill] for skill in unneeded), default=0.0))


def _between(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH2 to PH6 and PH25."""
    for language in sorted(job.languages):
        level, has = job.languages[language], helper.speaks.get(language, 0)
        if level > has:
            yield Reason("PH2", {"language": language, "level": level, "has": has})
    for qualification in sorted(job.qualifications):
        if qualification not in helper.qualifications:
            yield Reason("PH3", {"qualification": qualification})
    for circumstance in sorted(job.circumstances):
        if circumstance not in helper.copes:
            yield Reason("PH4", {"circumstance": circumstance})
    if job.gender not in {"", helper.gender}:
        yield Reason("PH5", {"gender": job.gender})
    if helper.id in job.vetoed:
        yield Reason("PH6", {"helper": helper.id})
    if helper.id in job.declined:
        yield Reason("PH25", {"helper": helper.id})
