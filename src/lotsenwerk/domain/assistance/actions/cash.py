"""The money of a visit: handed over, settled from three numbers, taken back. Lines are only ever added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.cash_lines import about, take_back, write
from lotsenwerk.domain.assistance.ledger import (
    GAVE,
    HANDED_OVER,
    MOST_CENTS,
    IfUnequal,
    Numbers,
    Totals,
    difference,
    lines_of,
)
from lotsenwerk.domain.assistance.models import AlertKind, Assignment, CashKind, CashLine, MoneyFrom, Need
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_settle
from lotsenwerk.domain.assistance.queries.money import movements_of, standing_lines
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock


@dataclass(frozen=True, slots=True)
class Settlement:
    """What came of settling: the lines, and by how much the numbers did not meet. ``over_ceiling`` is a warning."""

    lines: Sequence[CashLine]
    difference: int
    over_ceiling: int


def hand_over(actor: Actor, assignment: Assignment, *, source: MoneyFrom, cents: int, at: datetime) -> CashLine:
    """The client or the carrier's float gave money for a visit, or the helper put in her own."""
    need, assignment = locked(assignment)
    if not may_settle(actor, assignment):
        raise NotAllowed(_("Only the person who goes or the desk may note this money."))
    if Totals.of(movements_of(assignment)).is_settled:
        raise WrongState(SETTLED_ALREADY)
    if not 1 <= cents <= MOST_CENTS:
        raise BadInput(_("Please enter between 1 cent and %(most)s."), field="received", params=_most())
    [line] = write(actor, assignment, [(GAVE[source], cents)], at=at)
    told = {"cents": cents, "source": source, "name": assignment.volunteer.person.name}
    record(actor, "hand_over", **about(need, assignment), at=at, told=told)
    return line


def settle(
    actor: Actor,
    assignment: Assignment,
    *,
    received: int,
    spent: int,
    returned: int,
    deposit: int = 0,
    if_unequal: IfUnequal = IfUnequal.ASK,
    at: datetime,
) -> Settlement:
    """Write the lines of a finished visit: what she got, what the till said, what she gave back, in cents.

    Numbers that do not meet are refused with ``DoesNotMeet``, which says by how much; with ``LEAVE_OPEN`` the visit is
    settled all the same, the difference stays in the purse and the desk is alerted.
    """
    need, assignment = locked(assignment)
    if not may_settle(actor, assignment):
        raise NotAllowed(_("Only the person who goes or the desk may note this money."))
    noted = Totals.of(movements_of(assignment))
    if noted.is_settled:
        raise WrongState(SETTLED_ALREADY)
    said = Numbers(received=received, spent=spent, returned=returned, deposit=deposit)
    _check(said)
    source = MoneyFrom(need.money)
    short = difference(source, said, noted)
    if short and (if_unequal == IfUnequal.ASK or (if_unequal == IfUnequal.I_PAID and short > 0)):
        raise DoesNotMeet(short, said, noted)
    lines = write(actor, assignment, lines_of(source, said, noted, if_unequal=if_unequal), at=at)
    told = {"received": received, "spent": spent, "returned": returned, "deposit": deposit}
    record(actor, "settle", **about(need, assignment), at=at, told=told)
    if if_unequal == IfUnequal.I_PAID:
        short = 0
    if short:
        raise_alert(need, AlertKind.MONEY_MISSING, at=at, cents=short)
    return Settlement(lines, short, max(spent - need.ceiling_cents, 0) if need.ceiling_cents else 0)


def undo(actor: Actor, assignment: Assignment, *, lines: Iterable[int], at: datetime) -> Sequence[CashLine]:
    """Take lines of a visit back, each by a line of its own; answers the new lines.

    The desk may take back any; the helper what she was handed, until she has settled.
    """
    need, assignment = locked(assignment)
    standing = {line.id: line for line in standing_lines(assignment)}
    wanted = [standing[pk] for pk in dict.fromkeys(lines) if pk in standing]
    if not wanted:
        raise WrongState(_("This was taken back already."))
    is_own = may_settle(actor, assignment) and all(CashKind(line.kind) in HANDED_OVER for line in wanted)
    if not may_run_journeys(actor) and (not is_own or Totals.of(movements_of(assignment)).is_settled):
        raise NotAllowed(_("Only the desk may take this back."))
    made = take_back(actor, wanted, at=at)
    record(actor, "undo_cash", **about(need, assignment), at=at, told={"cents": sum(line.cents for line in wanted)})
    return made


class DoesNotMeet(BadInput):
    """The three numbers do not meet; ``cents`` above nought are missing, below it too much was paid out."""

    def __init__(self, cents: int, said: Numbers, noted: Totals) -> None:
        sentence = _MISSING if cents > 0 else _TOO_MUCH
        if said.received < noted.received:
            sentence = _HANDED_OVER_MORE
        figures = {"cents": _shown(abs(cents)), "noted": _shown(noted.received), "said": _shown(said.received)}
        super().__init__(sentence, field="returned", params=figures)
        self.cents = cents


_MISSING = _("%(cents)s are missing. Please look: Is there change in the purse? Is a digit wrong on the receipt?")
_TOO_MUCH = _("It is %(cents)s too much. Did you pay something yourself? Is a digit wrong on the receipt?")
_HANDED_OVER_MORE = _("The book says that %(noted)s were handed over, not %(said)s. It does not meet by %(cents)s.")
SETTLED_ALREADY = _("The money of this visit is settled already. The desk can change it.")


def locked(assignment: Assignment) -> tuple[Need, Assignment]:
    """The need, locked first, then the assignment."""
    need = lock(Need.objects.select_related("client"), pk=assignment.need_id)
    return need, lock(Assignment.objects.select_related("volunteer__person"), pk=assignment.pk)


def _check(said: Numbers) -> None:
    numbers = {
        "received": said.received,
        "spent": said.spent,
        "returned": said.returned,
        "deposit": said.deposit,
    }
    for name, cents in numbers.items():
        if not 0 <= cents <= MOST_CENTS:
            raise BadInput(_("Please enter at most %(most)s."), field=name, params=_most())


def _most() -> dict[str, str]:
    return {"most": _shown(MOST_CENTS)}


def _shown(cents: int) -> str:
    return money.shown(money.Cents(cents))
