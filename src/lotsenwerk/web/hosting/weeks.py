"""A week of bookings: a row for each thing, a column for each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lotsenwerk.domain.gatherings.models import Booking, Thing
from lotsenwerk.domain.gatherings.queries import ends
from lotsenwerk.kit import clock

DAYS = 7


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking in the cell of one day: from and until on that day; empty where it reaches beyond it."""

    booking: Booking
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing through the week."""

    thing: Thing
    drawing: str
    cells: Sequence[tuple[date, Sequence[Taken]]]


@dataclass(frozen=True, slots=True)
class Week:
    """The days of a week and what is booked on each."""

    days: Sequence[date]
    rows: Sequence[Row]
    before: date
    after: date


def begin_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def stretch(monday: date) -> tuple[datetime, datetime]:
    """From the first to the last instant of a week."""
    return _midnight(monday), _midnight(monday + timedelta(days=DAYS))


def week_of(lent: Sequence[Thing], booked: Sequence[Booking], monday: date, drawings: Mapping[str, str]) -> Week:
    """A row for each thing; ``booked`` is what the one who looks may know of that week."""
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    rows = [
        Row(
            thing,
            drawings[thing.kind],
            [(on, [_taken(one, on) for one in booked if _is_on(one, thing, on)]) for on in days],
        )
        for thing in lent
    ]
    return Week(days, rows, monday - timedelta(days=DAYS), monday + timedelta(days=DAYS))


def _is_on(booking: Booking, thing: Thing, day: date) -> bool:
    first, last = clock.local(booking.during.lower).date(), clock.local(ends(booking)).date()
    return booking.thing_id == thing.id and first <= day <= last


def _taken(booking: Booking, day: date) -> Taken:
    begin, end = clock.local(booking.during.lower), clock.local(ends(booking))
    return Taken(
        booking,
        begins=f"{begin:%H:%M}" if begin.date() == day else "",
        ends=f"{end:%H:%M}" if end.date() == day else "",
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.BERLIN)
