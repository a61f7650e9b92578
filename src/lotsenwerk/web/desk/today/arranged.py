"""The needs that are in sight, put where the eye looks for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate, groupby

from lotsenwerk.domain.assistance.models import NeedState
from lotsenwerk.domain.assistance.queries.board import board
from lotsenwerk.domain.assistance.queries.on_board import Face, OnBoard
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.wording import begins

FIRST_HOUR = 8
LAST_HOUR = 18
HALF_HOURS = 2 * (LAST_HOUR - FIRST_HOUR)
ROOM_FOR_WORDS = 4
WIDEST = 16
"""The style sheet has classes for up to so many half hours."""
DAYS_AHEAD = 7
MOST_CARDS = 8
MOST_TO_CONFIRM = 6
MOST_LANES = 15
MOST_VISITS = 18
ROOM = 32
"""Cards, rows and visits that one page has room for; the next days get what the rest leaves, between 4 and 16."""
LEAST_ROWS, MOST_ROWS = 4, 16


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit on the board: from which half hour, and over how many."""

    need: OnBoard
    begin: datetime
    end: datetime
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One volunteer's day."""

    person: Face
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Arranged:
    """What stands on the page of the day. Of long lists the beginning is kept, and how many there are."""

    day: date
    unstaffed: Sequence[OnBoard]
    unstaffed_count: int
    lanes: Sequence[Lane]
    coming: Sequence[tuple[date, Sequence[OnBoard]]]
    coming_count: int
    coming_shown: int
    to_confirm: Sequence[OnBoard]
    to_confirm_count: int
    visits_today: int
    visits_on_board: int
    helpers_today: int
    hours: Sequence[int] = field(default_factory=lambda: range(FIRST_HOUR, LAST_HOUR))


def arranged(actor: Actor, now: datetime) -> Arranged:
    """The board of the day as the actor may see it."""
    today = clock.local(now).date()
    midnight = datetime.combine(today, time(), tzinfo=clock.BERLIN)
    needs = board(actor, begin=midnight, end=midnight + timedelta(days=DAYS_AHEAD), at=now)
    unstaffed = [need for need in needs if need.state in {NeedState.OPEN, NeedState.OFFERED} and need.latest > now]
    staffed = sorted((need for need in needs if need.going), key=begins)
    on_board = [need for need in staffed if _day(need) == today]
    ahead = [need for need in staffed if _day(need) > today]
    to_confirm = [need for need in needs if need.state == NeedState.DONE]
    lanes = _lanes(on_board)
    shown = _that_fit(lanes)
    visits_on_board = sum(len(lane.slots) for lane in shown)
    others = min(len(unstaffed), MOST_CARDS) + min(len(to_confirm), MOST_TO_CONFIRM) + visits_on_board
    most_rows = min(max(ROOM - others, LEAST_ROWS), MOST_ROWS)
    return Arranged(
        day=today,
        unstaffed=sorted(unstaffed, key=lambda need: need.earliest)[:MOST_CARDS],
        unstaffed_count=len(unstaffed),
        lanes=shown,
        coming=[(day, list(rows)) for day, rows in groupby(ahead[:most_rows], key=_day)],
        coming_count=len(ahead),
        coming_shown=min(len(ahead), most_rows),
        to_confirm=to_confirm[:MOST_TO_CONFIRM],
        to_confirm_count=len(to_confirm),
        visits_today=len(on_board),
        visits_on_board=visits_on_board,
        helpers_today=len(lanes),
    )


def _day(need: OnBoard) -> date:
    return clock.local(begins(need)).date()


def _lanes(needs: Sequence[OnBoard]) -> list[Lane]:
    """A lane for each volunteer, those who begin first on top."""
    of_person: dict[int, tuple[Face, list[OnBoard]]] = {}
    for need in needs:
        person = need.going[0].volunteer.person
        of_person.setdefault(person.id, (person, []))[1].append(need)
    return [Lane(person, _slots(visits)) for person, visits in of_person.values()]


def _that_fit(lanes: Sequence[Lane]) -> Sequence[Lane]:
    """The first lanes, as far as the board has room; at least one."""
    visits = list(accumulate(len(lane.slots) for lane in lanes))
    return [lane for lane, so_far in zip(lanes[:MOST_LANES], visits, strict=False) if so_far <= MOST_VISITS] or lanes[
        :1
    ]


def _slots(visits: Sequence[OnBoard]) -> Sequence[Slot]:
    """Each visit in its half hours; a short one gets room for its words where the next one does not need it."""
    slots: list[Slot] = []
    next_column = HALF_HOURS + 1
    for need in reversed(visits):
        begin = begins(need)
        end = begin + timedelta(minutes=need.minutes)
        column = min(max(_half_hours(begin) + 1, 1), HALF_HOURS)
        room = max(next_column - column, 1)
        columns = max(-(-need.minutes // 30), min(ROOM_FOR_WORDS, room))
        slots.append(Slot(need, begin, end, column, min(columns, HALF_HOURS - column + 1, WIDEST)))
        next_column = column
    return slots[::-1]


def _half_hours(at: datetime) -> int:
    """Half hours from the first one shown to this one; what lies before it is negative."""
    wall = clock.local(at)
    return (wall.hour - FIRST_HOUR) * 2 + wall.minute // 30
