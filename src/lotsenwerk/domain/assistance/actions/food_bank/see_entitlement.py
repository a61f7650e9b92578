"""Somebody has looked at the proof: the day, who, and until when it counts. Nothing else of it is kept."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.food_bank.change_household import still_guest
from lotsenwerk.domain.assistance.entitlement import LONGEST_VALID
from lotsenwerk.domain.assistance.models import Household
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed


def see_entitlement(actor: Actor, household: Household, *, seen_on: date, valid_until: date, at: datetime) -> Household:
    """Note that the proof was seen on a day and counts until another (rule T3)."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if seen_on > clock.local(at).date():
        raise BadInput(_("This day lies ahead. Please enter the day on which it was seen."), field="seen_on")
    if valid_until < seen_on:
        raise BadInput(_("The last day must not lie before the day on which it was seen."), field="valid_until")
    if valid_until > seen_on + LONGEST_VALID:
        raise BadInput(_("Please choose a day within three years."), field="valid_until")
    household = still_guest(household)
    household.seen_on, household.seen_by_user_id, household.valid_until = seen_on, actor.user_id, valid_until
    household.save(update_fields=["seen_on", "seen_by_user_id", "valid_until"])
    subject = ("assistance", "household", household.id)
    record(actor, "see_entitlement", subject, at=at, about=household.client.person_id)
    return household
