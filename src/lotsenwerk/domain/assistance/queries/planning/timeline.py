"""A plan as the desk looks at it: a lane for each helper and day, and what nobody does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import FixedOrder, Plan
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.plan_legs import Legs
from lotsenwerk.domain.assistance.plan_writing import Nearly, Why, result_from_json
from lotsenwerk.domain.assistance.planning_words import (
    Names,
    against_in_words,
    cost_in_words,
    minutes_of,
    rule_in_words,
)
from lotsenwerk.domain.assistance.queries.planning.rows import HelperOnPlan, NeedOnPlan, helpers_by_id, needs_by_id
from lotsenwerk.domain.gatherings.models import Thing
from lotsenwerk.engines.planning.model import Part, PlannedStop, Route, Shift, Snapshot
from lotsenwerk.engines.planning.model import Plan as Found
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor


class VisitState(StrEnum):
    """How far a visit of a plan is agreed, as it is now."""

    PROPOSED = "proposed"
    ASKED = "asked"
    ACCEPTED = "accepted"
    STARTED = "started"
    OVER = "over"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class LaneStop:
    """One stop: the shop or the door.

    ``place`` is the shop's name or the client's address, ``travel_seconds`` the way to it from the stop before or from
    home. ``is_regular`` says that the helper goes there as always.
    """

    need: NeedOnPlan
    is_pick_up: bool
    place: str
    begin: datetime
    end: datetime
    travel_seconds: int
    is_regular: bool
    is_person_pinned: bool
    is_time_pinned: bool
    state: VisitState


@dataclass(frozen=True, slots=True)
class Lane:
    """One stretch in which a helper is there, and what she does in it; no stops where she has nothing to do.

    ``begin`` and ``end`` bound the stretch, ``leave`` and ``back`` her way; ``home_seconds`` is the last leg.
    ``is_ordered`` means that the desk holds an order for this day; where the plan could not keep to it, ``lost_order``
    says so in words, with the reason, and ``order`` is the one that was laid.
    """

    helper: HelperOnPlan
    day: date
    begin: datetime
    end: datetime
    leave: datetime | None = None
    back: datetime | None = None
    home_seconds: int = 0
    bike: str = ""
    is_ordered: bool = False
    stops: tuple[LaneStop, ...] = ()
    lost_order: str = ""
    order: tuple[NeedOnPlan, ...] = ()

    @property
    def needs(self) -> tuple[int, ...]:
        """The numbers of the needs in the order of their visits, as ``fix_order`` takes them."""
        return tuple(stop.need.id for stop in self.stops if not stop.is_pick_up)


_WITH_MINUTES: Final = frozenset({"PH1", "PH8", "PH11", "PH12", "PH13", "PH14", "PH20", "PH22"})
"""Rules whose sentence needs no more than a stop or a shift and the minutes."""


@dataclass(frozen=True, slots=True)
class Unserved:
    """A need that nobody does, and why: what speaks against many, and who could with which change."""

    need: NeedOnPlan
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostPart:
    """One part of what a plan costs, in words and minutes."""

    rule: str
    words: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan comes to: visits done and not, people who have yet to be asked, metres on the road."""

    served: int
    unserved: int
    people: int
    asked: int
    metres: int

    @property
    def kilometres(self) -> float:
        """Kilometres, to a tenth."""
        return round(self.metres / 1000, 1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A plan as it was found, with what became of its visits since."""

    plan: Plan
    lanes: tuple[Lane, ...]
    unserved: tuple[Unserved, ...]
    cost_parts: tuple[CostPart, ...]
    figures: Figures


def timeline(actor: Actor, plan: Plan, *, at: datetime | None = None) -> Timeline:
    """A plan by helper and day, lanes in the order of days and names; four queries, however large it is.

    What has started has done so at ``at``, which is the present where nothing is said.

    A plan whose search has just begun, or that was forgotten, has lanes without stops or none.
    """
    if not may_plan(actor) or plan.snapshot is None:
        return Timeline(plan, (), (), (), Figures(0, 0, 0, 0, 0))
    snapshot, result = snapshot_from_json(plan.snapshot), result_from_json(plan.routes)
    drawn = _Drawn(plan, snapshot, result.plan, at or clock.now())
    return Timeline(
        plan,
        tuple(sorted(drawn.lanes(), key=_order)),
        tuple(drawn.unserved(result.why)),
        tuple(CostPart(rule, cost_in_words(rule), minutes_of(cost)) for rule, cost in result.parts.items() if cost),
        drawn.figures(),
    )


def names_of(helpers: Mapping[int, HelperOnPlan], needs: Mapping[int, NeedOnPlan]) -> Names:
    """What sentences call them."""
    return Names(
        {number: helper.person.name for number, helper in helpers.items()},
        {number: need.client.name for number, need in needs.items()},
    )


def _order(lane: Lane) -> tuple[date, str, str, datetime]:
    return lane.day, lane.helper.person.family_name, lane.helper.person.given_name, lane.begin


class _Drawn:
    def __init__(self, plan: Plan, snapshot: Snapshot, found: Found, at: datetime) -> None:
        self.snapshot, self.found, self.at = snapshot, found, at
        self.legs = Legs(snapshot)
        self.jobs = self.legs.jobs
        self.needs = needs_by_id(self.jobs)
        self.people = helpers_by_id(self.legs.helpers)
        self.names = names_of(self.people, self.needs)
        orders = FixedOrder.objects.filter(day__range=(plan.first_day, plan.last_day))
        self.orders: dict[tuple[int, date], list[int]] = {(one.volunteer_id, one.day): one.needs for one in orders}
        self.lost = {one.shift: one for one in snapshot.lost}
        used = {route.bike for route in found.routes if route.bike is not None}
        self.things = dict(Thing.objects.filter(pk__in=used).values_list("id", "name")) if used else {}

    def lanes(self) -> Iterator[Lane]:
        routes = {route.shift: route for route in self.found.routes}
        for shift in self.snapshot.shifts:
            if shift.helper in self.people:
                yield self._lane(shift, routes.get(shift.id))

    def _lane(self, shift: Shift, route: Route | None) -> Lane:
        helper = self.people[shift.helper]
        begin, end = _instant(shift.during.begin), _instant(shift.during.end)
        day = clock.local(begin).date()
        lost, laid = self._lost_order(shift), self.orders.get((shift.helper, day), [])
        order = tuple(self.needs[one] for one in laid if one in self.needs) if lost else ()
        if route is None:
            return Lane(helper, day, begin, end, is_ordered=bool(laid), lost_order=lost, order=order)
        legs = self.legs.seconds(route)
        stops = (
            self._stop(planned, leg, shift.helper)
            for planned, leg in zip(route.stops, legs, strict=False)
            if planned.job in self.needs
        )
        return Lane(
            helper,
            day,
            begin,
            end,
            _instant(route.leave),
            _instant(route.back),
            legs[-1],
            self.things.get(route.bike, "") if route.bike is not None else "",
            bool(laid),
            tuple(stops),
            lost,
            order,
        )

    def _lost_order(self, shift: Shift) -> str:
        one = self.lost.get(shift.id)
        if one is None:
            return ""
        if one.rule not in _WITH_MINUTES:
            return _("The order laid by hand cannot be kept to.")
        params = {"seconds": one.seconds, "shift": one.shift} | ({} if one.job is None else {"job": one.job})
        why = rule_in_words(Reason(one.rule, params), self.names)
        if one.job is not None and one.job in self.names.clients:
            return f"{self.names.clients[one.job]}: {why}"
        return why

    def _stop(self, planned: PlannedStop, leg: int, helper: int) -> LaneStop:
        need = self.needs[planned.job]
        is_pick_up = planned.part is Part.PICK_UP
        return LaneStop(
            need,
            is_pick_up,
            need.shop if is_pick_up else need.address,
            _instant(planned.begin),
            _instant(planned.end),
            leg,
            helper in self.jobs[planned.job].standing,
            need.pinned_to is not None,
            need.pinned_at is not None,
            self.state(need, helper),
        )

    def state(self, need: NeedOnPlan, helper: int) -> VisitState:
        """How far it is agreed that this helper goes."""
        if need.going is not None and need.going[0] == helper:
            if need.is_over:
                return VisitState.OVER
            return VisitState.STARTED if need.going[1] <= self.at else VisitState.ACCEPTED
        if helper in need.asked:
            return VisitState.ASKED
        return VisitState.DECLINED if helper in need.declined else VisitState.PROPOSED

    def unserved(self, why: Mapping[int, Why]) -> Iterator[Unserved]:
        names = names_of(self.people, self.needs)
        served = {stop.job for route in self.found.routes for stop in route.stops}
        for job in self.snapshot.jobs:
            if job.id not in served and job.id in self.needs:
                yield Unserved(self.needs[job.id], tuple(_reasons(why.get(job.id, Why()), names)))

    def figures(self) -> Figures:
        """Counted from what was found; asked are those of whom something has yet to be asked."""
        shifts = self.legs.helper_of
        visits = [
            (shifts[route.shift], stop.job)
            for route in self.found.routes
            for stop in route.stops
            if stop.part is Part.VISIT
        ]
        asked = {
            helper
            for helper, job in visits
            if job in self.needs
            and self.state(self.needs[job], helper) is VisitState.PROPOSED
            and helper not in self.jobs[job].standing
        }
        metres = sum(self.legs.metres(route) for route in self.found.routes)
        people = {helper for helper, _job in visits}
        return Figures(len(visits), len(self.jobs) - len(visits), len(people), len(asked), metres)


def _reasons(why: Why, names: Names) -> Iterator[str]:
    for reason, helpers in why.against:
        yield against_in_words(reason.rule, reason.params, helpers)
    for near in why.nearly:
        yield nearly_in_words(near, names)


def nearly_in_words(near: Nearly, names: Names) -> str:
    """Somebody who could almost go, and by which change."""
    name = names.helpers.get(near.helper, "–")
    if not near.broken:
        return _("%(name)s could go, but others would then be left over or have a much longer way") % {"name": name}
    return f"{name}: {rule_in_words(near.changes[0], names)}"


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
