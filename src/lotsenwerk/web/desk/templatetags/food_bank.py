"""What the desk says of households, pick-ups and bookings: ``{% load food_bank %}``."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.domain.assistance import diets
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import in_words
from lotsenwerk.domain.assistance.entitlement import Entitlement, entitlement_on
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    DietaryWish,
    Household,
    Need,
    NeedKind,
    PickUp,
    PickUpState,
)
from lotsenwerk.domain.assistance.queries.food_bank import (
    households_of_client,
    next_free,
    pick_up_of_need,
    who_fetches,
)
from lotsenwerk.domain.assistance.queries.journey import who_goes
from lotsenwerk.domain.gatherings.models import Booking
from lotsenwerk.domain.gatherings.queries import bookings_about, ends
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.templatetags.kit import pill

register = template.Library()


@register.filter
def household_size(household: Household) -> str:
    """Who belongs to a household: "2 adults, 1 child"."""
    adults = ngettext("%(count)d adult", "%(count)d adults", household.adults) % {"count": household.adults}
    if not household.children:
        return adults
    children = ngettext("%(count)d child", "%(count)d children", household.children) % {"count": household.children}
    return _("%(adults)s, %(children)s") % {"adults": adults, "children": children}


@register.filter
def diet_words(wish: DietaryWish) -> Sequence[str]:
    """What is not eaten, in words."""
    return diets.in_words(wish)


@register.filter
def proxy(pick_up: PickUp) -> Assignment | None:
    """The helper who fetches for the household."""
    return who_fetches(pick_up)


@register.filter
def back_at(booking: Booking) -> datetime:
    """When a thing has to be back."""
    return ends(booking)


@register.simple_tag
def pick_up_state(pick_up: PickUp) -> SafeString:
    """What became of a pick-up, as a pill."""
    match pick_up.state:
        case PickUpState.FETCHED:
            return pill("done", _("fetched, %(fee)s") % {"fee": money.shown(Cents(pick_up.fee_cents))})
        case PickUpState.NOT_COME:
            return pill("late", _("not come"))
        case PickUpState.CANCELLED:
            return pill("off", _("cancelled"))
    return pill("going", _("planned"))


@register.simple_tag
def proof_state(household: Household, today: date) -> SafeString:
    """How the proof stands today, as a pill."""
    until = date_format(household.valid_until, "SHORT_DATE_FORMAT") if household.valid_until else ""
    match entitlement_on(household, today):
        case Entitlement.SEEN:
            return pill("done", _("counts until %(day)s") % {"day": until})
        case Entitlement.RUNS_OUT:
            return pill("open", _("only until %(day)s") % {"day": until})
        case Entitlement.EXPIRED:
            return pill("late", _("ran out on %(day)s") % {"day": until})
        case Entitlement.NOT_SEEN_YET:
            return pill("waiting", _("proof not seen yet"))
    return pill("late", _("proof too old"))


@register.inclusion_tag("desk/food_bank/_card.html", takes_context=True)
def food_bank_card(context: Context, client: Client) -> dict[str, Any]:
    """Where a client is a guest, on her page. One query."""
    homes = households_of_client(context["request"].actor, client.id)
    return {"client": client, "homes": homes, "today": clock.local(clock.now()).date()}


@register.inclusion_tag("desk/food_bank/_beside_need.html", takes_context=True)
def beside_need(context: Context, need: Need) -> dict[str, Any]:
    """What belongs to a need beside the way: the pick-up with its slip, and what is borrowed for it.

    A need that nobody goes to and that is no food bank asks nothing.
    """
    request = context["request"]
    going = who_goes(need)
    is_ahead = going is not None and going.state == AssignmentState.ACCEPTED
    told: dict[str, Any] = {"request": request, "csrf_token": context.get("csrf_token"), "need": need, "going": going}
    if is_ahead and going is not None:
        told["may_book"] = True
        told["bookings"] = bookings_about(request.actor, ("assistance", "assignment", going.id))
    if need.kind == NeedKind.FOOD_BANK:
        told["pick_up"] = pick_up_of_need(request.actor, need)
        if told["pick_up"] is None:
            told["homes"] = households_of_client(request.actor, need.client_id)
            free = next_free(told["homes"][0].food_bank_id, after=clock.now()) if told["homes"] else None
            told["free"] = in_words(free) if free else ""
    return told
