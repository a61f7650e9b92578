"""A household does not come on the planned day after all; its place is free for somebody else."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Need, PickUp, PickUpState, ProxySlip
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.states import PICK_UP
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed
from lotsenwerk.kit.locking import lock


def cancel_pick_up(actor: Actor, pick_up: PickUp, *, at: datetime) -> PickUp:
    """Cancel what is planned; a slip for it ends with it."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    pick_up = lock(PickUp.objects.select_related("household__client"), pk=pick_up.pk)
    _cancel(pick_up, actor, at)
    record(
        actor,
        "pick_up_cancelled",
        ("assistance", "pick_up", pick_up.id),
        story=("assistance", "need", pick_up.need_id) if pick_up.need_id else None,
        at=at,
        about=pick_up.household.client.person_id,
    )
    return pick_up


def drop_pick_ups(actor: Actor, need: Need, *, at: datetime) -> int:
    """Cancel what a cancelled need had planned; answers how many. Called by ``cancel``, which holds the need."""
    return cancel_rows(PickUp.objects.filter(need=need), actor, at=at)


def cancel_rows(rows: QuerySet[PickUp], actor: Actor, *, at: datetime) -> int:
    """Cancel those of the rows that are still planned; the verb that does so writes the line of the journal."""
    planned = list(rows.select_for_update(of=("self",)).filter(state=PickUpState.PLANNED).order_by("id"))
    for pick_up in planned:
        _cancel(pick_up, actor, at)
    return len(planned)


def _cancel(pick_up: PickUp, actor: Actor, at: datetime) -> None:
    pick_up.state = PICK_UP.after("cancel", pick_up.state)
    pick_up.ended_at, pick_up.ended_by_user_id = at, actor.user_id
    pick_up.save(update_fields=["state", "ended_at", "ended_by_user_id"])
    ProxySlip.objects.filter(pick_up=pick_up, ended_at__isnull=True).update(ended_at=at)
