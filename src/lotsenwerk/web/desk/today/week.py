"""The week at a glance: seven columns by day, a row for each helper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lotsenwerk.domain.assistance.models import NeedState
from lotsenwerk.domain.assistance.queries.board import board
from lotsenwerk.domain.assistance.queries.on_board import Face, OnBoard
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.wording import begins

DAYS = 7
MOST_ROWS = 20
MOST_CARDS = 12
MOST_IN_A_CELL = 4
FARTHEST = 26
"""Weeks to either side that can be looked at."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One helper's day: the visits that are shown, and how many more there are."""

    needs: Sequence[OnBoard]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """One helper's week."""

    person: Face
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Week:
    """What stands on the page of a week. Of long lists the beginning is kept, and how many there are."""

    days: Sequence[date]
    today: date
    unstaffed: Sequence[OnBoard]
    unstaffed_count: int
    rows: Sequence[Row]
    helpers: int
    visits: int
    before: date | None
    after: date | None


def week_of(actor: Actor, now: datetime, said: str) -> Week:
    """The week that holds the day ``said`` (ISO), or this one; of this town as the actor may see it."""
    today = clock.local(now).date()
    monday = _monday(_day(said, today))
    begin = datetime.combine(monday, time(), tzinfo=clock.BERLIN)
    end = datetime.combine(monday + timedelta(days=DAYS), time(), tzinfo=clock.BERLIN)
    needs = board(actor, begin=begin, end=end, at=now)
    unstaffed = [need for need in needs if need.state in {NeedState.OPEN, NeedState.OFFERED} and need.latest > now]
    visits = [need for need in needs if need.going and begin <= begins(need) < end]
    rows = _rows(sorted(visits, key=begins), monday)
    return Week(
        days=[monday + timedelta(days=number) for number in range(DAYS)],
        today=today,
        unstaffed=sorted(unstaffed, key=lambda need: need.taken_at)[:MOST_CARDS],
        unstaffed_count=len(unstaffed),
        rows=rows[:MOST_ROWS],
        helpers=len(rows),
        visits=len(visits),
        before=_within(monday - timedelta(days=DAYS), today),
        after=_within(monday + timedelta(days=DAYS), today),
    )


def _day(said: str, today: date) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return today
    return day if _within(day, today) else today


def _within(day: date, today: date) -> date | None:
    return day if abs(day - today) <= timedelta(weeks=FARTHEST) else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _rows(visits: Sequence[OnBoard], monday: date) -> list[Row]:
    """A row for each helper, in the order of names."""
    people: dict[int, Face] = {}
    of_person: dict[int, dict[int, list[OnBoard]]] = {}
    for need in visits:
        person = need.going[0].volunteer.person
        people[person.id] = person
        day = (clock.local(begins(need)).date() - monday).days
        of_person.setdefault(person.id, {}).setdefault(day, []).append(need)
    in_order = sorted(people.values(), key=lambda person: (person.given_name, person.family_name, person.id))
    return [Row(person, _cells(of_person[person.id])) for person in in_order]


def _cells(days: Mapping[int, Sequence[OnBoard]]) -> Sequence[Cell]:
    every = [days.get(number, ()) for number in range(DAYS)]
    return [Cell(needs[:MOST_IN_A_CELL], max(len(needs) - MOST_IN_A_CELL, 0)) for needs in every]
