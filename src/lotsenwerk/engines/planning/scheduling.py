"""The times of a route: when to leave, when each stop begins, when she is back."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.model import Part

FAR: Final = 1 << 60
"""Later than any instant."""


@dataclass(frozen=True, slots=True)
class Times:
    """Instants in UTC seconds; ``begins`` in the order of the sequence."""

    leave: int
    begins: tuple[int, ...]
    back: int


def schedule(layout: Layout, slot: Slot, seq: tuple[int, ...]) -> Times | None:
    """The earliest end, and for it the latest leaving of home; none where the clock does not let it be.

    With chilled goods a pick-up is put off until the door can be reached in time (PH14). Working time is looked at
    (PH8), what is carried is not (PH7).
    """
    clock = _Clock(layout, slot, seq)
    first = clock.forward(slot.begin)
    if first is None:
        return None
    leave = clock.backward(first)
    times = clock.forward(leave)
    if times is None or times.back - times.leave > slot.most:
        return None
    return times


def forced_schedule(layout: Layout, slot: Slot, seq: tuple[int, ...]) -> Times:
    """The same whatever it breaks: nothing begins before its time, and what is late is as little late as can be."""
    clock = _Clock(layout, slot, seq)
    high = clock.high
    clock.high, clock.end = [FAR] * len(seq), FAR
    first = clock.forward(slot.begin)
    if first is None:
        clock.rides = []
        first = clock.forward(slot.begin)
    if first is None:
        raise ValueError("Without limits everything fits.")
    clock.high = [max(pair) for pair in zip(high, first.begins, strict=True)]
    return clock.forward(clock.backward(first)) or first


class _Clock:
    """The stops of one sequence with the ways between them, and which of them are tied by chilled goods."""

    def __init__(self, layout: Layout, slot: Slot, seq: tuple[int, ...]) -> None:
        self.end, self.count = slot.end, len(seq)
        self.stay, self.low, self.high = (
            list(column) for column in zip(*(slot.spans[node] for node in seq), strict=True)
        )
        inner = [slot.legs[one][other] for one, other in pairwise(seq)]
        self.ways = [slot.first[seq[0]], *inner, slot.last[seq[-1]]]
        where = {(layout.job_of[node], layout.part_of[node]): place for place, node in enumerate(seq)}
        self.rides = [
            (where[job, Part.PICK_UP], place, ride)
            for (job, part), place in where.items()
            if part is Part.VISIT and (ride := layout.ride[job]) is not None and (job, Part.PICK_UP) in where
        ]

    def forward(self, leave: int) -> Times | None:
        """Everything as early as it can be after leaving; pick-ups are put off as far as their chilled goods ask."""
        floor = list(self.low)
        # A pick-up that is put off once for each ride and still has to be put off can never be in time.
        for _ in range(len(self.rides) + 1):
            begins: list[int] = []
            at = leave
            for place in range(self.count):
                at = max(at + self.ways[place], floor[place])
                if at > self.high[place]:
                    return None
                begins.append(at)
                at += self.stay[place]
            if not self._put_off(begins, floor):
                back = at + self.ways[-1]
                return Times(leave, tuple(begins), back) if back <= self.end else None
        return None

    def _put_off(self, begins: list[int], floor: list[int]) -> bool:
        moved = False
        for pick_up, visit, ride in self.rides:
            needed = begins[visit] - ride - self.stay[pick_up]
            if begins[pick_up] < needed:
                floor[pick_up] = needed
                moved = True
        return moved

    def backward(self, times: Times) -> int:
        """The latest leaving of home that still ends at the same instant."""
        ceiling = list(self.high)
        at = times.leave
        for _ in range(len(self.rides) + 1):
            begins = [0] * self.count
            at = times.back - self.ways[-1]
            for place in range(self.count - 1, -1, -1):
                begins[place] = at = min(at - self.stay[place], ceiling[place])
                at -= self.ways[place]
            moved = False
            for pick_up, visit, ride in self.rides:
                allowed = begins[pick_up] + self.stay[pick_up] + ride
                if begins[visit] > allowed:
                    ceiling[visit] = allowed
                    moved = True
            if not moved:
                break
        return at
