"""A client becomes a guest of a food bank."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Household
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.queries.food_bank import food_bank_for
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere

MOST_ADULTS: Final = 20
MOST_CHILDREN: Final = 20
HIGHEST_FEE: Final = 5_000
"""Cents for one pick-up."""


def enter_household(
    actor: Actor,
    *,
    food_bank_id: int,
    client: Client,
    adults: int = 1,
    children: int = 0,
    fee_cents: int = 0,
    at: datetime,
) -> Household:
    """Enter a client as a guest of a food bank. Once at a time: a second one is refused."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    check_household(adults, children, fee_cents)
    try:
        bank = food_bank_for(actor, food_bank_id)
    except NotThere:
        raise BadInput(_("Please choose a food bank from the list."), field="food_bank") from None
    stays(client.person_id)
    try:
        with transaction.atomic():
            entered = Household.objects.create(
                food_bank=bank, client=client, adults=adults, children=children, fee_cents=fee_cents, added_at=at
            )
    except IntegrityError:
        raise BadInput(_("This household is entered there already."), field="food_bank") from None
    subject = ("assistance", "household", entered.id)
    record(actor, "enter_household", subject, at=at, about=client.person_id)
    return entered


def check_household(adults: int, children: int, fee_cents: int) -> None:
    """Rule T2 of docs/rules/food_bank.md; ``BadInput`` with the field."""
    if not 1 <= adults <= MOST_ADULTS:
        raise BadInput(_("Please enter between 1 and 20 adults."), field="adults")
    if not 0 <= children <= MOST_CHILDREN:
        raise BadInput(_("Please enter between 0 and 20 children."), field="children")
    if not 0 <= fee_cents <= HIGHEST_FEE:
        raise BadInput(_("Please enter an amount between 0 and 50 euros."), field="fee")
