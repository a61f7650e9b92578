"""At the counter: fetched with the fee, or not come."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import PickUp, ProxySlip
from lotsenwerk.domain.assistance.permissions import may_give_out
from lotsenwerk.domain.assistance.queries.food_bank import slip_counts
from lotsenwerk.domain.assistance.states import PICK_UP
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

DAYS_AFTER: Final = timedelta(days=7)
HIGHEST_PAID: Final = 10_000
"""Cents at one pick-up."""


def fetched(actor: Actor, pick_up: PickUp, *, fee_cents: int | None = None, at: datetime) -> PickUp:
    """The household has its food. ``fee_cents`` is what was paid, the household's usual fee where nothing is said.

    A slip that counts is used up by it, whoever stood at the counter.
    """
    pick_up = _locked(actor, pick_up, at)
    state = PICK_UP.after("fetch", pick_up.state)
    paid = pick_up.household.fee_cents if fee_cents is None else fee_cents
    if not 0 <= paid <= HIGHEST_PAID:
        raise BadInput(_("Please enter an amount between 0 and 100 euros."), field="fee")
    pick_up.fee_cents = paid
    for slip in ProxySlip.objects.select_for_update(of=("self",)).filter(pick_up=pick_up).select_related("assignment"):
        if slip_counts(slip, at):
            slip.used_at, slip.used_by_user_id = at, actor.user_id
            slip.save(update_fields=["used_at", "used_by_user_id"])
    return _move(actor, pick_up, state, "pick_up_fetched", at)


def hand_out(actor: Actor, slip: ProxySlip, *, fee_cents: int | None = None, at: datetime) -> PickUp:
    """Hand out on a slip: once, on its day, while its helper still goes."""
    pick_up = lock(PickUp.objects.all(), pk=slip.pick_up_id)
    slip = lock(ProxySlip.objects.select_related("assignment"), pk=slip.pk)
    if slip.used_at is not None:
        raise WrongState(_("This slip has been used already."))
    if not slip_counts(slip, at):
        raise WrongState(_("This slip does not count now."))
    return fetched(actor, pick_up, fee_cents=fee_cents, at=at)


def not_come(actor: Actor, pick_up: PickUp, *, at: datetime) -> PickUp:
    """Nobody came for the household."""
    pick_up = _locked(actor, pick_up, at)
    return _move(actor, pick_up, PICK_UP.after("not_come", pick_up.state), "pick_up_not_come", at)


def _locked(actor: Actor, pick_up: PickUp, at: datetime) -> PickUp:
    pick_up = lock(PickUp.objects.select_related("household__client"), pk=pick_up.pk)
    if not may_give_out(actor, pick_up.household.food_bank_id):
        raise NotAllowed(_("Only the food bank itself and the desk may do this."))
    today = clock.local(at).date()
    if today < pick_up.on:
        raise WrongState(_("This lies ahead. It can be ticked on the day itself."))
    if today > pick_up.on + DAYS_AFTER:
        raise WrongState(_("This is more than a week ago and cannot be changed any more."))
    return pick_up


def _move(actor: Actor, pick_up: PickUp, state: str, verb: str, at: datetime) -> PickUp:
    pick_up.state, pick_up.ended_at, pick_up.ended_by_user_id = state, at, actor.user_id
    pick_up.save(update_fields=["state", "fee_cents", "ended_at", "ended_by_user_id"])
    record(
        actor,
        verb,
        ("assistance", "pick_up", pick_up.id),
        story=("assistance", "need", pick_up.need_id) if pick_up.need_id else None,
        at=at,
        about=pick_up.household.client.person_id,
    )
    return pick_up
