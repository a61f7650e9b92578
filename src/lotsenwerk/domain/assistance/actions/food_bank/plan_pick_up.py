"""A household comes on a day, in a slot that has a place."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.food_bank.change_household import still_guest
from lotsenwerk.domain.assistance.entitlement import Entitlement, entitlement_on
from lotsenwerk.domain.assistance.models import Household, Need, PickUp, PickUpSlot
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.queries.food_bank import TAKES_A_PLACE, Place, next_free
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock


def plan_pick_up(
    actor: Actor, household: Household, *, slot: PickUpSlot, on: date, need: Need | None = None, at: datetime
) -> PickUp:
    """Plan a pick-up. A full slot is refused with the next free one; a proof that ran out long ago is refused too.

    The slot is locked while its places are counted, so of two who want the last one in the same moment one gets it.
    A caller who holds a need has locked it before.
    """
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    household = still_guest(household)
    if slot.food_bank_id != household.food_bank_id:
        raise NotThere
    _check_day(slot, on, at)
    if entitlement_on(household, on) == Entitlement.TOO_OLD:
        raise WrongState(_("The proof ran out more than 60 days ago, or was never seen. Please look at it first."))
    slot = lock(PickUpSlot.objects.all(), pk=slot.pk)
    if PickUp.objects.filter(slot=slot, on=on, state__in=TAKES_A_PLACE).count() >= slot.places:
        raise _full(slot, on, at)
    try:
        with transaction.atomic():
            planned = PickUp.objects.create(household=household, slot=slot, on=on, need=need, made_at=at)
    except IntegrityError:
        raise BadInput(_("This household is planned on that day already."), field="on") from None
    record(
        actor,
        "plan_pick_up",
        ("assistance", "pick_up", planned.id),
        story=("assistance", "need", need.id) if need else None,
        at=at,
        about=household.client.person_id,
    )
    return planned


def _check_day(slot: PickUpSlot, on: date, at: datetime) -> None:
    today = clock.local(at).date()
    if on < today:
        raise BadInput(_("This day is over. Please choose one that lies ahead."), field="on")
    if on > today + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field="on")
    if on.weekday() != slot.weekday:
        raise BadInput(_("On this weekday no food is given out in this slot."), field="on")


def _full(slot: PickUpSlot, on: date, at: datetime) -> WrongState:
    beginning = Place(slot, on, 0).begin
    free = next_free(slot.food_bank_id, after=max(at, beginning))
    if free is None:
        return WrongState(_("This slot is full, and so are the next eight weeks."))
    return WrongState(_("This slot is full. The next free one: %(when)s."), params={"when": in_words(free)})


def in_words(place: Place) -> str:
    """A slot on a day as one says it, in the language that is active now: "Thursday, 26 November, 14:00"."""
    # Translators: PHP-style format of a day, "Thursday, 26 November"; German l, j. F
    return f"{date_format(place.on, said('l, j F'))}, {place.slot.begins:%H:%M}"
