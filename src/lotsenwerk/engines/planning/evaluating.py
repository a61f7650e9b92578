"""What a route costs and whether the clock lets it be, and where a job goes in best.

A sequence of stops is summed up in three numbers (a *segment*): its least duration, the earliest and the latest start
that keep it. Two segments join in constant time, so a job is tried at each place of a route without walking the route.
A route remembers what each job would cost in it, and the evaluator remembers the routes: what the search tries, throws
away and tries again is looked up.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from lotsenwerk.engines.planning import inserting, rules
from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.scheduling import schedule
from lotsenwerk.engines.planning.tours import NEVER, NO_HIT, SLACK, Hit, Nodes, Segment, Tour

MOST_STOPS: Final = 100
"""Stops of one route: more are not tried, so that absurd input ends too."""


class Sums(NamedTuple):
    """What a tour comes to: see ``Tour``."""

    fits: int
    start: int
    length: int
    way: int
    edges: list[int]


class Evaluator:
    """Tours and insertions for one layout. ``most_tours`` bounds what is remembered.

    ``is_laden`` means that what is brought without a pick-up is aboard from the beginning and has to fit.
    """

    is_laden = False

    def __init__(self, layout: Layout, most_tours: int = 25_000) -> None:
        self.layout = layout
        self.most_tours = most_tours
        self._tours: dict[tuple[int, Nodes, int], Tour] = {}
        self._pair_costs: dict[tuple[int, int], int] = {}
        self._empty = [_idle(slot) for slot in layout.slots]

    def empty(self, slot: int) -> Tour:
        """The tour of a slot that does nothing."""
        return self._empty[slot]

    def pair_cost(self, helper_id: int, job: int) -> int:
        """Seconds of the soft rules between a helper and a job (by number)."""
        key = (helper_id, job)
        cost = self._pair_costs.get(key)
        if cost is None:
            cost = self._pair_costs[key] = rules.pair_cost(self.layout.pair(helper_id, job))
        return cost

    def tour(self, slot: int, seq: Nodes, begin: int = 0) -> Tour:
        """The tour of this sequence, remembered or made; it leaves home at ``begin`` at the earliest (UTC seconds)."""
        if not seq:
            return self._empty[slot]
        key = (slot, seq, begin)
        tour = self._tours.get(key)
        if tour is None:
            if len(self._tours) >= self.most_tours:
                self._tours.clear()
            whole = self.layout.slots[slot]
            part = replace(whole, begin=begin) if begin > whole.begin else whole
            tour = self._tours[key] = self.made(part, seq)
        return tour

    def remembered(self) -> Iterator[Tour]:
        """Every tour that is remembered just now."""
        yield from self._tours.values()

    def know(self, index: int, seq: Nodes, sums: Sums) -> None:
        """Remember the tour of this sequence by what was worked out of it elsewhere; no job can be tried in it."""
        layout, slot = self.layout, self.layout.slots[index]
        tour = self._named(slot, seq)
        tour.fits, tour.start, tour.length, tour.way, tour.edges = bool(sums.fits), *sums[1:]
        tour.cost = tour.way + sum([self.pair_cost(slot.helper, job) for job in tour.jobs])
        tour.spare = slot.most - tour.way - sum([layout.stays[job] for job in tour.jobs]) + SLACK
        del tour.before, tour.after, tour.carried
        self._tours[index, seq, 0] = tour

    def without(self, tour: Tour, jobs: set[int]) -> Tour:
        """The tour with these jobs taken out. What is left fits, since ways via a stop are never shorter."""
        job_of, slot = self.layout.job_of, tour.slot
        begin = slot.begin if slot.begin > self.layout.slots[slot.index].begin else 0
        return self.tour(slot.index, tuple([node for node in tour.seq if job_of[node] not in jobs]), begin)

    def made(self, slot: Slot, seq: Nodes) -> Tour:
        """The tour of this sequence, made anew and not remembered: the slot may be one that there is not."""
        if not seq:
            return _idle(slot)
        layout = self.layout
        tour = self._named(slot, seq)
        tour.edges = edges = _edges(slot, seq)
        tour.way = sum(edges)
        tour.cost = tour.way + sum([self.pair_cost(slot.helper, job) for job in tour.jobs])
        tour.spare = slot.most - tour.way - sum([slot.spans[node][0] for node in seq]) + SLACK
        self._lay_segments(tour)
        if tour.chilled:
            times = schedule(layout, slot, seq)
            tour.fits = tour.fits and times is not None
            if times is not None:
                tour.start, tour.length = times.leave, times.back - times.leave
        return tour

    def _named(self, slot: Slot, seq: Nodes) -> Tour:
        job_of, ride = self.layout.job_of, self.layout.ride
        tour = Tour(slot, seq, tuple(dict.fromkeys([job_of[node] for node in seq])))
        tour.chilled = any(ride[job] is not None for job in tour.jobs)
        return tour

    def _lay_segments(self, tour: Tour) -> None:
        slot, edges, seq = tour.slot, tour.edges, tour.seq
        change = self.layout.change
        home = (0, slot.begin, slot.end)
        spans = [slot.spans[node] for node in seq]
        fits, carried, most_carried = True, 0, 0
        segment: Segment = home
        before, carries = [home], [0]
        for span, way, node in zip(spans, edges, seq, strict=False):
            joined = _join(segment, way, span)
            if joined is None or span[1] > span[2]:
                fits = False
            segment = joined or span
            carried += change[node]
            most_carried = max(most_carried, carried)
            before.append(segment)
            carries.append(carried)
        end = _join(segment, edges[-1], home)
        tour.fits = fits and end is not None and end[0] <= slot.most and most_carried <= slot.holds
        tour.length, tour.start = (end or segment)[:2]
        tour.before, tour.carried = before, carries
        segment = home
        after = [home]
        for span, way in zip(reversed(spans), reversed(edges), strict=False):
            segment = _join(span, way, segment) or span
            after.append(segment)
        after.reverse()
        tour.after = after

    def hit(self, tour: Tour, job: int) -> Hit:
        """The cheapest way to take the job (by number) into this tour, or ``NO_HIT``. Remembered with the tour."""
        hit = tour.cache.get(job)
        if hit is None:
            hit = tour.cache[job] = self.fresh_hit(tour, job)
        return hit

    def fresh_hit(self, tour: Tour, job: int, most: int | None = None) -> Hit:
        """The same, worked out anew; ``most`` seconds from leaving home until being back, where fewer than usual."""
        slot, layout = tour.slot, self.layout
        if layout.stays[job] > tour.spare or len(tour.seq) >= MOST_STOPS:
            return NO_HIT
        if self.is_laden and layout.jobs[job].amount + sum([layout.jobs[one].amount for one in tour.jobs]) > slot.holds:
            return NO_HIT
        best, where = NEVER, None
        limit = slot.most if most is None else min(most, slot.most)
        clock = tour.chilled or layout.ride[job] is not None
        for nodes in layout.alternatives[job]:
            first, visit = nodes[0], nodes[-1]
            if slot.spans[first][1] > slot.spans[first][2]:
                continue
            if slot.spans[visit][2] < slot.begin or slot.spans[visit][1] > slot.end:
                continue
            if clock:
                found = self._by_clock(tour, nodes, best, limit)
            elif len(nodes) == 1:
                found = inserting.single(tour, visit, best, limit)
            else:
                found = inserting.double(tour, nodes, layout.change[first], best, limit)
            if found is not None:
                best, where = found
        if where is None:
            return NO_HIT
        return best + self.pair_cost(slot.helper, job), where

    def all_hits(self, tour: Tour, job: int) -> list[Hit]:
        """Every way to take the job into this tour, whenever she leaves home, the cheapest first.

        For where the cheapest may not be; far slower than ``hit``.
        """
        slot = self.layout.slots[tour.slot.index]
        made = [self.made(slot, seq) for seq in sequences(self.layout, tour.seq, job)]
        return sorted((one.cost - tour.cost, one.seq) for one in made if one.fits)

    def _by_clock(self, tour: Tour, nodes: Nodes, best: int, limit: int) -> Hit | None:
        """Chilled goods: what fits hangs on the whole sequence, so the cheapest ones are tried with the clock."""
        slot = tour.slot
        tries = _with(tour.seq, nodes)
        costs = sorted(((sum(_edges(slot, one)) - tour.way, one) for one in tries), key=itemgetter(0))
        for more, one in costs:
            if more >= best:
                return None
            times = schedule(self.layout, slot, one)
            if times is not None and times.back - times.leave <= limit and self._holds(slot, one):
                return more, one
        return None

    def _holds(self, slot: Slot, seq: Nodes) -> bool:
        carried = 0
        for node in seq:
            carried += self.layout.change[node]
            if carried > slot.holds:
                return False
        return True


def sequences(layout: Layout, seq: Nodes, number: int) -> Iterator[Nodes]:
    """Every way to put a job (by number) into a sequence."""
    for nodes in layout.alternatives[number]:
        yield from _with(seq, nodes)


def _with(seq: Nodes, nodes: Nodes) -> Iterator[Nodes]:
    for begin in range(len(seq) + 1):
        head = (*seq[:begin], nodes[0])
        if len(nodes) == 1:
            yield (*head, *seq[begin:])
        else:
            yield from ((*head, *seq[begin:end], nodes[1], *seq[end:]) for end in range(begin, len(seq) + 1))


def _idle(slot: Slot) -> Tour:
    """The tour of a slot that does nothing."""
    tour = Tour(slot, (), ())
    home = (0, slot.begin, slot.end)
    tour.before, tour.after, tour.carried = [home], [home], [0]
    tour.start, tour.spare = slot.begin, slot.most + SLACK
    tour.fits = slot.most >= 0 and slot.holds >= 0
    return tour


def _edges(slot: Slot, seq: Nodes) -> list[int]:
    """The ways of a tour: from home to the first stop, between the stops, and home."""
    legs = slot.legs
    inner = [legs[one][other] for one, other in pairwise(seq)]
    return [slot.first[seq[0]], *inner, slot.last[seq[-1]]]


def _join(one: Segment, way: int, other: Segment) -> Segment | None:
    """Two segments one after the other with a way between; none if the second cannot be reached in time."""
    length, early, late = one
    length_other, early_other, late_other = other
    length += way
    if early + length > late_other:
        return None
    early_other -= length
    wait = early_other - late
    late_other -= length
    late = min(late_other, late)
    early = max(early_other, early)
    if wait > 0:
        return length + length_other + wait, early - wait, late
    return length + length_other, early, late
