"""Which single change would let a helper take a job (PX1 to PX6): each is made for a moment, the evaluator asked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lotsenwerk.engines.planning.compiling import Slot
from lotsenwerk.engines.planning.model import Part
from lotsenwerk.engines.planning.scheduling import Times, schedule
from lotsenwerk.engines.planning.solution import Solution
from lotsenwerk.engines.planning.tours import NEVER, NO_HIT, Hit, Nodes
from lotsenwerk.engines.reasons import Reason

LONGER: Final = 12 * 3600
"""Seconds by which a shift is made longer on either side for a moment."""


def single_changes(solution: Solution, slots: list[Slot], number: int, firm: set[int]) -> tuple[Reason, ...]:
    """Every change after which one of these slots (of one helper) could take the job; firm jobs are not given away."""
    return tuple(reason for slot in slots for reason in _OneSlot(solution, slot, number).changes(firm))


class _OneSlot:
    def __init__(self, solution: Solution, slot: Slot, number: int) -> None:
        self.solution, self.number = solution, number
        self.layout, self.evaluator = solution.layout, solution.evaluator
        self.tour = solution.tours[slot.index]
        self.slot = self.tour.slot
        self.has_room = solution.may_take(slot)

    def changes(self, firm: set[int]) -> Iterator[Reason]:
        if not self.has_room:
            yield from self._one_more()
        else:
            yield from self._longer_shift()
            yield from self._longer_work()
            yield from self._more_hours()
            yield from self._another_time()
        yield from self._one_less(firm)

    def _hit(self, slot: Slot, seq: Nodes) -> Hit:
        """Where the job goes into this sequence in a slot that there is not."""
        tour = self.evaluator.made(slot, seq)
        return self.evaluator.fresh_hit(tour, self.number) if tour.fits else NO_HIT

    def _times(self, slot: Slot, hit: Hit) -> Times | None:
        """The times, if nothing but the clock had stood in the way."""
        if hit[0] >= NEVER:
            return None
        times = schedule(self.layout, slot, hit[1])
        return times if times is not None and self._lets(slot, hit, times, ignore_hours=False) else None

    def _lets(self, slot: Slot, hit: Hit, times: Times, *, ignore_hours: bool) -> bool:
        """Whether hours and the shared bike let the new tour be."""
        more = times.back - times.leave - self.tour.length
        for index in slot.caps:
            most = self.layout.caps[index].seconds
            if not ignore_hours and most is not None and self.solution.seconds[index] + more > most:
                return False
        return self.solution.bike_is_free(self.evaluator.made(slot, hit[1]))

    def _one_more(self) -> Iterator[Reason]:
        full = [index for index in self.slot.caps if self.solution.counts[index] >= self.layout.most_jobs[index]]
        hit = self.evaluator.hit(self.tour, self.number)
        if len(full) == 1 and self._times(self.slot, hit) is not None:
            yield Reason("PX3", {"most": self.layout.most_jobs[full[0]]})

    def _longer_shift(self) -> Iterator[Reason]:
        slot = self.slot
        begin, end = slot.begin - LONGER, slot.end + LONGER
        longer = replace(slot, begin=begin, end=end, most=slot.shift.most_seconds)
        times = self._times(longer, self._hit(longer, self.tour.seq))
        if times is not None:
            during = slot.shift.during
            begin, end = min(during.begin, times.leave), max(during.end, times.back)
            yield Reason("PX1", {"shift": slot.shift.id, "begin": begin, "end": end})

    def _longer_work(self) -> Iterator[Reason]:
        slot = self.slot
        longer = replace(slot, most=slot.end - slot.begin)
        times = self._times(longer, self._hit(longer, self.tour.seq))
        if times is not None and times.back - times.leave > slot.shift.most_seconds:
            seconds = times.back - times.leave - slot.shift.most_seconds
            yield Reason("PX2", {"shift": slot.shift.id, "seconds": seconds})

    def _more_hours(self) -> Iterator[Reason]:
        hit = self.evaluator.hit(self.tour, self.number)
        times = schedule(self.layout, self.slot, hit[1]) if hit[0] < NEVER else None
        if times is None or not self._lets(self.slot, hit, times, ignore_hours=True):
            return
        more = times.back - times.leave - self.tour.length
        over = [
            (most, self.solution.seconds[index] + more - most)
            for index in self.slot.caps
            if (most := self.layout.caps[index].seconds) is not None and self.solution.seconds[index] + more > most
        ]
        if len(over) == 1:
            yield Reason("PX4", {"most": over[0][0], "seconds": over[0][1]})

    def _another_time(self) -> Iterator[Reason]:
        """The visit at any time of the shift, within opening hours; its pick-up stays as it is."""
        job = self.layout.jobs[self.number]
        if job.visit.open or job.visit.slot or self.number in self.layout.pinned:
            return
        first = self.slot.begin
        if job.pick_up is None:
            first = max(first, self.layout.ready(self.slot.helper, self.number) or first)
        spans = list(self.slot.spans)
        for node in {nodes[-1] for nodes in self.layout.alternatives[self.number]}:
            spans[node] = (spans[node][0], first, self.slot.end)
        moved = replace(self.slot, spans=spans)
        hit = self._hit(moved, self.tour.seq)
        times = self._times(moved, hit)
        if times is not None:
            begins = (
                begin
                for node, begin in zip(hit[1], times.begins, strict=True)
                if self.layout.job_of[node] == self.number and self.layout.part_of[node] is Part.VISIT
            )
            yield Reason("PX6", {"job": job.id, "begin": next(begins)})

    def _one_less(self, firm: set[int]) -> Iterator[Reason]:
        for other in self.tour.jobs:
            if other in firm or self.layout.jobs[other].party is not None:
                continue
            rest = self.evaluator.without(self.tour, {other})
            if not rest.fits:
                continue
            hit = self.evaluator.hit(rest, self.number)
            if self._times(self.slot, hit) is not None:
                yield Reason("PX5", {"job": self.layout.jobs[other].id})
