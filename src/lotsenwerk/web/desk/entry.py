"""Who comes to the desk."""

from django.http import Http404, HttpRequest, HttpResponse

from lotsenwerk.domain.accounts.models import DESK_ROLES
from lotsenwerk.domain.accounts.visits import visit_of
from lotsenwerk.kit.entry import Guard, May, Visit, guard


def doorkeeper(request: HttpRequest) -> Visit | HttpResponse:
    """Those who have a role at the desk of some town; for all others there is no desk."""
    visit = visit_of(request, frozenset(DESK_ROLES))
    if visit is None:
        raise Http404
    return visit


def desk(may: May) -> Guard:
    """Guard a view of the desk: ``@desk(may_run_journeys)``."""
    return guard(doorkeeper, may)
