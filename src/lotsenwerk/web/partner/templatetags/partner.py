"""Amounts, numbers and households as a partner's pages say them: ``{% load partner %}``."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.domain.assistance import diets
from lotsenwerk.domain.assistance.models import Assignment, Household, PickUp, ProxySlip
from lotsenwerk.domain.assistance.queries.food_bank import slip_of, who_fetches
from lotsenwerk.domain.assistance.slip_paper import shown_ref
from lotsenwerk.kit import money, phone_numbers
from lotsenwerk.kit.money import Cents

register = template.Library()
register.filter("paper_number", shown_ref)


@register.filter
def euro(cents: int) -> str:
    """An amount as people read it."""
    return money.shown(Cents(cents))


@register.filter
def phone(number: str) -> str:
    """A telephone number as one reads it."""
    return phone_numbers.shown(number) if number else ""


@register.filter
def size(household: Household) -> str:
    """Who belongs to a household: "2 adults, 1 child"."""
    adults = ngettext("%(count)d adult", "%(count)d adults", household.adults) % {"count": household.adults}
    if not household.children:
        return adults
    children = ngettext("%(count)d child", "%(count)d children", household.children) % {"count": household.children}
    return _("%(adults)s, %(children)s") % {"adults": adults, "children": children}


@register.filter
def diet(household: Household) -> Sequence[str]:
    """What is not eaten, in words; fetched with the list, so that no row asks again."""
    return diets.in_words(getattr(household.client, "dietary_wish", None))


@register.filter
def proxy(pick_up: PickUp) -> Assignment | None:
    """The helper who fetches for the household."""
    return who_fetches(pick_up)


@register.filter
def slip(pick_up: PickUp) -> ProxySlip | None:
    """The slip that she brings, if one was made."""
    return slip_of(pick_up)
