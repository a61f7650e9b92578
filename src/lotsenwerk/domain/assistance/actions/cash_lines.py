"""Write lines of the cash book, in the order in which a closing counts them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from django.db import connection

from lotsenwerk.domain.assistance.ledger import Account, signed
from lotsenwerk.domain.assistance.models import Assignment, CashKind, CashLine, FloatClosing, Need
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.tenancy import current_organisation_id

_LOCK = 0xCA5B
_A_MOMENT = timedelta(microseconds=1)


class About(TypedDict):
    """What a journal line of a visit's money is about."""

    subject: tuple[str, str, int]
    story: tuple[str, str, int]
    about: int


def about(need: Need, assignment: Assignment) -> About:
    """The subject of a journal line: the visit, in the story of its need, about whoever went."""
    return {
        "subject": ("assistance", "assignment", assignment.id),
        "story": ("assistance", "need", need.id),
        "about": assignment.volunteer.person_id,
    }


def write(
    actor: Actor, assignment: Assignment | None, lines: Iterable[tuple[CashKind, int]], *, at: datetime
) -> Sequence[CashLine]:
    """Add lines of (kind, cents)."""
    lines = list(lines)
    at = _after_closing([kind for kind, _cents in lines], at)
    return [
        CashLine.objects.create(assignment=assignment, kind=kind, cents=cents, at=at, by_user_id=actor.user_id)
        for kind, cents in lines
    ]


def take_back(actor: Actor, lines: Iterable[CashLine], *, at: datetime) -> Sequence[CashLine]:
    """Add for each line one of the same kind and amount that takes it back."""
    lines = list(lines)
    at = _after_closing([CashKind(line.kind) for line in lines], at)
    return [
        CashLine.objects.create(
            assignment_id=line.assignment_id,
            kind=line.kind,
            cents=line.cents,
            undoes=line,
            at=at,
            by_user_id=actor.user_id,
        )
        for line in lines
    ]


def lock_float() -> None:
    """Let who counts the float and who changes it wait for each other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, current_organisation_id() % 2**31])


def _after_closing(kinds: Iterable[CashKind], at: datetime) -> datetime:
    """The moment of new lines: whoever waited for a closing comes after it, or the next one would not count her."""
    if not any(signed(kind, Account.FLOAT) for kind in kinds):
        return at
    lock_float()
    closed = FloatClosing.objects.order_by("-at").values_list("at", flat=True).first()
    return max(at, closed + _A_MOMENT) if closed else at
