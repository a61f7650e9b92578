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
from heapq import nsmallest
from typing import Any

from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Snapshot
from lotsenwerk.engines.planning.searching import Searcher
from lotsenwerk.engines.planning.tours import SLACK

Label = tuple[int, int, int, int]
"""Seconds of way, least duration, earliest and latest start that keep it."""
Jobs = int
"""A set of jobs: bit ``n`` stands for job number ``n``."""
State = tuple[Jobs, Jobs, int]
"""The jobs done, the jobs held, the last stop."""
EPSILON = 1e-6
BEAMS = (40, 400)
"""How many partial routes of each length are grown at most while routes that pay are only looked for, not excluded."""
LOOK = 256
"""After how many partial routes the clock is looked at: asking it takes time too."""
TIGHT = 0.0005
"""How far below a plan, as a part of it, a bound may lie to count as its proof."""


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


def proven_cost(snapshot: Snapshot, seconds: float) -> float | None:
    """What no plan of the snapshot can beat, where that is proven to be within a hair of what a plan costs.

    None where the proof is not whole after so many seconds of the processor, or there is a bound only.
    """
    evaluator = Evaluator(Layout(snapshot), most_tours=200_000)
    known: int | None = None
    for seed, share in ((11, 0.02), (12, 0.04), (13, 0.06)):
        # In Python, since its evaluator remembers the routes that it looked at.
        searcher = Searcher(evaluator, seed=seed, is_plain=True)
        began = time.process_time()
        searcher.construct()
        searcher.run(lambda _rounds, began=began, share=share: (time.process_time() - began) / (share * seconds))  # type: ignore[misc]
        cost = searcher.solution.cost()
        known = cost if known is None else min(known, cost)
    try:
        bound = least_cost(snapshot, known or 0, evaluator, seconds)
    except TooManyError:
        return None
    return bound if bound >= (known or 0) * (1 - TIGHT) else None


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
                self._add(Column(tour.slot.index, _set_of(tour.jobs), tour.cost))

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
            for beam in (*BEAMS, None):
                while True:
                    prices = _Programme(self.layout, list(self.columns.values())).prices()
                    worst = self._priced(prices, 0.0, beam)
                    if beam is None:
                        best = max(best or 0.0, prices.cost + sum(worst.values()))
                    if sum(worst.values()) > -EPSILON:
                        break
            # Nothing pays any more: the programme is a bound. What could still make a better plan costs less than this.
            if prices.cost >= known - 1 + EPSILON:
                return float(known)
            self._priced(prices, known - prices.cost, None)
            return _Programme(self.layout, list(self.columns.values())).choice(self.until - time.process_time())
        except TooManyError:
            if best is None:
                raise
            return best

    def _priced(self, prices: Prices, most: float, beam: int | None) -> dict[int, float]:
        """Add every route whose reduced cost is at most so much; return the least one (or 0) of each shift."""
        least: dict[int, float] = {}
        for slot in self.layout.slots:
            shift = slot.shift.id
            for column, reduced in self._routes(slot, prices, most + EPSILON, beam):
                self._add(column)
                least[shift] = min(least.get(shift, 0.0), reduced)
        return least

    def _routes(self, slot: Slot, prices: Prices, most: float, beam: int | None) -> Iterator[tuple[Column, float]]:
        growth = _Growth(self.layout, self.evaluator, slot, prices, most)
        growth.beam = beam
        # At no price but the best, one route with fewer jobs may stand for another with more: that it pays is enough.
        growth.only_best = most <= 2 * EPSILON
        best: dict[Jobs, int] = {}
        while growth.layer:
            for (done, held, last), labels in growth.layer.items():
                if last >= 0 and not held:
                    cost = min(labels)[0] + slot.last[last]
                    best[done] = min(best.get(done, cost), cost)
            growth.grow(self.until)
        for done, way in best.items():
            jobs = _jobs_of(done)
            cost = way + sum(self.evaluator.pair_cost(slot.helper, job) for job in jobs)
            reduced = cost + growth.fixed + sum(growth.per_job - prices.jobs[job] for job in jobs)
            if reduced <= most:
                yield Column(slot.index, done, cost), reduced


def _set_of(jobs: Iterable[int]) -> Jobs:
    return sum(1 << job for job in jobs)


def _jobs_of(jobs: Jobs) -> list[int]:
    found = []
    while jobs:
        found.append((jobs & -jobs).bit_length() - 1)
        jobs &= jobs - 1
    return found


def _has_own_door(layout: Layout, job: int) -> bool:
    """Whether no other stop is where this job is visited."""
    door = layout.places[layout.alternatives[job][0][-1]]
    others = (place for node, place in enumerate(layout.places) if layout.job_of[node] != job)
    return all(abs(place.lat - door.lat) >= 1 or abs(place.lon - door.lon) >= 1 for place in others)


class _Growth:
    """The partial routes of one slot, all with the same number of stops, that could still pay."""

    def __init__(self, layout: Layout, evaluator: Evaluator, slot: Slot, prices: Prices, most: float) -> None:
        self.layout, self.slot, self.most = layout, slot, most
        self.beam: int | None = None
        self.only_best = False
        self.per_job = -sum(prices.caps.get(cap, 0.0) for cap in slot.caps)
        self.fixed = -prices.shifts.get(slot.shift.id, 0.0)
        suited = [
            job for job in range(len(layout.jobs)) if slot.helper in layout.suited(job) and layout.alternatives[job]
        ]
        cost_of = evaluator.pair_cost
        # A visit at a door of its own is at least one leg more.
        way = layout.snapshot.ways[layout.helpers[slot.helper].way if slot.bike is None else slot.bike.way]
        fixed = max(0, way.fixed_seconds - SLACK)
        self.leg = {job: fixed if _has_own_door(layout, job) else 0 for job in suited}
        self.gain = {job: prices.jobs[job] - cost_of(slot.helper, job) - self.per_job for job in suited}
        self.able = [job for job in sorted(suited, key=lambda one: -self.gain[one]) if self.gain[job] > -most]
        self.visit = {job: layout.alternatives[job][0][-1] for job in suited}
        self.nodes = {job: layout.alternatives[job][0] for job in suited}
        self.amount = {job: layout.jobs[job].amount if layout.jobs[job].pick_up else 0 for job in suited}
        self.stay = {job: slot.spans[self.visit[job]][0] for job in suited}
        self.latest = {job: slot.spans[self.visit[job]][2] for job in suited}
        self.most_jobs = min((layout.most_jobs[cap] for cap in slot.caps), default=len(suited))
        self.least_stay = max(1, min((layout.stays[job] for job in self.able), default=1))
        self.steps = [(job, 1 << job, self.nodes[job], self.gain[job], self.amount[job]) for job in self.able]
        more = ((self.gain[job] - self.leg[job], job) for job in self.able)
        self.promising = [
            (gain, 1 << job, layout.stays[job], self.latest[job])
            for gain, job in sorted(more, reverse=True)
            if gain > 0
        ]
        self._worth: dict[Jobs, float] = {}
        self.layer: dict[State, list[Label]] = {(0, 0, -1): [(0, 0, slot.begin, slot.end)]}

    def grow(self, until: float) -> None:  # noqa: C901 - written out in one piece: here the time of a proof goes
        """Every partial route by one stop."""
        grown: dict[State, list[Label]] = {}
        for number, ((done, held, last), labels) in enumerate(self.layer.items()):
            if number % LOOK == 0 and time.process_time() > until:
                raise TooManyError
            load = sum(self.amount[job] for job in _jobs_of(held)) if held else 0
            taken = done | held
            full, worth = taken.bit_count() >= self.most_jobs, self.worth(taken)
            for _, bit, nodes, gain, amount in self.steps:
                if done & bit:
                    continue
                if held & bit:
                    self._grow_one((done | bit, held ^ bit, nodes[1]), labels, last, worth, grown)
                elif not full:
                    if len(nodes) == 1:
                        self._grow_one((done | bit, held, nodes[0]), labels, last, worth + gain, grown)
                    elif load + amount <= self.slot.holds:
                        self._grow_one((done, held | bit, nodes[0]), labels, last, worth + gain, grown)
        if self.only_best:
            grown = self._undominated(grown)
        if self.beam is not None and len(grown) > self.beam:
            best = nsmallest(self.beam, grown, key=lambda state: self._promise(state, grown[state]))
            grown = {state: grown[state] for state in best}
        self.layer = grown

    def worth(self, taken: Jobs) -> float:
        """What these jobs earn."""
        found = self._worth.get(taken)
        if found is None:
            found = self._worth[taken] = sum([self.gain[job] for job in _jobs_of(taken)])
        return found

    def _promise(self, state: State, labels: list[Label]) -> tuple[float, State]:
        return min(labels)[0] + self.slot.last[state[2]] - self.worth(state[0] | state[1]), state

    def _grow_one(
        self, state: State, labels: list[Label], last: int, worth: float, grown: dict[State, list[Label]]
    ) -> None:
        done, held, node = state
        slot = self.slot
        stay, low, high = slot.spans[node]
        leg = slot.first[node] if last < 0 else slot.legs[last][node]
        back = slot.last[node]
        longer: list[Label] = []
        for way, length, early, late in labels:
            total = length + leg
            if early + total > high:
                continue
            wait = low - total - late
            first, then = max(low - total, early), min(high - total, late)
            if wait > 0:
                first -= wait
                total += wait
            total += stay
            if total + back <= slot.most and first + total + back <= slot.end:
                longer.append((way + leg, total, first, then))
        if not longer:
            return
        taken = done | held
        if held and not self._in_time(held, longer):
            return
        room = self._best_still(taken, held, node, longer, worth)
        for label in longer:
            if label[0] <= room:
                _keep(grown.setdefault(state, []), label)

    def _in_time(self, held: Jobs, labels: list[Label]) -> bool:
        now = min(label[1] + label[2] for label in labels)
        return now <= min(self.latest[job] for job in _jobs_of(held))

    def _best_still(self, taken: Jobs, held: Jobs, node: int, labels: list[Label], worth: float) -> float:
        """The most seconds of way so far with which such a route could still pay."""
        shortest, now = min(label[1] for label in labels), min(label[1] + label[2] for label in labels)
        back = self.slot.last[node]
        left = self.slot.most - shortest - back + SLACK
        worth += self.most - self.fixed - back + SLACK
        for job in _jobs_of(held):
            left -= self.stay[job]
            worth -= self.leg[job]
        if left < 0:
            return -1.0
        count = min(self.most_jobs - taken.bit_count(), left // self.least_stay)
        for gain, bit, stays, latest in self.promising:
            if count <= 0:
                break
            if not taken & bit and stays <= left and now <= latest:
                worth += gain
                count -= 1
        return worth

    def _undominated(self, grown: dict[State, list[Label]]) -> dict[State, list[Label]]:
        """Without the labels that another one with fewer of the same jobs is as good as, in everything and price."""
        by_end: dict[tuple[Jobs, int], list[tuple[float, Jobs, Label]]] = {}
        for (done, held, last), labels in grown.items():
            worth = self.worth(done | held)
            by_end.setdefault((held, last), []).extend((label[0] - worth, done, label) for label in labels)
        kept: dict[State, list[Label]] = {}
        for (held, last), found in by_end.items():
            found.sort()
            there: list[tuple[float, Jobs, Label]] = []
            for reduced, done, label in found:
                _, length, early, late = label
                for _, other, (_, length_there, early_there, late_there) in there:
                    if (
                        not other & ~done
                        and length_there <= length
                        and early_there + length_there <= early + length
                        and late_there >= late
                    ):
                        break
                else:
                    there.append((reduced, done, label))
                    kept.setdefault((done, held, last), []).append(label)
        return kept


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
            for job in _jobs_of(column.jobs):
                jobs[job].append((number, 1.0))
            shifts.setdefault(slot.shift.id, []).append((number, 1.0))
            for cap in slot.caps:
                caps.setdefault(cap, []).append((number, float(column.jobs.bit_count())))
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
