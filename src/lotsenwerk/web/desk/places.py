"""The places of the desk, and who may see which."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.domain.accounts.permissions import may_manage_members
from lotsenwerk.domain.assistance.permissions import (
    may_keep_orders,
    may_plan,
    may_run_food_bank,
    may_run_inquiries,
    may_run_journeys,
    may_see_cash,
    may_see_confirmed,
    may_see_deployments,
    may_see_incidents,
    may_see_office_hours,
)
from lotsenwerk.domain.funding.permissions import may_see_grants, may_see_hours
from lotsenwerk.domain.gatherings.permissions import may_lend, may_see_dates
from lotsenwerk.domain.organisations.modules import COURSES, FOOD_BANK, GRANTS, GUIDES, NEIGHBOURLY, POOLS
from lotsenwerk.domain.people.permissions import may_see_people, may_see_pools
from lotsenwerk.domain.privacy.permissions import may_see_retention
from lotsenwerk.domain.publishing.permissions import may_see_every_page
from lotsenwerk.domain.reporting.permissions import may_see_reports
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.templatetags.kit import icon


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the desk's navigation."""

    url: str
    word: str
    drawing: str
    key: str = ""
    exact: bool = False
    group: str = ""


def places_for(actor: Actor, modules: frozenset[str]) -> list[Place]:
    """The navigation of one actor; to the first place leads the desk's own address.

    What belongs to a module that the town has not switched on is not shown.
    """
    gives_out = may_run_food_bank(actor) and not modules.isdisjoint(FOOD_BANK)
    teaches = may_run_courses(actor) and not modules.isdisjoint(COURSES)
    sits = may_see_office_hours(actor) and not modules.isdisjoint(GUIDES)
    has_pools = not modules.isdisjoint(COURSES)
    guided = may_keep_orders(actor) and not modules.isdisjoint(GUIDES)
    takes_calls = not modules.isdisjoint(NEIGHBOURLY)
    helps = not modules.isdisjoint(POOLS)
    journeys, people = may_run_journeys(actor) and helps, may_see_people(actor)
    day, lists = _("Day"), _("People and things")
    money, office = _("Money and papers"), _("Administration")
    every = [
        (journeys, Place(address("desk:today"), _("Today"), "calendar", "h", exact=True, group=day)),
        (journeys and takes_calls, Place(address("desk:needs_new"), _("Take a call"), "phone", "n", group=day)),
        (
            may_run_inquiries(actor) and has_pools,
            Place(address("desk:inquiries"), _("Requests"), "office", "i", group=day),
        ),
        (journeys, Place(address("desk:calls"), _("Call list"), "talk", "r", group=day)),
        (journeys, Place(address("desk:needs"), _("All needs"), "list", "b", exact=True, group=day)),
        (guided, Place(address("desk:guides"), _("Guides under way"), "route", group=day)),
        (journeys, Place(address("desk:standing"), _("Every week"), "clock", group=day)),
        (may_plan(actor) and helps, Place(address("desk:plan"), _("Plan"), "route", "q", group=day)),
        (journeys, Place(address("desk:map"), _("Map and list"), "map-pin", "o", group=day)),
        (people, Place(address("desk:people"), _("People"), "people", "m", group=lists)),
        (may_see_pools(actor), Place(address("desk:pools"), _("Who would like to help"), "heart", group=lists)),
        (gives_out, Place(address("desk:food_bank"), _("Food bank"), "crate", group=lists)),
        (may_lend(actor), Place(address("desk:things"), _("Things to borrow"), "bike", group=lists)),
        (sits, Place(address("desk:office_hours"), _("Office hours"), "clock", group=lists)),
        (may_see_dates(actor), Place(address("desk:gatherings"), pgettext("gatherings", "Dates"), "cup", group=lists)),
        (teaches, Place(address("desk:courses"), _("Courses"), "book", group=lists)),
        (
            may_see_every_page(actor),
            Place(address("desk:pages"), pgettext("of the public site", "Pages"), "flag", group=lists),
        ),
        (may_see_cash(actor), Place(address("desk:cash"), _("Cash book"), "coins", group=money)),
        (
            may_see_deployments(actor) and has_pools,
            Place(address("desk:deployments"), _("Deployments"), "talk", group=money),
        ),
        (
            may_see_hours(actor) and has_pools,
            Place(address("desk:funding"), _("Hours and budget"), "hourglass", group=money),
        ),
        (
            may_see_grants(actor) and not modules.isdisjoint(GRANTS),
            Place(address("desk:grants"), pgettext("money of the state", "Grants"), "coins", group=money),
        ),
        (may_see_reports(actor), Place(address("desk:reports"), _("Figures"), "chart", group=money)),
        (journeys, Place(address("desk:day_sheet"), _("Day sheet"), "book", group=money)),
        (people, Place(address("desk:letters"), _("Letters"), "envelope", group=money)),
        (may_manage_members(actor), Place(address("desk:town"), _("Municipality"), "settings", group=office)),
        (may_see_confirmed(actor), Place(address("desk:confirmed"), _("Confirmed hours"), "check", group=office)),
        (may_see_incidents(actor), Place(address("desk:incidents"), _("Incidents"), "alert", group=office)),
        (may_see_retention(actor), Place(address("desk:retention"), _("Forgetting"), "hourglass", group=office)),
    ]
    return [place for is_open, place in every if is_open]


def navigation(places: Sequence[Place], path: str) -> str:
    """The links in their groups; a group's name is shown where there are several."""
    groups = [(name, list(links)) for name, links in groupby(places, key=lambda place: place.group)]
    drawn = []
    for name, links in groups:
        label = f'<p class="nav-group" aria-hidden="true">{escape(name)}</p>' if len(groups) > 1 else ""
        drawn.append(f'{label}<ul aria-label="{escape(name)}">{"".join(place_link(one, path) for one in links)}</ul>')
    return "".join(drawn)


def place_link(place: Place, path: str) -> str:
    """One link of the navigation; it is the current one when the page's path begins with its address, or is it."""
    is_here = path == place.url if place.exact else path.startswith(place.url)
    current = ' aria-current="page"' if is_here else ""
    key = f' data-key="{escape(place.key)}"' if place.key else ""
    return (
        f'<li><a class="nav-link" href="{escape(place.url)}"{current}{key}>{icon(place.drawing)}'
        f"<span>{escape(place.word)}</span></a></li>"
    )
