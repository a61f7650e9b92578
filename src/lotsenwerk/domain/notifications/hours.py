"""When a town writes to people: between two times of the day, on the clock of a Hessian wall."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lotsenwerk.kit import clock


@dataclass(frozen=True, slots=True)
class Hours:
    """From when on, and until when (not included), letters leave."""

    begins: time
    ends: time

    def hold(self, at: datetime) -> bool:
        """Whether letters leave at this instant."""
        return self.begins <= clock.local(at).time() < self.ends

    def first_from(self, at: datetime) -> datetime:
        """This instant where letters leave then, else the next beginning, in UTC.

        In the night in which the clocks go forward a time that does not exist is the same time after the change.
        """
        if self.hold(at):
            return at
        wall = clock.local(at)
        day = wall.date() if wall.time() < self.begins else wall.date() + timedelta(days=1)
        return datetime.combine(day, self.begins, tzinfo=clock.BERLIN).astimezone(at.tzinfo)
