"""What the page of one course shows: its dates, who comes, what is still missing, what it may cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.gatherings.seats import free, seats_taken
from lotsenwerk.domain.notifications.actions.outbox import way_to
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.domain.training.models import Course, CourseKind, CourseState, Session
from lotsenwerk.domain.training.permissions import may_certify
from lotsenwerk.domain.training.queries import Participant, participants, sessions_of
from lotsenwerk.domain.training.sentences import KINDS, content_of
from lotsenwerk.engines.funding.courses import course_grant
from lotsenwerk.engines.funding.rulebook import Rulebook, UnknownRuleError
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.money import Cents, shown
from lotsenwerk.web.desk.courses.wording import GRANTS, REACHES, standing

INTERPRETERS_NEED: Final = 24
NO_LIMIT: Final = 10**9


@dataclass(frozen=True, slots=True)
class Date:
    """A date as the page shows it; its number is what the column of the grid is called."""

    session: Session
    number: int
    content: str
    can_be_noted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A participant with one cell for each date: the units, a stroke for none, nothing where it lies ahead."""

    who: Participant
    name: str
    cells: Sequence[tuple[int, str]]
    has_to_be_called: bool


def name_of(row: SignUp) -> str:
    """The person's name as a list shows it, or the guest's."""
    return row.person.formal_name if row.person else row.guest_name


def cannot_be_written_to(row: SignUp) -> bool:
    """Whether somebody has to call: a guest, or a person without a way that leads to her."""
    return row.person is None or way_to(row.person) is None


def page_of(actor: Actor, course: Course, at: datetime) -> dict[str, Any]:
    """Everything for the page of a course, in six queries."""
    sessions = sessions_of(course)
    room = participants(actor, course, sessions, at)
    held = [one for one in sessions if one.cancelled_at is None]
    signed = [one.signed for one in room.seated]
    taken, childcare = seats_taken(signed)
    units = sum(one.units for one in held)
    is_open = course.state in {CourseState.DRAFT, CourseState.ANNOUNCED}
    return {
        "course": course,
        "standing": standing(course.state, is_running=bool(held) and held[0].begins <= at),
        "kind": KINDS[course.kind],
        "reach": REACHES[course.reach],
        "grants": GRANTS.get(course.grants, ""),
        "dates": _dates(sessions, at),
        "rows": [_row(one, held, at) for one in room.seated],
        "held": held,
        "waiting": [(row, name_of(row), cannot_be_written_to(row)) for row in room.waiting],
        "room": free(course.sign_up_list, signed),
        "taken": taken,
        "childcare": childcare,
        "units": units,
        "money": _money(course, len(signed), units, held, at),
        "is_too_short": course.kind == CourseKind.INTERPRETER and units < INTERPRETERS_NEED,
        "is_open": is_open,
        "is_over": not any(one.ends > at for one in held),
        "may_certify": may_certify(actor),
        "to_certify": sum(
            1 for one in room.seated if one.share.is_enough and one.certificate is None and one.signed.person
        ),
    }


def _dates(sessions: Sequence[Session], at: datetime) -> list[Date]:
    numbered = {one.pk: number for number, one in enumerate((s for s in sessions if not s.cancelled_at), start=1)}
    return [
        Date(one, numbered.get(one.pk, 0), content_of(one), one.cancelled_at is None and one.begins <= at)
        for one in sessions
    ]


def _row(who: Participant, held: Sequence[Session], at: datetime) -> Row:
    cells = [
        (number, str(who.units[one.pk]) if one.pk in who.units else "–" if one.ends <= at else "")
        for number, one in enumerate(held, start=1)
    ]
    return Row(who, name_of(who.signed), cells, cannot_be_written_to(who.signed))


@dataclass(frozen=True, slots=True)
class Money:
    """What a basic qualification is granted at most for those who come now; or why nothing is."""

    most: str
    participants: int
    fewest: int
    longest: int


def _money(course: Course, people: int, units: int, held: Sequence[Session], at: datetime) -> Money | None:
    if course.kind != CourseKind.BASIC_GUIDE or not held:
        return None
    book, on = rulebook(), clock.local(held[0].begins if held else at).date()
    try:
        grant = course_grant(book, participants=people, units=units, costs=NO_LIMIT, on=on)
        span = _span(book, on)
    except UnknownRuleError:
        return None
    return Money("" if grant.against else shown(Cents(grant.cents)), people, *span)


def _span(book: Rulebook, on: Any) -> tuple[int, int]:
    figures = book.rule("WIR-23-02", on).figures
    return figures["fewest_units"], figures["most_units"]
