"""A plan with begins as people say them: each stop on the next five minutes, as far as no rule is broken by it."""

from collections import Counter
from dataclasses import replace
from typing import Final

from lotsenwerk.domain.assistance.plan_legs import Legs
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import FIRM, Plan, PlannedStop, Route, Snapshot
from lotsenwerk.engines.reasons import Reason

GRID: Final = 300
"""Seconds."""


def rounded(snapshot: Snapshot, plan: Plan) -> Plan:
    """The same visits in the same order, begun a little later where that breaks nothing; agreed ones stay."""
    legs = Legs(snapshot)
    wished = {route.shift: _rounded(legs, route, GRID) or route for route in plan.routes}
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


def _rounded(legs: Legs, route: Route, grid: int) -> Route | None:
    """The route with each begin on the grid; none where an agreed stop would be reached too late."""
    ways = legs.seconds(route)
    at, stops = route.leave, list[PlannedStop]()
    for stop, way in zip(route.stops, ways, strict=False):
        earliest = max(at + way, stop.begin)
        if _is_firm(legs.snapshot, stop):
            if earliest > stop.begin:
                return None
            begin = stop.begin
        else:
            begin = -(-earliest // grid) * grid
        at = begin + stop.end - stop.begin
        stops.append(replace(stop, begin=begin, end=at))
    leave = max(route.leave, stops[0].begin - ways[0]) if route.bike is None else route.leave
    return replace(route, leave=leave, back=at + ways[-1], stops=tuple(stops))


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
