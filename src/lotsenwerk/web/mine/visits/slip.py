"""The slip with which a helper fetches food for somebody, as paper."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.queries.food_bank import whole_slip
from lotsenwerk.domain.assistance.slip_paper import facts_of_slip
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.mine.entry import mine_or_link
from lotsenwerk.web.mine.opened import opened


@require_POST
@mine_or_link()
def slip(request: VisitRequest, ref: str) -> HttpResponse:
    """Make the slip, or take the one that was made; as PDF in the helper's language and German."""
    found = opened(request, ref)
    made = whole_slip(slip_for(request.actor, found, at=clock.now()).id)
    paper = make_pdf("proxy_slip", facts_of_slip(made, request.actor.language), request.actor.language)
    named = {"Content-Disposition": f'inline; filename="slip-{made.ref}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)
