"""Who comes to the desk, and which of its parts belong to a module."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from lotsenwerk.domain.accounts.models import DESK_ROLES
from lotsenwerk.domain.accounts.visits import visit_of
from lotsenwerk.domain.organisations.modules import CORE, COURSES, FOOD_BANK, GRANTS, GUIDES, PROJECTS, Modules
from lotsenwerk.kit.entry import Guard, May, Parts, Visit, guard

PARTS: Final[Parts] = {
    "calls": CORE,
    "cash": CORE,
    "confirmed": CORE,
    "cooperations": CORE,
    "courses": COURSES,
    "deployments": CORE,
    "food_bank": FOOD_BANK,
    "funding": CORE,
    "grants": GRANTS,
    "guiding": GUIDES,
    "incidents": CORE,
    "inquiries": CORE,
    "letters": CORE,
    "map": CORE,
    "me": CORE,
    "needs": CORE,
    "office_hours": GUIDES,
    "old_pages": PROJECTS,
    "pages": CORE,
    "papers": CORE,
    "people": CORE,
    "plan": CORE,
    "pools": CORE,
    "reports": CORE,
    "signposts": GUIDES,
    "standing": CORE,
    "terms": CORE,
    "things": CORE,
    "today": CORE,
    "town": CORE,
}
"""What belongs to which module. In the core is whatever somebody is answerable for although a module is off."""


def doorkeeper(request: HttpRequest) -> Visit | HttpResponse:
    """Those who have a role at the desk of some town; for all others there is no desk."""
    visit = visit_of(request, frozenset(DESK_ROLES))
    if visit is None:
        raise Http404
    return visit


def desk(may: May, *, of: Modules | None = None) -> Guard:
    """Guard a view of the desk: ``@desk(may_run_journeys)``; ``of`` where it belongs elsewhere than its folder."""
    return guard(doorkeeper, may, PARTS if of is None else of)
