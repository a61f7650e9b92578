"""Whom to call, and what to say."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.finish import call_back_done
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import call_back_for, due_call_backs
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import A_PAGE
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.wording import called, to_tell


@desk(may_run_journeys)
def calls(request: VisitRequest) -> HttpResponse:
    """Everybody who still has to hear who comes, the oldest first."""
    now = clock.now()
    page = Paginator(due_call_backs(request.actor), A_PAGE).get_page(request.GET.get("page"))
    rows = [(call_back, to_tell(call_back, now)) for call_back in page.object_list]
    return render(request, "desk/calls/calls.html", {"page": page, "rows": rows, "now": now})


@desk(may_run_journeys)
@require_POST
def call_done(request: VisitRequest, call_back_id: int) -> HttpResponse:
    """The client has heard it."""
    call_back = call_back_for(request.actor, call_back_id)
    call_back_done(request.actor, call_back, at=clock.now())
    messages.success(request, _("%(name)s knows now.") % {"name": called(call_back.need.client.person)})
    return redirect("desk:calls")
