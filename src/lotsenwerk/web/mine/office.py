"""Whom to call with a question, and through whom a helper is insured."""

from dataclasses import dataclass
from datetime import timedelta

from lotsenwerk.domain.assistance.queries.book import address_shown_for, practice
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.kit import phone_numbers


@dataclass(frozen=True, slots=True)
class Office:
    """The office as a helper needs it; empty texts where the town has not said it."""

    number: str
    phone: str
    hours: str
    insured_through: str
    address_shown_for: timedelta
    """How long after a visit its address is still shown."""


def office() -> Office:
    """The office of the open town, in two queries."""
    here, habits = this_organisation(), practice()
    return Office(
        number=here.phone,
        phone=phone_numbers.shown(here.phone) if here.phone else "",
        hours=habits.desk_hours,
        insured_through=habits.insured_through,
        address_shown_for=address_shown_for(habits),
    )
