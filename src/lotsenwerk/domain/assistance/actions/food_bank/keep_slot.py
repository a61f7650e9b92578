"""When food is given out, and for how many households: add a slot, change it, take it away."""

from datetime import datetime, time
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import PickUp, PickUpSlot
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.queries.food_bank import TAKES_A_PLACE, food_bank_for
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock

MOST_PLACES: Final = 500
DAYS_OF_A_WEEK: Final = 7


def add_slot(
    actor: Actor, *, food_bank_id: int, weekday: int, begins: time, ends: time, places: int, at: datetime
) -> PickUpSlot:
    """Add a stretch of a weekday; 0 places means closed (rule S1)."""
    _check(actor, begins, ends, places)
    if not 0 <= weekday < DAYS_OF_A_WEEK:
        raise BadInput(_("Please choose a weekday."), field="weekday")
    try:
        bank = food_bank_for(actor, food_bank_id)
    except NotThere:
        raise BadInput(_("Please choose a food bank from the list."), field="food_bank") from None
    try:
        with transaction.atomic():
            added = PickUpSlot.objects.create(food_bank=bank, weekday=weekday, begins=begins, ends=ends, places=places)
    except IntegrityError:
        raise BadInput(_("There is a slot at this time already."), field="begins") from None
    record(actor, "add_slot", ("assistance", "pick_up_slot", added.id), at=at)
    return added


def change_slot(actor: Actor, slot: PickUpSlot, *, begins: time, ends: time, places: int, at: datetime) -> PickUpSlot:
    """Change times and places. Fewer places than are planned on some day ahead are refused (rule S5)."""
    _check(actor, begins, ends, places)
    slot = lock(PickUpSlot.objects.all(), pk=slot.pk)
    ahead = PickUp.objects.filter(slot=slot, on__gte=clock.local(at).date(), state__in=TAKES_A_PLACE)
    fullest = max((count for _on, count in ahead.values_list("on").annotate(Count("id"))), default=0)
    if 0 < places < fullest:
        raise BadInput(
            _("%(count)d households are planned on one day. Please enter at least as many places, or 0 to close."),
            field="places",
            params={"count": fullest},
        )
    slot.begins, slot.ends, slot.places = begins, ends, places
    try:
        with transaction.atomic():
            slot.save(update_fields=["begins", "ends", "places"])
    except IntegrityError:
        raise BadInput(_("There is a slot at this time already."), field="begins") from None
    record(actor, "change_slot", ("assistance", "pick_up_slot", slot.id), at=at)
    return slot


def take_away_slot(actor: Actor, slot: PickUpSlot, *, at: datetime) -> None:
    """Take away a slot to which nobody was ever planned; any other is closed instead (rule S5)."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    slot = lock(PickUpSlot.objects.all(), pk=slot.pk)
    if PickUp.objects.filter(slot=slot).exists():
        raise WrongState(_("Households have come in this slot. Please set its places to 0: then it is closed."))
    slot_id = slot.id
    slot.delete()
    record(actor, "take_away_slot", ("assistance", "pick_up_slot", slot_id), at=at)


def _check(actor: Actor, begins: time, ends: time, places: int) -> None:
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if ends <= begins:
        raise BadInput(_("The end must be later than the beginning."), field="ends")
    if not 0 <= places <= MOST_PLACES:
        raise BadInput(_("Please enter between 0 and 500 places."), field="places")
