"""How a plan that was found is kept: its routes, what it costs in parts, and why somebody is not served."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lotsenwerk.domain.assistance.pool_words import as_the_pool_says, is_outside
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.explaining import Explanation, why_unserved
from lotsenwerk.engines.planning.model import Job, Plan, Snapshot
from lotsenwerk.engines.planning.written import plan_from_json, plan_to_json
from lotsenwerk.engines.reasons import Reason

MOST_RULES: Final = 4
MOST_NEARLY: Final = 3
NO_PLAN: Final = Plan()
_TOLD_BY: Final = ("language", "level", "qualification", "circumstance", "gender")


@dataclass(frozen=True, slots=True)
class Nearly:
    """Somebody who could almost go: what speaks against her, and each change after which nothing does.

    Nothing speaks against her where she could go and the plan is better without.
    """

    helper: int
    broken: tuple[Reason, ...] = ()
    changes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Why nobody does a job: rules that speak against many, most first, and who comes nearest."""

    against: tuple[tuple[Reason, int], ...] = ()
    nearly: tuple[Nearly, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A plan, the parts of its cost in seconds by soft rule, and why jobs are not served, by number of the need."""

    plan: Plan = NO_PLAN
    parts: Mapping[str, int] = field(default_factory=dict)
    why: Mapping[int, Why] = field(default_factory=dict)


def judged(snapshot: Snapshot, plan: Plan) -> Result:
    """What is kept of a plan in the end: with its cost as the judge sees it, and why each job is left over."""
    tables = why_unserved(snapshot, plan)
    jobs = {job.id: job for job in snapshot.jobs}
    why = {job: _why(_as_said(table, jobs[job])) for job, table in tables.items()}
    return Result(plan, check(snapshot, plan).parts, why)


def result_to_json(result: Result) -> dict[str, Any]:
    """Dicts, lists, strings and numbers."""
    return {
        **plan_to_json(result.plan),
        "parts": dict(result.parts),
        "why": {
            str(job): {
                "against": [[_written(reason), count] for reason, count in why.against],
                "nearly": [
                    {
                        "helper": one.helper,
                        "broken": [_written(reason) for reason in one.broken],
                        "changes": [_written(reason) for reason in one.changes],
                    }
                    for one in why.nearly
                ],
            }
            for job, why in result.why.items()
        },
    }


def result_from_json(written: Mapping[str, Any] | None) -> Result:
    """What was kept; an empty result where nothing was kept yet or it was forgotten."""
    if not written:
        return Result()
    why = {int(job): _read_why(one) for job, one in written.get("why", {}).items()}
    return Result(plan_from_json(written), written.get("parts", {}), why)


def _as_said(table: Iterable[Explanation], job: Job) -> list[Explanation]:
    """The rules as they are said of a job; of those who are not in its pool nothing, unless nobody is in it."""
    rows = [replace(row, broken=tuple(as_the_pool_says(one, job) for one in row.broken)) for row in table]
    return [row for row in rows if not is_outside(row.broken)] or rows


def _why(table: Iterable[Explanation]) -> Why:
    rows = list(table)
    counted: Counter[tuple[str, tuple[tuple[str, int | str], ...]]] = Counter()
    for row in rows:
        counted.update(
            {
                (one.rule, tuple((name, one.params[name]) for name in _TOLD_BY if name in one.params))
                for one in row.broken
            }
        )
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    against = tuple((Reason(rule, dict(params)), count) for (rule, params), count in ordered[:MOST_RULES])
    near = sorted((row for row in rows if row.possible or row.changes), key=lambda row: (not row.possible, row.helper))
    return Why(against, tuple(Nearly(row.helper, row.broken, row.changes) for row in near[:MOST_NEARLY]))


def _read_why(written: Mapping[str, Any]) -> Why:
    return Why(
        tuple((_read(reason), count) for reason, count in written["against"]),
        tuple(
            Nearly(one["helper"], tuple(map(_read, one["broken"])), tuple(map(_read, one["changes"])))
            for one in written["nearly"]
        ),
    )


def _written(reason: Reason) -> list[Any]:
    return [reason.rule, dict(reason.params)]


def _read(written: list[Any]) -> Reason:
    rule, params = written
    return Reason(rule, params)
