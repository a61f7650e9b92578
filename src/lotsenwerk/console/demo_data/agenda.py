"""What happens in the demonstration, in the order of time; what lies ahead of its present has not happened."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Event = Callable[[datetime], object]
"""Something that happens at an instant."""


class Agenda:
    """Events that wait for their time. An event may put others on it, as a yes does with the visit."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._number = count()
        self._waiting: list[tuple[datetime, int, Event]] = []

    def put(self, when: datetime, event: Event) -> None:
        """Let something happen at its time, unless that lies ahead of the present."""
        if when <= self.until:
            heapq.heappush(self._waiting, (when, next(self._number), event))

    def run(self) -> None:
        """Let everything happen, one after the other."""
        while self._waiting:
            when, _number, event = heapq.heappop(self._waiting)
            event(when)
