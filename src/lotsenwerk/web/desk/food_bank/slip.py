"""The proxy slip of a helper, as paper."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.queries.food_bank import whole_slip
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.slip_paper import facts_of_slip
from lotsenwerk.domain.organisations.modules import CORE
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.entry import desk


@desk(may_run_food_bank, of=CORE)
@require_POST
def assignment_slip(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Make the slip, or take the one that was made, and hand it over as PDF in the helper's language."""
    assignment = assignment_for(request.actor, assignment_id=assignment_id)
    slip = whole_slip(slip_for(request.actor, assignment, at=clock.now()).id)
    language = slip.assignment.volunteer.person.language
    paper = make_pdf("proxy_slip", facts_of_slip(slip, language), language)
    named = {"Content-Disposition": f'inline; filename="slip-{slip.ref}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)
