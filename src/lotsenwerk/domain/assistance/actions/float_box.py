"""The carrier's float: filled, emptied, and counted at the end of a day."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.cash_lines import lock_float, write
from lotsenwerk.domain.assistance.ledger import MOST_CENTS
from lotsenwerk.domain.assistance.models import CashKind, CashLine, FloatClosing
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.money import float_now, newest_float_line
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def fill_float(actor: Actor, *, cents: int, at: datetime) -> CashLine:
    """The carrier puts money into the float."""
    return _move(actor, CashKind.FLOAT_FILLED, cents, at)


def empty_float(actor: Actor, *, cents: int, at: datetime) -> CashLine:
    """The carrier takes money out of the float, never more than there is."""
    lock_float()
    holds = float_now()
    if cents > holds:
        shown = money.shown(money.Cents(holds))
        raise BadInput(_("There are only %(cents)s in the float."), field="cents", params={"cents": shown})
    return _move(actor, CashKind.FLOAT_EMPTIED, cents, at)


def close_day(actor: Actor, *, counted: int, at: datetime) -> FloatClosing:
    """Note what was counted at the end of the day; the next day begins with it. Once a day."""
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only the desk may do this."))
    if not 0 <= counted <= money.MAX_CENTS:
        raise BadInput(_("Please type what you have counted."), field="counted")
    lock_float()
    day = clock.local(at).date()
    if FloatClosing.objects.filter(day=day).exists():
        raise WrongState(_("This day is closed already. What comes now belongs to tomorrow."), field="counted")
    newest = newest_float_line()
    closing = FloatClosing.objects.create(
        day=day,
        counted_cents=counted,
        expected_cents=float_now(),
        at=max(at, newest) if newest else at,
        by_user_id=actor.user_id,
    )
    told = {"counted": counted, "expected": closing.expected_cents}
    record(actor, "close_day", ("assistance", "closing", closing.id), at=at, told=told)
    return closing


def _move(actor: Actor, kind: CashKind, cents: int, at: datetime) -> CashLine:
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only the desk may do this."))
    if not 1 <= cents <= MOST_CENTS:
        most = money.shown(money.Cents(MOST_CENTS))
        raise BadInput(_("Please enter between 1 cent and %(most)s."), field="cents", params={"most": most})
    [line] = write(actor, None, [(kind, cents)], at=at)
    verb = "fill_float" if kind == CashKind.FLOAT_FILLED else "empty_float"
    record(actor, verb, ("assistance", "cash_line", line.id), at=at, told={"cents": cents})
    return line
