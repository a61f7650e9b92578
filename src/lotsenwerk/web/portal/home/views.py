"""The first public page: what is near, three doors, whom to call, and what takes place next."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.organisations.queries import switched_on_somewhere, tenants
from lotsenwerk.domain.publishing.queries.days import DayAhead
from lotsenwerk.domain.publishing.queries.front import Front, front
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.asking.views import is_offered
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.guides.views import has_guides
from lotsenwerk.web.portal.help.words import DOINGS, offered
from lotsenwerk.web.portal.home.near import here_of
from lotsenwerk.web.portal.tongues import in_every_language
from lotsenwerk.web.shown.cards import card_of
from lotsenwerk.web.shown.days import row_of


@require_safe
@public
def home(request: HttpRequest, language: str) -> HttpResponse:
    """What is near somebody, the three doors, and the number to call."""
    here = here_of(request.GET.get("near", ""))
    context = {
        "language": language,
        "languages": in_every_language("portal:home"),
        "is_reviewed": is_reviewed(language),
        "here": here,
        "offices": [] if here.bodies else offices(),
        **_doors(),
        **_shown(front(language, here.spot, at=clock.now()), language),
    }
    return render(request, "portal/home/home.html", context)


def _doors() -> dict[str, Any]:
    """What one can do here, as far as somebody has switched it on."""
    modules = switched_on_somewhere()
    roles = offered(modules)
    return {
        "roles": roles,
        "doings": [DOINGS[role[0]] for role in roles],
        "has_guides": has_guides(modules),
        "may_be_asked": is_offered(role[0] for role in roles),
    }


def offices() -> Sequence[tuple[str, str, str]]:
    """Who can be called: name, number as it is dialled, number as one reads it."""
    reachable = tenants().exclude(phone="").values_list("name", "phone")
    return [(name, phone, phone_numbers.shown(phone)) for name, phone in reachable]


def _shown(found: Front, language: str) -> dict[str, Any]:
    """Dates by day, projects and news as cards."""
    for day, shown in found.dates:
        day.entry = shown.entry
    rows = [DayAhead(day, shown.text) for day, shown in found.dates]
    return {
        "dates": [(one.day, row_of(one, language)) for one in rows],
        "projects": [card_of(one, language) for one in found.projects],
        "news": [card_of(one, language) for one in found.news],
    }
