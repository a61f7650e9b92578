"""A plan with begins as people say them: each stop on full five minutes, as far as no rule is broken by it.

A little later is tried first, then a little earlier. Where neither is possible for a stop (its hours end, the next one
is agreed, chilled goods would wait too long), that stop keeps its time to the minute, and the others are still rounded.
"""

from collections import Counter
from dataclasses import replace
from typing import Final

from lotsenwerk.domain.assistance.plan_legs import Legs
from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.compiling import windows_of
from lotsenwerk.engines.planning.legs import leg_seconds
from lotsenwerk.engines.planning.model import FIRM, Bike, Part, Plan, PlannedStop, Route, Shift, Snapshot
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.reasons import Reason

GRID: Final = 300
"""Seconds."""


def rounded(snapshot: Snapshot, plan: Plan) -> Plan:
    """The same visits in the same order, begun on full five minutes where that breaks nothing; agreed ones stay."""
    legs, rooms = Legs(snapshot), _Rooms(snapshot, plan)
    wished = {}
    for route in plan.routes:
        wished[route.shift] = rooms.keep(_Walk(legs, route, rooms).rounded() or route)
    calm = Counter(map(_key, check(snapshot, plan).broken))
    for _round in range(len(plan.routes) + 1):
        tried = Plan(tuple(wished[route.shift] for route in plan.routes))
        wrong = [one for one in check(snapshot, tried).broken if calm[_key(one)] == 0]
        if not wrong:
            return tried
        back = {shift for one in wrong for shift in _concerned(legs, tried, one)}
        changed = [route for route in plan.routes if route.shift in back and wished[route.shift] is not route]
        if not changed:
            return plan
        for route in changed:
            wished[route.shift] = route
    return plan


class _Rooms:
    """What routes leave to each other: seconds of a helper's days and weeks, and the bike's time."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.shifts: dict[int, Shift] = {shift.id: shift for shift in snapshot.shifts}
        self._caps = {helper.id: [cap for cap in helper.caps if cap.seconds is not None] for helper in snapshot.helpers}
        self._routes = {route.shift: route for route in plan.routes}

    def keep(self, route: Route) -> Route:
        """The route as it is now, so that the next ones know of it."""
        self._routes[route.shift] = route
        return route

    def longest(self, route: Route) -> int:
        """Seconds from leaving to being back that hours (PH8) and caps (PH10) leave; never less than it takes now."""
        shift = self.shifts[route.shift]
        most = shift.most_seconds
        for cap in self._caps[shift.helper]:
            if cap.seconds is not None and cap.during.begin <= shift.during.begin < cap.during.end:
                others = (self._routes[one] for one in self._routes if self._counts(one, shift, cap.during))
                most = min(most, cap.seconds - sum(one.back - one.leave for one in others))
        return max(most, route.back - route.leave)

    def _counts(self, other: int, shift: Shift, during: Stretch) -> bool:
        there = self.shifts[other]
        return other != shift.id and there.helper == shift.helper and during.begin <= there.during.begin < during.end

    def home_by(self, legs: Legs, route: Route) -> int:
        """When she has to be home: her shift ends (PH1), or somebody else has the bike next (PH18). UTC seconds."""
        bike, last = legs.bike(route), self.shifts[route.shift].during.end
        if bike is None:
            return last
        own = _own_way(legs, route, bike)
        others = (one for one in self._routes.values() if one.bike == route.bike and one.shift != route.shift)
        begins = [*(one.leave + _own_way(legs, one, bike) for one in others), *(one.begin for one in bike.taken)]
        return min([last, *(one - bike.buffer_seconds + own for one in begins if one > route.leave + own)])


class _Walk:
    """One route, stop by stop: for each the times at which it may begin, and how long the rest of it can wait."""

    def __init__(self, legs: Legs, route: Route, rooms: _Rooms) -> None:
        self.route, self.stops = route, route.stops
        self.ways = legs.seconds(route)
        self.stays = [stop.end - stop.begin for stop in route.stops]
        self.allowed = [_allowed(legs, route, stop) for stop in route.stops]
        self.chilled = [_pick_up_of(legs, route, place) for place in range(len(route.stops))]
        self.begin = rooms.shifts[route.shift].during.begin
        self.end = max(rooms.home_by(legs, route), route.back)
        self.longest = rooms.longest(route)
        self.chosen: list[int] = []

    def rounded(self) -> Route | None:
        """The route on the grid as far as it can be; none where it is not possible as it is either."""
        for place, stop in enumerate(self.stops):
            fitting = (at for at in self._tries(place, stop.begin) if self._fits(place, at))
            begin = next(fitting, None)
            if begin is None:
                return None
            self.chosen.append(begin)
        begins = zip(self.stops, self.chosen, self.stays, strict=True)
        stops = tuple(replace(stop, begin=begin, end=begin + stay) for stop, begin, stay in begins)
        return replace(self.route, leave=self._leave(), back=stops[-1].end + self.ways[-1], stops=stops)

    def _tries(self, place: int, planned: int) -> tuple[int, ...]:
        """Begins in the order of preference: the next full five minutes, those before, and as it was to the minute."""
        first = max(self._reached(place), planned)
        return first + -first % GRID, planned - planned % GRID, first

    def _fits(self, place: int, at: int) -> bool:
        """Whether a stop may begin then, and all that comes after it can still be done."""
        latest = min(self.allowed[place].end, self._not_warm(place, at))
        if not max(self._reached(place), self.allowed[place].begin) <= at <= latest:
            return False
        self.chosen.append(at)
        may_be = self._rest_fits()
        self.chosen.pop()
        return may_be

    def _reached(self, place: int) -> int:
        """The earliest begin after what is chosen so far (UTC seconds)."""
        if place:
            return self.chosen[place - 1] + self.stays[place - 1] + self.ways[place]
        return (self.begin if self.route.bike is None else self.route.leave) + self.ways[0]

    def _leave(self) -> int:
        """When she leaves home: in time for the first stop; with a bike when she takes it."""
        return self.route.leave if self.route.bike is not None else self.chosen[0] - self.ways[0]

    def _rest_fits(self) -> bool:
        """Whether the stops that are not chosen yet can be reached, and home after them."""
        done = len(self.chosen)
        at = min(self.end, self._leave() + self.longest)
        for place in range(len(self.stops) - 1, done - 1, -1):
            at = min(at - self.ways[place + 1] - self.stays[place], self.allowed[place].end, self._not_warm(place, at))
            if at < self.allowed[place].begin:
                return False
        return self.chosen[-1] + self.stays[done - 1] + self.ways[done] <= at

    def _not_warm(self, place: int, otherwise: int) -> int:
        """When a door has to be reached since goods were taken out of the fridge (PH14); ``otherwise`` if none were."""
        pick_up, seconds = self.chilled[place]
        if not 0 <= pick_up < len(self.chosen):
            return otherwise
        return self.chosen[pick_up] + self.stays[pick_up] + seconds


def _allowed(legs: Legs, route: Route, stop: PlannedStop) -> Stretch:
    """When a stop may begin: in the hours it is in, agreed ones when they do, none before she could be asked (PH20)."""
    snapshot, job = legs.snapshot, legs.jobs[stop.job]
    place = job.pick_up if stop.part is Part.PICK_UP and job.pick_up else job.visit
    hours = next((one for one in windows_of(place) if one.begin <= stop.begin <= one.end), None)
    if hours is None or _is_firm(snapshot, stop):
        return Stretch(stop.begin, stop.begin)
    helper = legs.helpers[legs.helper_of[route.shift]]
    ready = rules.may_be_asked_from(helper, snapshot.asked_at, snapshot.answer_seconds)
    return hours if ready is None else Stretch(max(hours.begin, min(ready, stop.begin)), hours.end)


def _pick_up_of(legs: Legs, route: Route, place: int) -> tuple[int, int]:
    """Where the chilled goods of a visit are fetched, and how many seconds they last; -1 where there are none."""
    stop = route.stops[place]
    chilled = legs.jobs[stop.job].chilled
    if chilled is None or stop.part is not Part.VISIT:
        return -1, 0
    return next((at for at in range(place) if route.stops[at].job == stop.job), -1), chilled


def _own_way(legs: Legs, route: Route, bike: Bike) -> int:
    """Seconds between her home and the bike's station, without the handover."""
    helper = legs.helpers[legs.helper_of[route.shift]]
    return leg_seconds(legs.snapshot.ground, legs.snapshot.ways[helper.way], helper.home, bike.station)


def _is_firm(snapshot: Snapshot, stop: PlannedStop) -> bool:
    hold = snapshot.holds.get(stop.job)
    return hold is not None and (hold.state in FIRM or hold.time)


def _key(reason: Reason) -> tuple[str, object, object]:
    return reason.rule, reason.params.get("job"), reason.params.get("shift")


def _concerned(legs: Legs, plan: Plan, reason: Reason) -> set[int]:
    """The shifts whose routes may have broken a rule; all of them where the rule names neither shift nor job."""
    if "shift" in reason.params:
        return {int(reason.params["shift"])}
    if "job" in reason.params:
        return {route.shift for route in plan.routes if any(stop.job == reason.params["job"] for stop in route.stops)}
    if "bike" in reason.params:
        return {route.shift for route in plan.routes if route.bike == reason.params["bike"]}
    return set(legs.helper_of)
