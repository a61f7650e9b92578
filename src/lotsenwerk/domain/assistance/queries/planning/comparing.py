"""What is not as it was: two plans beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lotsenwerk.domain.assistance.models import Plan
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.plan_writing import result_from_json
from lotsenwerk.domain.assistance.planned import SAME_TIME
from lotsenwerk.domain.assistance.queries.planning.rows import HelperOnPlan, NeedOnPlan, helpers_by_id, needs_by_id
from lotsenwerk.engines.planning.model import Part, Snapshot
from lotsenwerk.engines.planning.model import Plan as Found
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.kit.actor import Actor

TOLERANCE: Final = int(SAME_TIME.total_seconds())
"""Seconds that are no change of time, of which nobody has to hear."""

Visits = Mapping[int, tuple[int, int]]
"""By number of the need: who goes and when the visit begins (UTC seconds)."""


@dataclass(frozen=True, slots=True)
class At:
    """Who goes, and when."""

    helper: HelperOnPlan
    begin: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """One visit that is not as it was; none where nobody went, or nobody goes now."""

    need: NeedOnPlan
    before: At | None
    after: At | None

    @property
    def is_other_person(self) -> bool:
        """Whether somebody else goes, or somebody instead of nobody, or nobody instead of somebody."""
        return (self.before and self.before.helper.id) != (self.after and self.after.helper.id)


@dataclass(frozen=True, slots=True)
class Difference:
    """What moves, in the order of time, and the helpers who are affected."""

    moves: tuple[Move, ...]
    people: tuple[HelperOnPlan, ...]


def difference(actor: Actor, plan: Plan, other: Plan | None = None) -> Difference:
    """What becomes different with ``plan``: against another plan, or else against what counts when it was started.

    Two queries; nothing where one of them was forgotten.
    """
    if not may_plan(actor) or plan.snapshot is None:
        return Difference((), ())
    snapshot = snapshot_from_json(plan.snapshot)
    now = visits_of(snapshot, result_from_json(plan.routes).plan)
    was = visits_of(snapshot, snapshot.before) if other is None else visits_of_plan(other)
    changed = sorted(job for job in was.keys() | now.keys() if differs(was.get(job), now.get(job)))
    needs = needs_by_id(changed)
    people = helpers_by_id({one[0] for job in changed for one in (was.get(job), now.get(job)) if one is not None})
    moves = [Move(needs[job], _at(was.get(job), people), _at(now.get(job), people)) for job in changed if job in needs]
    affected = {at.helper.id: at.helper for move in moves for at in (move.before, move.after) if at is not None}
    return Difference(
        tuple(sorted(moves, key=_when)),
        tuple(sorted(affected.values(), key=lambda one: (one.person.family_name, one.person.given_name, one.id))),
    )


def visits_of_plan(plan: Plan) -> Visits:
    """Who goes where and when in a plan that was not forgotten."""
    if plan.snapshot is None:
        return {}
    return visits_of(snapshot_from_json(plan.snapshot), result_from_json(plan.routes).plan)


def visits_of(snapshot: Snapshot, found: Found) -> Visits:
    """Who goes where and when; routes of shifts that are gone count nobody."""
    helper_of = {shift.id: shift.helper for shift in snapshot.shifts}
    return {
        stop.job: (helper_of[route.shift], stop.begin)
        for route in found.routes
        if route.shift in helper_of
        for stop in route.stops
        if stop.part is Part.VISIT
    }


def differs(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether it is another person, or another time by more than the tolerance."""
    if one is None or other is None:
        return one is not other
    return one[0] != other[0] or abs(one[1] - other[1]) > TOLERANCE


def _at(visit: tuple[int, int] | None, people: Mapping[int, HelperOnPlan]) -> At | None:
    if visit is None or visit[0] not in people:
        return None
    return At(people[visit[0]], datetime.fromtimestamp(visit[1], UTC))


def _when(move: Move) -> tuple[datetime, int]:
    at = move.after or move.before
    return (at.begin if at else move.need.earliest), move.need.id
