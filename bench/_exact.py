"""A proof for small days: what no plan can beat, by pricing out routes with the solver HiGHS.

The linear programme over the routes that a search has looked at gives each job a price. Then all routes are grown, stop
by stop, that could pay at these prices; those that do are added and the programme is solved again until none does. At
last every route that could be part of a better plan than the best one known is added, and the best choice of whole
routes is the proof. A partial route is dropped when the best that could still come does not make up for it, and when
another one with the same jobs and the same last stop is as good in way, duration and time.

A shared bike's times are not looked at, so with a bike the answer is a bound. Jobs have one window a stop here.
HiGHS (the package ``highspy``) is needed here and nowhere else.
"""

import importlib.util
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Snapshot
from lotsenwerk.engines.planning.tours import SLACK

Jobs = frozenset[int]
Label = tuple[int, int, int, int]
"""Seconds of way, least duration, earliest and latest start that keep it."""
State = tuple[Jobs, Jobs, int]
"""The jobs done, the jobs held, the last stop."""
EPSILON = 1e-6


class TooManyError(Exception):
    """More routes than can be looked at in the time."""


@dataclass(frozen=True, slots=True)
class Column:
    """The cheapest route of a slot for these jobs, in seconds."""

    slot: int
    jobs: Jobs
    cost: int


@dataclass(frozen=True, slots=True)
class Prices:
    """The programme's cost, and what a job, a shift and a job under a cap are worth in it, in seconds."""

    cost: float
    jobs: list[float]
    shifts: dict[int, float]
    caps: dict[int, float]


def is_there() -> bool:
    """Whether the solver is installed."""
    return importlib.util.find_spec("highspy") is not None


def least_cost(snapshot: Snapshot, known: int, evaluator: Evaluator, seconds: float = 20.0) -> float:
    """The cost in seconds that no plan of the snapshot can beat.

    ``known`` is the cost of a plan, ``evaluator`` the one that found it. If the time is up before the proof is whole,
    the bound is what is proven so far.

    Raises:
        TooManyError: if there is no bound at all after so many seconds of the processor.

    """
    proof = _Proof(Layout(snapshot), evaluator, time.process_time() + seconds)
    return proof.bound(known)


class _Proof:
    def __init__(self, layout: Layout, evaluator: Evaluator, until: float) -> None:
        self.layout, self.evaluator, self.until = layout, evaluator, until
        self.columns: dict[tuple[int, Jobs], Column] = {}
        for tour in evaluator.remembered():
            if tour.fits and tour.seq:
                self._add(Column(tour.slot.index, frozenset(tour.jobs), tour.cost))

    def _add(self, column: Column) -> bool:
        key = (column.slot, column.jobs)
        there = self.columns.get(key)
        if there is not None and there.cost <= column.cost:
            return False
        self.columns[key] = column
        return True

    def bound(self, known: int) -> float:
        best: float | None = None
        try:
            while True:
                prices = _Programme(self.layout, list(self.columns.values())).prices()
                worst = self._priced(prices, 0.0)
                best = max(best or 0.0, prices.cost + sum(worst.values()))
                if sum(worst.values()) > -EPSILON:
                    break
            # Nothing pays any more: the programme is a bound. What could still make a better plan costs less than this.
            self._priced(prices, known - prices.cost)
            return _Programme(self.layout, list(self.columns.values())).choice(self.until - time.process_time())
        except TooManyError:
            if best is None:
                raise
            return best

    def _priced(self, prices: Prices, most: float) -> dict[int, float]:
        """Add every route whose reduced cost is at most so much; return the least one (or 0) of each shift."""
        least: dict[int, float] = {}
        for slot in self.layout.slots:
            shift = slot.shift.id
            for column, reduced in self._routes(slot, prices, most + EPSILON):
                self._add(column)
                least[shift] = min(least.get(shift, 0.0), reduced)
        return least

    def _routes(self, slot: Slot, prices: Prices, most: float) -> Iterator[tuple[Column, float]]:
        growth = _Growth(self.layout, self.evaluator, slot, prices, most)
        best: dict[Jobs, int] = {}
        while growth.layer:
            for (done, held, last), labels in growth.layer.items():
                if last >= 0 and not held:
                    cost = min(labels)[0] + slot.last[last]
                    cost += sum(self.evaluator.pair_cost(slot.helper, job) for job in done)
                    best[done] = min(best.get(done, cost), cost)
            growth.grow(self.until)
        for done, cost in best.items():
            reduced = cost + growth.fixed + sum(growth.per_job - prices.jobs[job] for job in done)
            if reduced <= most:
                yield Column(slot.index, done, cost), reduced


class _Growth:
    """The partial routes of one slot, all with the same number of stops, that could still pay."""

    def __init__(self, layout: Layout, evaluator: Evaluator, slot: Slot, prices: Prices, most: float) -> None:
        self.layout, self.slot, self.most = layout, slot, most
        self.per_job = -sum(prices.caps.get(cap, 0.0) for cap in slot.caps)
        self.fixed = -prices.shifts.get(slot.shift.id, 0.0)
        suited = [
            job for job in range(len(layout.jobs)) if slot.helper in layout.suited(job) and layout.alternatives[job]
        ]
        cost_of = evaluator.pair_cost
        self.gain = {job: prices.jobs[job] - cost_of(slot.helper, job) - self.per_job for job in suited}
        self.able = [job for job in sorted(suited, key=lambda one: -self.gain[one]) if self.gain[job] > -most]
        self.visit = {job: layout.alternatives[job][0][-1] for job in suited}
        self.most_jobs = min((layout.most_jobs[cap] for cap in slot.caps), default=len(suited))
        self.least_stay = max(1, min((layout.stays[job] for job in self.able), default=1))
        way = layout.snapshot.ways[layout.helpers[slot.helper].way if slot.bike is None else slot.bike.way]
        # Doors are places of their own, so each further visit is one leg more.
        self.leg = max(0, way.fixed_seconds - SLACK)
        self.layer: dict[State, list[Label]] = {(frozenset(), frozenset(), -1): [(0, 0, slot.begin, slot.end)]}

    def grow(self, until: float) -> None:
        """Every partial route by one stop."""
        grown: dict[State, list[Label]] = {}
        for (done, held, last), labels in self.layer.items():
            if time.process_time() > until:
                raise TooManyError
            for node, done_then, held_then in _steps(self.layout, self.able, done, held):
                taken = done_then | held_then
                load = sum(self.layout.jobs[job].amount for job in held_then)
                if len(taken) > self.most_jobs or load > self.slot.holds:
                    continue
                for label in labels:
                    longer = _grown(self.slot, label, last, node)
                    if longer is not None and self._could_pay(longer, node, taken, held_then):
                        _keep(grown.setdefault((done_then, held_then, node), []), longer)
        self.layer = grown

    def _could_pay(self, label: Label, node: int, taken: Jobs, held: Jobs) -> bool:
        way, length, early, _ = label
        spans, now = self.slot.spans, early + length
        if any(now > spans[self.visit[job]][2] for job in held):
            return False
        left = self.slot.most - length - self.slot.last[node] + SLACK - sum(spans[self.visit[job]][0] for job in held)
        if left < 0:
            return False
        count = min(self.most_jobs - len(taken), left // self.least_stay)
        missing = way + self.slot.last[node] - SLACK + self.fixed - self.most - sum(self.gain[job] for job in taken)
        for job in self.able:
            if missing <= 0:
                return True
            if count <= 0 or self.gain[job] <= self.leg:
                return False
            if job not in taken and self.layout.stays[job] <= left and now <= spans[self.visit[job]][2]:
                missing -= self.gain[job] - self.leg
                count -= 1
        return missing <= 0


def _steps(layout: Layout, able: Iterable[int], done: Jobs, held: Jobs) -> Iterator[tuple[int, Jobs, Jobs]]:
    """The next stops, with the jobs done and the jobs held after them."""
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


def _keep(labels: list[Label], new: Label) -> None:
    """Keep the label unless another is as good in everything; drop those that it is better than."""
    if not any(_as_good(one, new) for one in labels):
        labels[:] = [one for one in labels if not _as_good(new, one)]
        labels.append(new)


def _as_good(one: Label, other: Label) -> bool:
    ends = one[2] + one[1] <= other[2] + other[1]
    return one[0] <= other[0] and one[1] <= other[1] and ends and one[3] >= other[3]


class _Programme:
    """Choose routes: each job once or its penalty, each shift once, each cap kept."""

    def __init__(self, layout: Layout, columns: list[Column]) -> None:
        import highspy

        self.highspy: Any = highspy
        self.layout = layout
        self.model: Any = highspy.Highs()
        self.model.setOptionValue("output_flag", False)
        jobs: list[list[tuple[int, float]]] = [[] for _ in layout.jobs]
        shifts: dict[int, list[tuple[int, float]]] = {}
        caps: dict[int, list[tuple[int, float]]] = {}
        costs = [float(column.cost) for column in columns]
        for number, column in enumerate(columns):
            slot = layout.slots[column.slot]
            for job in column.jobs:
                jobs[job].append((number, 1.0))
            shifts.setdefault(slot.shift.id, []).append((number, 1.0))
            for cap in slot.caps:
                caps.setdefault(cap, []).append((number, float(len(column.jobs))))
        for job, row in enumerate(jobs):
            row.append((len(costs), 1.0))
            costs.append(float(layout.penalty[job]))
        for number, cost in enumerate(costs):
            self.model.addVar(0.0, 1.0e9)
            self.model.changeColCost(number, cost)
        self.count = len(costs)
        self.shifts, self.caps = list(shifts), list(caps)
        for row in jobs:
            self._row(1.0, 1.0, row)
        for shift in self.shifts:
            self._row(0.0, 1.0, shifts[shift])
        for cap in self.caps:
            self._row(0.0, float(layout.most_jobs[cap]), caps[cap])

    def _row(self, least: float, most: float, row: list[tuple[int, float]]) -> None:
        self.model.addRow(least, most, len(row), [one for one, _ in row], [weight for _, weight in row])

    def prices(self) -> Prices:
        """Solve it with parts of routes allowed."""
        self.model.run()
        worth = list(self.model.getSolution().row_dual)
        jobs, rest = worth[: len(self.layout.jobs)], worth[len(self.layout.jobs) :]
        shifts = dict(zip(self.shifts, rest, strict=False))
        caps = dict(zip(self.caps, rest[len(self.shifts) :], strict=True))
        return Prices(float(self.model.getInfo().objective_function_value), jobs, shifts, caps)

    def choice(self, seconds: float) -> float:
        """Solve it with whole routes; if the time is up, the bound so far."""
        self.model.setOptionValue("time_limit", max(1.0, seconds))
        self.model.setOptionValue("mip_rel_gap", 0.0)
        for number in range(self.count):
            self.model.changeColIntegrality(number, self.highspy.HighsVarType.kInteger)
        self.model.run()
        return float(self.model.getInfo().mip_dual_bound)
