"""What the desk puts right afterwards: an advance, what a client owes or is owed, money that stays lost."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.cash import locked
from lotsenwerk.domain.assistance.actions.cash_lines import about, write
from lotsenwerk.domain.assistance.ledger import Totals
from lotsenwerk.domain.assistance.models import Assignment, CashKind, CashLine, MoneyFrom, Need
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_write_off
from lotsenwerk.domain.assistance.queries.money import movements_of
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState

LONGEST_REASON = 200
SHORTEST_REASON = 3


def pay_back(actor: Actor, assignment: Assignment, *, source: MoneyFrom, at: datetime) -> list[CashLine]:
    """The helper gets back what she has laid out: from the client, or out of the float."""
    need, assignment, noted = _at_the_desk(actor, assignment)
    cents = noted.owed_to_helper
    if cents <= 0 or not noted.is_settled:
        raise WrongState(_("Nothing is owed to the helper for this visit."))
    if source not in {MoneyFrom.CLIENT, MoneyFrom.FLOAT}:
        raise BadInput(_("An advance is paid back by the client or out of the float."), field="source")
    gave = CashKind.FLOAT_GAVE if source == MoneyFrom.FLOAT else CashKind.CLIENT_GAVE
    lines = write(actor, assignment, [(gave, cents), (CashKind.HELPER_GOT_BACK, cents)], at=at)
    record(actor, "pay_back", **about(need, assignment), at=at, told={"cents": cents, "source": source})
    return list(lines)


def client_pays(actor: Actor, assignment: Assignment, *, cents: int, at: datetime) -> CashLine:
    """The client pays into the float what it has laid out for her."""
    need, assignment, noted = _at_the_desk(actor, assignment)
    owed = max(noted.owed_by_client - max(noted.owed_to_helper, 0), 0)
    if not 1 <= cents <= owed:
        raise BadInput(
            _("The client owes %(owed)s to the float."), field="cents", params={"owed": money.shown(money.Cents(owed))}
        )
    [line] = write(actor, assignment, [(CashKind.CLIENT_PAID_FLOAT, cents)], at=at)
    record(actor, "client_pays", **about(need, assignment), at=at, told={"cents": cents})
    return line


def make_good(actor: Actor, assignment: Assignment, *, at: datetime) -> list[CashLine]:
    """The client gets out of the float what is missing of her money."""
    need, assignment, noted = _at_the_desk(actor, assignment)
    cents = -noted.owed_by_client
    if cents <= 0:
        raise WrongState(_("Nothing is owed to the client for this visit."))
    lines = write(actor, assignment, [(CashKind.FLOAT_GAVE, cents), (CashKind.CLIENT_GOT_BACK, cents)], at=at)
    record(actor, "make_good", **about(need, assignment), at=at, told={"cents": cents})
    return list(lines)


def write_off(actor: Actor, assignment: Assignment, *, because: str, at: datetime) -> CashLine:
    """Missing money stays lost; the sentence why stands in the Protokollbuch."""
    need, assignment, noted = _at_the_desk(actor, assignment)
    if not may_write_off(actor):
        raise NotAllowed(_("Only a coordinator may write money off."))
    if not noted.is_settled or noted.purse <= 0:
        raise WrongState(_("No money is missing here. If too much was paid out, please settle the visit anew."))
    because = because.strip()
    if not SHORTEST_REASON <= len(because) <= LONGEST_REASON:
        raise BadInput(
            _("Please say in a sentence of at most %(limit)d characters why it is written off."),
            field="because",
            params={"limit": LONGEST_REASON},
        )
    [line] = write(actor, assignment, [(CashKind.WRITTEN_OFF, noted.purse)], at=at)
    record(actor, "write_off", **about(need, assignment), at=at, told={"cents": noted.purse, "reason": because})
    return line


def _at_the_desk(actor: Actor, assignment: Assignment) -> tuple[Need, Assignment, Totals]:
    need, assignment = locked(assignment)
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only the desk may do this."))
    return need, assignment, Totals.of(movements_of(assignment))
