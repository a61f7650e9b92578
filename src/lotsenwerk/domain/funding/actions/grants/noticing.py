"""Enter what the granting authority decided, and what of it has come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.budgets import Granted, fill_budget
from lotsenwerk.domain.funding.actions.grants.keeping import locked_for, moved, told_of
from lotsenwerk.domain.funding.actions.grants.tasks import lay_task
from lotsenwerk.domain.funding.due_days import to_confirm, to_prove
from lotsenwerk.domain.funding.models import FinancingItem, Grant, Instalment, Notice, Part
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.money import MAX_CENTS
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_NUMBER: Final = 80


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands in a notice: the whole sum, and of it the money and the minutes for the pool's deployments."""

    number: str
    dated: date
    received: date
    cents: int
    valid_from: date
    pool_cents: int | None = None
    minutes: int | None = None


def note_notice(actor: Actor, grant: Grant, decided: Decided, *, after: int | None, at: datetime) -> Notice:
    """Write a notice down. Earlier ones stay; the pool's budget of the year is filled by the same step.

    ``after`` is the id of the newest notice that the actor has seen: if somebody else has entered another one since,
    this one is refused.
    """
    grant = locked_for(actor, grant, "note_notice")
    newest = Notice.objects.filter(grant=grant).order_by("-id").values_list("id", flat=True).first()
    if newest != after:
        raise WrongState(_("Somebody else has entered a notice in the meantime. Please look at it first."))
    _check(grant, decided, clock.local(at).date())
    made = Notice.objects.create(
        grant=grant,
        number=decided.number.strip(),
        dated=decided.dated,
        received=decided.received,
        cents=decided.cents,
        pool_cents=decided.pool_cents,
        minutes=decided.minutes,
        valid_from=decided.valid_from,
        noted_at=at,
        noted_by_user_id=actor.user_id,
    )
    if grant.pool is not None and (decided.minutes is not None or decided.pool_cents is not None):
        granted = Granted(decided.valid_from, made.number, decided.minutes, decided.pool_cents, _applied_for(grant))
        fill_budget(actor, grant.pool, granted, year=grant.year, at=at)
    moved(grant, "note_notice", at=at)
    lay_task(grant, to_confirm(grant, decided.received), at=at)
    lay_task(grant, to_prove(grant), at=at)
    told_of(actor, "note_notice", grant, at=at, told={"number": made.number, "cents": made.cents})
    return made


def _applied_for(grant: Grant) -> int | None:
    """The minutes of payable hours that the plan asked for."""
    asked = FinancingItem.objects.filter(grant=grant, part=Part.HOURS).aggregate(sum=Sum("quantity"))["sum"]
    return asked * 60 if asked else None


def _check(grant: Grant, decided: Decided, today: date) -> None:
    if not decided.number.strip():
        raise BadInput(_("Please enter the number of the notice, as you would look for it later."), field="number")
    refuse_too_long(decided.number.strip(), LONGEST_NUMBER, "number")
    if decided.received < decided.dated:
        raise BadInput(_("It cannot have come before it was written."), field="received")
    if decided.received > today:
        raise BadInput(_("This day has not come yet."), field="received")
    if not 0 <= decided.cents <= MAX_CENTS:
        raise BadInput(_("This amount is too large. Is the comma missing?"), field="cents")
    if (decided.pool_cents or 0) > decided.cents:
        raise BadInput(_("This is more than the whole grant."), field="pool_cents")
    if not grant.first_day <= decided.valid_from <= grant.last_day:
        raise BadInput(_("This day is not within the project."), field="valid_from")
    if grant.pool_id is None and (decided.pool_cents is not None or decided.minutes is not None):
        raise BadInput(_("This file pays for the deployments of no pool."), field="pool_cents")


def plan_instalment(actor: Actor, grant: Grant, *, due: date, cents: int, at: datetime) -> Instalment:
    """Money that is to come on a day. All of them together are never more than was granted."""
    grant = locked_for(actor, grant, "receive")
    if not 0 < cents <= MAX_CENTS:
        raise BadInput(_("Please enter an amount."), field="cents")
    newest = Notice.objects.filter(grant=grant).order_by("-id").first()
    known = Instalment.objects.filter(grant=grant).aggregate(sum=Sum("cents"))["sum"] or 0
    left = (newest.cents if newest is not None else 0) - known
    if cents > left:
        words = _("Only %(sum)s of the grant are not planned as an instalment yet.")
        raise BadInput(words, field="cents", params={"sum": money.shown(money.Cents(max(left, 0)))})
    made = Instalment.objects.create(grant=grant, due=due, cents=cents, noted_at=at, noted_by_user_id=actor.user_id)
    told_of(actor, "plan_instalment", grant, at=at, told={"cents": cents})
    return made


def receive_instalment(actor: Actor, instalment: Instalment, *, on: date, cents: int, at: datetime) -> Instalment:
    """It has come."""
    grant = locked_for(actor, instalment.grant, "receive")
    instalment = lock(Instalment.objects.all(), pk=instalment.pk)
    if instalment.received_on is not None:
        raise WrongState(_("This has come already."))
    if on > clock.local(at).date():
        raise BadInput(_("This day has not come yet."), field="on")
    if not 0 < cents <= MAX_CENTS:
        raise BadInput(_("Please enter an amount."), field="cents")
    instalment.received_on, instalment.received_cents = on, cents
    instalment.save(update_fields=["received_on", "received_cents"])
    told_of(actor, "receive_instalment", grant, at=at, told={"cents": cents})
    return instalment
