"""A need of the kind "food bank" plans the pick-up of the client's household: rule A3 of docs/rules/food_bank.md."""

from datetime import datetime

from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.models import Household, Need, NeedKind, PickUp, PickUpState
from lotsenwerk.domain.assistance.queries.food_bank import Place, places
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import Refused


def plan_for_need(actor: Actor, need: Need, *, at: datetime) -> PickUp | None:
    """Plan the pick-up that belongs to a need, in the first slot with a free place inside the wished time.

    None where the client is nobody's guest, nothing fits or the proof is too old: the need stands all the same, and
    the desk sees what is missing. One that is planned for that day already, and belongs to no need, is taken.
    """
    if need.kind != NeedKind.FOOD_BANK:
        return None
    rows = Household.objects.filter(client_id=need.client_id, ended_at__isnull=True)
    for household in rows.order_by("added_at", "id"):
        planned = _taken(household, need) or _new(actor, household, need, at)
        if planned is not None:
            return planned
    return None


def _taken(household: Household, need: Need) -> PickUp | None:
    first, last = clock.local(need.earliest).date(), clock.local(need.latest).date()
    rows = PickUp.objects.select_for_update(of=("self",)).filter(
        household=household, on__range=(first, last), state=PickUpState.PLANNED, need__isnull=True
    )
    planned = rows.select_related("slot").order_by("on", "id").first()
    if planned is None or not _fits(Place(planned.slot, planned.on, 1), need):
        return None
    planned.need = need
    planned.save(update_fields=["need"])
    return planned


def _new(actor: Actor, household: Household, need: Need, at: datetime) -> PickUp | None:
    first, last = clock.local(need.earliest).date(), clock.local(need.latest).date()
    for place in places(household.food_bank_id, first, last):
        if place.free and _fits(place, need):
            try:
                return plan_pick_up(actor, household, slot=place.slot, on=place.on, need=need, at=at)
            except Refused:
                continue
    return None


def _fits(place: Place, need: Need) -> bool:
    return place.begin < need.latest and place.end > need.earliest
