"""The pages of a carrier or an association, as its members write them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.domain.publishing.queries.pages import pages as pages_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.partner.entry import writers
from lotsenwerk.web.writing.door import show
from lotsenwerk.web.writing.forms import kinds_to_make
from lotsenwerk.web.writing.rows import most_urgent_first, rows_of


@require_safe
@writers()
def pages(request: VisitRequest) -> HttpResponse:
    """Every page of hers, what needs her first."""
    found: list[Page] = list(pages_of(request.actor))
    rows = most_urgent_first(rows_of(found, clock.local(clock.now()).date()))
    return show(request, "own", {"rows": rows, "kinds": kinds_to_make(at_the_desk=False)})
