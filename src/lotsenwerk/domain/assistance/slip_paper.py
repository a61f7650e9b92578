"""What stands on the proxy slip: initials alone, no papers by name, nothing of what anybody eats."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import ProxySlip
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import money, phone_numbers
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.paper_facts import ProxySlip as SlipFacts

HALF: Final = 5


def facts_of_slip(slip: ProxySlip, language: str) -> SlipFacts:
    """The facts of the paper ``proxy_slip``. The day is said in German, as the counter reads it.

    The code to scan leads to a page of the food bank's own; whoever is not logged in there sees nothing.
    """
    town, pick_up = this_organisation(), slip.pick_up
    household, bank, slot = pick_up.household, pick_up.household.food_bank, pick_up.slot
    with translation.override("de"):
        # Translators: PHP-style format of a whole date, "Thursday, 26 November 2026"; German l, j. F Y
        day = date_format(slip.valid_on, _("l, j F Y"))
    with translation.override(language):
        bring = _to_bring(household.fee_cents)
    return {
        "town": town.name,
        "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
        "food_bank": bank.name,
        "food_bank_address": _address(bank),
        "day": day,
        "time": f"{slot.begins:%H:%M}–{slot.ends:%H:%M}",
        "helper": slip.assignment.volunteer.person.name,
        "client_initials": initials(household.client.person),
        "household": household.adults + household.children,
        "bring": bring,
        "link": {"qr": settings.PUBLIC_URL.rstrip("/") + reverse("partner:slip", args=[slip.ref])},
        "ref": shown_ref(slip.ref),
    }


def shown_ref(ref: str) -> str:
    """A number of ten signs as people read it from paper: "7h2k9-m4qrt"."""
    return f"{ref[:HALF]}-{ref[HALF:]}"


def initials(person: Person) -> str:
    """First letters alone: "E. W.", where nothing is known a stroke."""
    return " ".join(f"{name[0]}." for name in (person.given_name, person.family_name) if name) or "–"


def _address(bank: Organisation) -> str:
    return ", ".join(part for part in (bank.address, f"{bank.postcode} {bank.town}".strip()) if part)


def _to_bring(fee_cents: int) -> list[str]:
    lines = [_("This slip"), _("Your helper card"), _("Two large bags")]
    if fee_cents:
        lines.append(_("The fee: %(amount)s") % {"amount": money.shown(Cents(fee_cents))})
    return lines
