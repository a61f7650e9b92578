"""Where somebody arrives who speaks for a partner: at the one page that is hers, or before the choice of both."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.partner.entry import PartnerVisit, either


@require_safe
@either()
def start(request: VisitRequest) -> HttpResponse:
    """Lead on; whoever gives out food and asks pools chooses, and whoever has no pages yet reads what to do."""
    visit = cast("PartnerVisit", request.visit)
    if visit.gives_out != visit.asks:
        return redirect("partner:day" if visit.gives_out else "partner:inquiries")
    return render(request, "partner/start/start.html")
