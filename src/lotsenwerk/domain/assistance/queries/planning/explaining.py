"""Why this helper and not that one, from what the plan was made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotsenwerk.domain.assistance.models import Plan
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.plan_writing import result_from_json
from lotsenwerk.domain.assistance.planning_words import Names, minutes_of, part_in_words, rule_in_words
from lotsenwerk.domain.assistance.pool_words import as_the_pool_says, is_outside
from lotsenwerk.domain.assistance.queries.planning.rows import HelperOnPlan, helpers_by_id, needs_by_id
from lotsenwerk.domain.assistance.queries.planning.timeline import names_of
from lotsenwerk.engines.planning.explaining import Explainer, Explanation
from lotsenwerk.engines.planning.model import Snapshot
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


@dataclass(frozen=True, slots=True)
class Explained:
    """One helper for one visit.

    She could go (``is_possible``) at a cost of so many minutes, for the reasons said; or she cannot, for these reasons,
    and each of ``changes`` alone would make it possible. ``is_chosen`` is who goes in the plan.
    """

    helper: HelperOnPlan
    is_chosen: bool
    is_possible: bool
    minutes: int
    reasons: tuple[str, ...]
    changes: tuple[str, ...]


def explain(actor: Actor, plan: Plan, need_id: int) -> Sequence[Explained]:
    """Every helper of the plan for one visit: who could at the least cost first, then who could not.

    What was asked of a pool is for its members; nobody else is named, but who goes.

    Two queries. Raises ``NotThere`` for a visit that the plan does not know, or where the plan was forgotten.
    """
    if not may_plan(actor) or plan.snapshot is None:
        raise NotThere
    snapshot, found = snapshot_from_json(plan.snapshot), result_from_json(plan.routes).plan
    if not any(job.id == need_id for job in snapshot.jobs):
        raise NotThere
    rows = Explainer(snapshot, found).table(need_id)
    people = helpers_by_id({row.helper for row in rows})
    names = names_of(people, needs_by_id({job.id for job in snapshot.jobs}))
    helper_of = {shift.id: shift.helper for shift in snapshot.shifts}
    chosen = {helper_of[route.shift] for route in found.routes if any(stop.job == need_id for stop in route.stops)}
    return [
        _explained(row, people[row.helper], row.helper in chosen, snapshot, names)
        for row in rows
        if row.helper in people and (row.helper in chosen or not is_outside(row.broken))
    ]


def _explained(row: Explanation, helper: HelperOnPlan, is_chosen: bool, snapshot: Snapshot, names: Names) -> Explained:
    if row.possible:
        parts = ((rule, seconds) for rule, seconds in row.parts.items() if seconds)
        reasons = tuple(part_in_words(rule, seconds) for rule, seconds in parts)
        return Explained(helper, is_chosen, True, minutes_of(row.cost), reasons, ())
    broken = tuple(dict.fromkeys(rule_in_words(one, names) for one in _true(row, snapshot)))
    changes = tuple(dict.fromkeys(rule_in_words(one, names) for one in row.changes))
    return Explained(helper, is_chosen, False, 0, broken, changes)


def _true(row: Explanation, snapshot: Snapshot) -> Iterator[Reason]:
    """Whom the desk holds in place keeps everybody else away, which nobody is to read as a quarrel."""
    hold = snapshot.holds.get(row.job)
    held = set[int]()
    [job] = [job for job in snapshot.jobs if job.id == row.job]
    if hold is not None and hold.person:
        held = {helper.id for helper in snapshot.helpers} - job.vetoed
    for reason in row.broken:
        if reason.rule == "PH6" and held:
            yield Reason("PH21", {"job": row.job, "helper": next(iter(held))})
        else:
            yield as_the_pool_says(reason, job)
