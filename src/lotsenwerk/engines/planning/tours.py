"""A tour: what one slot does, summed up so that a job can be tried in it fast."""

from typing import Final

from lotsenwerk.engines.planning.compiling import Slot

NEVER: Final = 1 << 60
"""Dearer than anything: a job does not go into a route."""
SLACK: Final = 3
"""Ways are rounded and places nearer than a metre are one, so a way via a stop may be so many seconds shorter."""
Nodes = tuple[int, ...]
Hit = tuple[int, Nodes]
"""Seconds more, and the sequence with the job in it."""
NO_HIT: Final[Hit] = (NEVER, ())
Segment = tuple[int, int, int]
"""Least duration, and the earliest and latest start that keep it (see ``evaluating``)."""
Segments = list[Segment]


class Tour:
    """A sequence of nodes in a slot: its cost, and what jobs would cost in it. Never changed, only replaced.

    ``before`` and ``after`` are the segments before and from each place on, ``carried`` the load there, ``edges`` the
    ways between. ``start`` is when she leaves home, ``length`` until she is back. Tours with chilled goods have no
    segments: for them the clock is asked each time. ``spare`` are the seconds of working time that neither way nor stop
    takes: a job that stays longer cannot go in, whatever the order.
    """

    __slots__ = (
        "after", "before", "cache", "carried", "chilled", "cost", "edges", "fits", "jobs", "length", "seq", "slot",
        "spare", "start", "way",
    )  # fmt: skip

    def __init__(self, slot: Slot, seq: Nodes, jobs: Nodes) -> None:
        self.slot, self.seq, self.jobs = slot, seq, jobs
        self.cache: dict[int, Hit] = {}
        self.before: Segments = []
        self.after: Segments = []
        self.carried: list[int] = []
        self.edges: list[int] = []
        self.way = self.cost = self.start = self.length = self.spare = 0
        self.fits, self.chilled = True, False
