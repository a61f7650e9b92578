"""The first public page: what this is, the way to help, and whom to call for help."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.organisations.queries import switched_on_somewhere, tenants
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.asking.views import is_offered
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.guides.views import has_guides
from lotsenwerk.web.portal.help.words import DOINGS, offered
from lotsenwerk.web.portal.tongues import in_every_language


@require_safe
@public
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Lead to the form, and say the number to call."""
    modules = switched_on_somewhere()
    roles = offered(modules)
    context = {
        "language": language,
        "languages": in_every_language("portal:home"),
        "is_reviewed": is_reviewed(language),
        "roles": roles,
        "doings": [DOINGS[role[0]] for role in roles],
        "has_guides": has_guides(modules),
        "offices": offices(),
        "may_be_asked": is_offered(role[0] for role in roles),
    }
    return render(request, "portal/home/home.html", context)


def offices() -> Sequence[tuple[str, str, str]]:
    """Who can be called: name, number as it is dialled, number as one reads it."""
    reachable = tenants().exclude(phone="").values_list("name", "phone")
    return [(name, phone, phone_numbers.shown(phone)) for name, phone in reachable]
