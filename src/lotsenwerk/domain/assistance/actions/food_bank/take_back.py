"""The wrong line was tapped: what was ticked at the counter is taken back."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import PickUp, ProxySlip
from lotsenwerk.domain.assistance.permissions import may_give_out
from lotsenwerk.domain.assistance.states import PICK_UP
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

WITHIN: Final = timedelta(hours=24)


def take_back(actor: Actor, pick_up: PickUp, *, at: datetime) -> PickUp:
    """The household is expected again, the fee was not paid, and its slip is good again (rule A2)."""
    pick_up = lock(PickUp.objects.select_related("household__client"), pk=pick_up.pk)
    state = PICK_UP.after("take_back", pick_up.state)
    if not may_give_out(actor, pick_up.household.food_bank_id):
        raise NotAllowed(_("Only the food bank itself and the desk may do this."))
    if pick_up.ended_at is None or at > pick_up.ended_at + WITHIN:
        raise WrongState(_("This was ticked more than a day ago and stays as it is."))
    ProxySlip.objects.filter(pick_up=pick_up, used_at=pick_up.ended_at).update(used_at=None, used_by_user_id=None)
    pick_up.state, pick_up.fee_cents, pick_up.ended_at, pick_up.ended_by_user_id = state, 0, None, None
    pick_up.save(update_fields=["state", "fee_cents", "ended_at", "ended_by_user_id"])
    record(
        actor,
        "pick_up_taken_back",
        ("assistance", "pick_up", pick_up.id),
        story=("assistance", "need", pick_up.need_id) if pick_up.need_id else None,
        at=at,
        about=pick_up.household.client.person_id,
    )
    return pick_up
