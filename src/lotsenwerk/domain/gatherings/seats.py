"""Who fits onto a list, and who moves up. In words: L2 to L4 of docs/rules/training.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lotsenwerk.domain.gatherings.models import SignUp, SignUpList, SignUpState

COMES = (SignUpState.SIGNED_UP, SignUpState.WAITING)


@dataclass(frozen=True, slots=True)
class Room:
    """What is free: ``seats`` is none where as many come as like."""

    seats: int | None
    childcare: int

    def holds(self, companions: int, children: int) -> bool:
        """Whether somebody fits with all who come with her."""
        return children <= self.childcare and (self.seats is None or 1 + companions <= self.seats)

    def less(self, companions: int, children: int) -> "Room":
        """What is left when she has come."""
        seats = None if self.seats is None else self.seats - 1 - companions
        return Room(seats, self.childcare - children)


def free(places: SignUpList, rows: Iterable[SignUp]) -> Room:
    """What is free on a list of which these are the rows; less than none where the list was made smaller."""
    room = Room(places.seats, places.childcare_seats)
    for row in rows:
        if row.state == SignUpState.SIGNED_UP:
            room = room.less(row.companions, row.children)
    return room


def seats_taken(rows: Iterable[SignUp]) -> tuple[int, int]:
    """How many seats are taken, and how many in the childcare."""
    seated = [row for row in rows if row.state == SignUpState.SIGNED_UP]
    return sum(1 + row.companions for row in seated), sum(row.children for row in seated)


def who_moves_up(places: SignUpList, rows: Sequence[SignUp]) -> Sequence[SignUp]:
    """Those of the row who have seats now: by the time of asking, and whoever does not fit whole is passed over."""
    room = free(places, rows)
    waiting = [row for row in rows if row.state == SignUpState.WAITING]
    moved = []
    for row in sorted(waiting, key=lambda one: (one.asked_at, one.pk)):
        if room.holds(row.companions, row.children):
            room = room.less(row.companions, row.children)
            moved.append(row)
    return moved
