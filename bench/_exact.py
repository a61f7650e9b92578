"""A proof for small days: every route that fits, and the best choice among them by the solver HiGHS.

Routes are grown stop by stop; of those with the same jobs and the same last stop only the ones are kept that no other
is better than in way, duration and time. A shared bike's times are not looked at, so with a bike the answer is a bound
that no plan can beat. HiGHS (the package ``highspy``) is needed here and nowhere else.
"""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Snapshot

Jobs = frozenset[int]
Label = tuple[int, int, int, int]
"""Seconds of way, least duration, earliest and latest start that keep it."""


class TooManyError(Exception):
    """More routes than can be looked at."""


@dataclass(frozen=True, slots=True)
class Column:
    """The cheapest route of a slot for these jobs, in seconds."""

    slot: int
    jobs: Jobs
    cost: int


def is_there() -> bool:
    """Whether the solver is installed."""
    return importlib.util.find_spec("highspy") is not None


def least_cost(snapshot: Snapshot, most_labels: int = 400_000, seconds: float = 30.0) -> float:
    """The cost in seconds that no plan of the snapshot can beat.

    Raises:
        TooManyError: if there are more than ``most_labels`` partial routes, or HiGHS takes longer than ``seconds``.

    """
    layout = Layout(snapshot)
    evaluator = Evaluator(layout)
    columns: list[Column] = []
    labels = 0
    for slot in layout.slots:
        found, count = _routes(layout, evaluator, slot, most_labels - labels)
        columns += found
        labels += count
    return _best_choice(layout, columns, seconds)


def _routes(layout: Layout, evaluator: Evaluator, slot: Slot, most: int) -> tuple[list[Column], int]:
    able = [job for job in range(len(layout.jobs)) if _may(layout, slot, job)]
    most_jobs = min((layout.most_jobs[cap] for cap in slot.caps), default=len(able))
    layer: dict[tuple[Jobs, Jobs, int], list[Label]] = {(frozenset(), frozenset(), -1): [(0, 0, slot.begin, slot.end)]}
    best: dict[Jobs, int] = {}
    count = 0
    while layer:
        grown: dict[tuple[Jobs, Jobs, int], list[Label]] = {}
        for (done, held, last), labels in layer.items():
            for node, done_then, held_then in _steps(layout, able, done, held):
                if len(done_then) + len(held_then) > most_jobs or _load(layout, held_then) > slot.holds:
                    continue
                for label in labels:
                    longer = _grown(slot, label, last, node)
                    if longer is not None and _keep(grown.setdefault((done_then, held_then, node), []), longer):
                        count += 1
                        if count > most:
                            raise TooManyError
        for (done, held, last), labels in grown.items():
            if not held and labels:
                cost = min(labels)[0] + slot.last[last] + sum(evaluator.pair_cost(slot.helper, job) for job in done)
                best[done] = min(best.get(done, cost), cost)
        layer = grown
    return [Column(slot.index, jobs, cost) for jobs, cost in best.items()], count


def _may(layout: Layout, slot: Slot, job: int) -> bool:
    return slot.helper in layout.suited(job) and bool(layout.alternatives[job])


def _steps(layout: Layout, able: list[int], done: Jobs, held: Jobs) -> Iterator[tuple[int, Jobs, Jobs]]:
    """The next stops, with the jobs done and the jobs held after them. Every job has one alternative here."""
    for job in able:
        if job in done:
            continue
        nodes = layout.alternatives[job][0]
        if job in held:
            yield nodes[1], done | {job}, held - {job}
        elif len(nodes) == 1:
            yield nodes[0], done | {job}, held
        else:
            yield nodes[0], done, held | {job}


def _load(layout: Layout, held: Jobs) -> int:
    return sum(layout.jobs[job].amount for job in held)


def _grown(slot: Slot, label: Label, last: int, node: int) -> Label | None:
    way, length, early, late = label
    stay, low, high = slot.spans[node]
    leg = slot.first[node] if last < 0 else slot.legs[last][node]
    length += leg
    if early + length > high:
        return None
    wait = max(0, low - length - late)
    early, late = max(low - length, early) - wait, min(high - length, late)
    length += stay + wait
    if length + slot.last[node] > slot.most or early + length + slot.last[node] > slot.end:
        return None
    return way + leg, length, early, late


def _keep(labels: list[Label], new: Label) -> bool:
    """Keep the label unless another is as good in everything; drop those that it is better than."""
    if any(_as_good(one, new) for one in labels):
        return False
    labels[:] = [one for one in labels if not _as_good(new, one)]
    labels.append(new)
    return True


def _as_good(one: Label, other: Label) -> bool:
    ends = one[2] + one[1] <= other[2] + other[1]
    return one[0] <= other[0] and one[1] <= other[1] and ends and one[3] >= other[3]


def _best_choice(layout: Layout, columns: list[Column], seconds: float) -> float:
    import highspy

    model: Any = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", seconds)
    model.setOptionValue("mip_rel_gap", 0.0)
    rows: list[list[tuple[int, float]]] = [[] for _ in layout.jobs]
    shifts: dict[int, list[tuple[int, float]]] = {}
    caps: dict[int, list[tuple[int, float]]] = {}
    costs: list[float] = []
    for number, column in enumerate(columns):
        slot = layout.slots[column.slot]
        costs.append(column.cost)
        for job in column.jobs:
            rows[job].append((number, 1.0))
        shifts.setdefault(slot.shift.id, []).append((number, 1.0))
        for cap in slot.caps:
            caps.setdefault(cap, []).append((number, float(len(column.jobs))))
    for job, row in enumerate(rows):
        row.append((len(costs), 1.0))
        costs.append(layout.penalty[job])
    for number, cost in enumerate(costs):
        model.addVar(0.0, 1.0)
        model.changeColCost(number, float(cost))
        model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for row in rows:
        model.addRow(1.0, 1.0, len(row), [one for one, _ in row], [weight for _, weight in row])
    limits = [(row, 1.0) for row in shifts.values()] + [
        (row, float(layout.most_jobs[cap])) for cap, row in caps.items()
    ]
    for row, most in limits:
        model.addRow(0.0, most, len(row), [one for one, _ in row], [weight for _, weight in row])
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise TooManyError
    return float(model.getInfo().objective_function_value)
