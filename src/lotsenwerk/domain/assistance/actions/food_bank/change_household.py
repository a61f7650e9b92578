"""A household has become larger or smaller, or pays another fee."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.food_bank.enter_household import check_household
from lotsenwerk.domain.assistance.models import Household
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock


def change_household(
    actor: Actor, household: Household, *, adults: int, children: int, fee_cents: int, at: datetime
) -> Household:
    """Change size and fee from now on; what was paid before stays what it was."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    check_household(adults, children, fee_cents)
    household = still_guest(household)
    household.adults, household.children, household.fee_cents = adults, children, fee_cents
    household.save(update_fields=["adults", "children", "fee_cents"])
    subject = ("assistance", "household", household.id)
    record(actor, "change_household", subject, at=at, about=household.client.person_id)
    return household


def still_guest(household: Household) -> Household:
    """The row as it is now, locked; ``WrongState`` where the household has ended in the meantime."""
    locked = lock(Household.objects.select_related("client__person"), pk=household.pk)
    if locked.ended_at is not None:
        raise WrongState(_("This household does not come any more. Please enter it again first."))
    return locked
