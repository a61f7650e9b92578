"""A plan while it is searched for: one tour a slot, and the counts that go over several tours."""

from collections.abc import Iterator
from typing import Final

from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Plan, PlannedStop, Route
from lotsenwerk.engines.planning.scheduling import Times, schedule
from lotsenwerk.engines.planning.tours import Nodes, Tour

NOWHERE: Final = -1


class Solution:
    """Tours by slot, the slot of each job (``NOWHERE`` where none does it), jobs and seconds counted by cap.

    ``waiting`` are the jobs of a search that nobody does just now: it is the search that keeps it.
    """

    __slots__ = ("counts", "evaluator", "layout", "seconds", "tours", "waiting", "where")

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.layout: Layout = evaluator.layout
        self.tours = [evaluator.empty(slot.index) for slot in self.layout.slots]
        self.where = [NOWHERE] * len(self.layout.jobs)
        self.counts = [0] * len(self.layout.caps)
        self.seconds = [0] * len(self.layout.caps)
        self.waiting: set[int] = set()

    def copy(self) -> "Solution":
        """The same once more; tours are never changed, so they are shared."""
        other = Solution.__new__(Solution)
        other.evaluator, other.layout = self.evaluator, self.layout
        other.tours, other.where = self.tours.copy(), self.where.copy()
        other.counts, other.seconds = self.counts.copy(), self.seconds.copy()
        other.waiting = self.waiting.copy()
        return other

    def put(self, tour: Tour) -> int:
        """Set the tour of a slot, and return the seconds that the tours cost more. Where jobs are is for the caller."""
        slot = tour.slot
        old = self.tours[slot.index]
        self.tours[slot.index] = tour
        for cap in slot.caps:
            self.counts[cap] += len(tour.jobs) - len(old.jobs)
            self.seconds[cap] += tour.length - old.length
        return tour.cost - old.cost

    def cost(self) -> int:
        """Seconds of all tours and of what is not served."""
        penalty = self.layout.penalty
        missing = sum(penalty[job] for job, slot in enumerate(self.where) if slot == NOWHERE)
        return sum(tour.cost for tour in self.tours) + missing

    def may_take(self, slot: Slot) -> bool:
        """Whether the caps let this slot do one more job (PH9)."""
        most, counts = self.layout.most_jobs, self.counts
        for cap in slot.caps:  # noqa: SIM110 - asked so often that a generator would be felt
            if counts[cap] >= most[cap]:
                return False
        return True

    def becomes(self, index: int, seq: Nodes) -> Tour | None:
        """The tour that a slot makes of this sequence; none where something other than its own clock is against it.

        That are hours (PH10), the other slots of the shift (PH19) and the shared bike (PH18): with a bike it may leave
        later than it could.
        """
        slot = self.layout.slots[index]
        if any(self.tours[rival].seq for rival in slot.rivals):
            return None
        for begin in self._begins(slot):
            tour = self.evaluator.tour(index, seq, begin)
            if tour.fits and self._hours_let(tour) and self.bike_is_free(tour):
                return tour
        return None

    def _begins(self, slot: Slot) -> list[int]:
        """From when a tour may leave home: at once, or as soon as somebody else has brought the bike back."""
        if slot.bike is None:
            return [0]
        ends = (end + slot.bike.buffer_seconds - slot.own_leg for _, end in self.bike_taken(slot))
        return [0, *sorted({begin for begin in ends if begin > slot.begin})]

    def bike_taken(self, slot: Slot) -> Iterator[tuple[int, int]]:
        """From when until when others have the bike of this slot (UTC seconds): other slots, and whoever booked it."""
        if slot.bike is None:
            return
        for other in self.layout.slots_of_bike[slot.bike.id]:
            there = self.tours[other]
            if other != slot.index and there.seq:
                yield bike_times(there)
        yield from ((stretch.begin, stretch.end) for stretch in slot.bike.taken)

    def _hours_let(self, tour: Tour) -> bool:
        more = tour.length - self.tours[tour.slot.index].length
        for cap in tour.slot.caps:
            most = self.layout.caps[cap].seconds
            if most is not None and self.seconds[cap] + more > most:
                return False
        return True

    def bike_is_free(self, tour: Tour) -> bool:
        """Whether nobody else has the bike of this tour at its time, buffer included."""
        slot = tour.slot
        if slot.bike is None:
            return True
        begin, end = bike_times(tour)
        buffer = slot.bike.buffer_seconds
        taken = self.bike_taken(slot)
        return not any(begin < last + buffer and first < end + buffer for first, last in taken)

    def unserved(self) -> list[int]:
        """Numbers of the jobs that nobody does."""
        return [job for job, slot in enumerate(self.where) if slot == NOWHERE]

    def plan(self, stuck: dict[int, Route] | None = None) -> Plan:
        """The tours with their times, in the order of their shifts; ``stuck`` routes by slot stay as they were."""
        stuck = stuck or {}
        routes = [stuck.get(tour.slot.index) or route_of(self.layout, tour) for tour in self.tours if tour.seq]
        return Plan(tuple(routes))


def is_plain(layout: Layout, slot: Slot) -> bool:
    """Whether nothing but counting jobs ties this slot to others."""
    return not slot.rivals and slot.bike is None and all(layout.caps[cap].seconds is None for cap in slot.caps)


def bike_times(tour: Tour) -> tuple[int, int]:
    """From when until when a tour has its bike, handovers included (UTC seconds)."""
    own = tour.slot.own_leg
    return tour.start + own, tour.start + tour.length - own


def _times(tour: Tour) -> Times:
    """The times of a tour that fits and has no chilled goods: its segments know already when it leaves."""
    at = tour.start
    begins = []
    for node, way in zip(tour.seq, tour.edges, strict=False):
        stay, low, _ = tour.slot.spans[node]
        at = max(at + way, low)
        begins.append(at)
        at += stay
    return Times(tour.start, tuple(begins), at + tour.edges[-1])


def route_of(layout: Layout, tour: Tour) -> Route:
    """A tour with its times."""
    times = schedule(layout, tour.slot, tour.seq) if tour.chilled or not tour.fits else _times(tour)
    if times is None:
        raise ValueError(f"A tour of shift {tour.slot.shift.id} does not fit.")
    stops = tuple(
        PlannedStop(layout.jobs[layout.job_of[node]].id, layout.part_of[node], begin, begin + layout.spans[node][0])
        for node, begin in zip(tour.seq, times.begins, strict=True)
    )
    bike = tour.slot.bike
    return Route(tour.slot.shift.id, bike.id if bike else None, times.leave, times.back, stops)
