"""The cash book in the desk's words; whoever does not run journeys reads no names of those who are helped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.cash_words import line_in_words
from lotsenwerk.domain.assistance.ledger import Account, signed
from lotsenwerk.domain.assistance.models import Assignment, CashKind, CashLine
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.money import CashSheet
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.wording import called, first_name


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line as it is read: when, what, how much, for which visit, and whether it may be taken back."""

    id: int
    at: datetime
    words: str
    cents: int
    assignment_id: int | None
    is_gone: bool
    may_take_back: bool


def lines_of_float(actor: Actor, lines: Iterable[CashLine]) -> Sequence[BookLine]:
    """The lines of the float; an amount below nought went out of it."""
    return [
        BookLine(
            line.id,
            line.at,
            _words(actor, line),
            signed(CashKind(line.kind), Account.FLOAT) * (-line.cents if line.undoes_id else line.cents),
            line.assignment_id,
            is_gone=False,
            may_take_back=False,
        )
        for line in lines
    ]


def lines_of_visit(actor: Actor, visit: Assignment, sheet: CashSheet) -> Sequence[BookLine]:
    """Every line of one visit."""
    client, helper = called(visit.need.client.person), first_name(visit.volunteer.person)
    return [
        BookLine(
            line.id,
            line.at,
            line_in_words(line.kind, client=client, helper=helper, takes_back=line.takes_back),
            line.cents,
            visit.id,
            is_gone=line.is_gone,
            may_take_back=line.stands and may_run_journeys(actor),
        )
        for line in sheet.lines
    ]


def client_in_words(actor: Actor, visit: Assignment) -> str:
    """Who was helped, for those who may know it."""
    return called(visit.need.client.person) if may_run_journeys(actor) else _("the person helped")


def _words(actor: Actor, line: CashLine) -> str:
    visit = line.assignment
    client = client_in_words(actor, visit) if visit else ""
    helper = first_name(visit.volunteer.person) if visit else ""
    said = line_in_words(line.kind, client=client, helper=helper, takes_back=line.undoes_id is not None)
    if visit is None or not may_run_journeys(actor):
        return said
    return _("%(helper)s for %(client)s: %(line)s") % {"helper": helper, "client": client, "line": said}
