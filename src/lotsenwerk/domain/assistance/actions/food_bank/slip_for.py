"""The proxy slip: a helper may fetch for a household on one day."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Need,
    NeedKind,
    PickUp,
    PickUpState,
    ProxySlip,
)
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref


def slip_for(actor: Actor, assignment: Assignment, *, at: datetime) -> ProxySlip:
    """The slip of an assignment that was accepted for a pick-up: made at the first asking, the same one afterwards.

    For the helper herself and for the desk. A slip of somebody who went before ends by it.
    """
    need = lock(Need.objects.all(), pk=assignment.need_id)
    assignment = lock(Assignment.objects.select_related("volunteer"), pk=assignment.pk)
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    if not (is_own or may_run_food_bank(actor)):
        raise NotAllowed(_("Only the person who goes and the desk may have this slip."))
    if need.kind != NeedKind.FOOD_BANK or assignment.state != AssignmentState.ACCEPTED:
        raise WrongState(_("There is a slip only for somebody who goes to the food bank."))
    pick_up = PickUp.objects.select_for_update().filter(need=need, state=PickUpState.PLANNED).order_by("-id").first()
    if pick_up is None:
        raise WrongState(_("No pick-up is planned at the food bank for this yet. Please call the desk."))
    if pick_up.on < clock.local(at).date():
        raise WrongState(_("The day of this pick-up is over."))
    live = ProxySlip.objects.select_for_update().filter(pick_up=pick_up, ended_at__isnull=True).first()
    if live is not None and live.assignment_id == assignment.id:
        return live
    if live is not None:
        live.ended_at = at
        live.save(update_fields=["ended_at"])
    made = ProxySlip.objects.create(
        pick_up=pick_up, assignment=assignment, ref=new_ref(), valid_on=pick_up.on, made_at=at
    )
    record(
        actor,
        "make_slip",
        ("assistance", "proxy_slip", made.id),
        story=("assistance", "need", need.id),
        at=at,
        about=assignment.volunteer.person_id,
    )
    return made


def end_slips(assignment: Assignment, *, at: datetime) -> int:
    """End the slips of a helper who does not go after all; answers how many. Called by the verb that takes her out."""
    live = ProxySlip.objects.filter(assignment=assignment, ended_at__isnull=True, used_at__isnull=True)
    return live.update(ended_at=at)
