"""A client is no guest of a food bank any more."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.food_bank.cancel_pick_up import cancel_rows
from lotsenwerk.domain.assistance.actions.food_bank.change_household import still_guest
from lotsenwerk.domain.assistance.models import DietaryWish, Household, PickUp
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed


def end_household(actor: Actor, household: Household, *, at: datetime) -> Household:
    """End it: planned pick-ups go, and with the last household what the client does not eat (rule T5)."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    household = still_guest(household)
    cancel_rows(PickUp.objects.filter(household=household), actor, at=at)
    household.ended_at = at
    household.save(update_fields=["ended_at"])
    if not Household.objects.filter(client=household.client, ended_at__isnull=True).exists():
        DietaryWish.objects.filter(client=household.client).delete()
    subject = ("assistance", "household", household.id)
    record(actor, "end_household", subject, at=at, about=household.client.person_id)
    return household
