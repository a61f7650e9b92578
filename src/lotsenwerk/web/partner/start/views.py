"""Where somebody arrives who speaks for a partner: at the one page that is hers, or before the choice."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.partner.entry import PartnerVisit, either


@require_safe
@either()
def start(request: VisitRequest) -> HttpResponse:
    """Lead on; whoever has more than one of them chooses, and whoever has no pages yet reads what to do."""
    visit = cast("PartnerVisit", request.visit)
    places = {"partner:day": visit.gives_out, "partner:inquiries": visit.asks, "partner:pages": visit.tells}
    open_to_her = [place for place, is_open in places.items() if is_open]
    if len(open_to_her) == 1:
        return redirect(open_to_her[0])
    return render(request, "partner/start/start.html")
