"""Whom to call, and what to say: call-backs and alerts as one list to work off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.alerts import alert_done as put_away
from lotsenwerk.domain.assistance.actions.contact_notes import not_reached
from lotsenwerk.domain.assistance.actions.finish import call_back_done
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.book import alert_for, call_list, calls_in_full, line_of
from lotsenwerk.domain.assistance.queries.journey import call_back_for
from lotsenwerk.domain.people.queries.becoming import overdue_interests
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import back, one_page_of
from lotsenwerk.web.desk.calls.lines import call_lines
from lotsenwerk.web.desk.calls.wording import whom_to_call
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.wording import called


@desk(may_run_journeys)
def calls(request: VisitRequest) -> HttpResponse:
    """Everybody who has to hear something from us, or we from them, the oldest first."""
    now = clock.now()
    page = one_page_of(request, call_list(request.actor))
    lines = call_lines(calls_in_full(list(page.object_list)), now)
    promised = overdue_interests(request.actor, clock.local(now).date())
    return render(request, "desk/calls/calls.html", {"page": page, "lines": lines, "now": now, "promised": promised})


@desk(may_run_journeys)
@require_POST
def call_done(request: VisitRequest, call_back_id: int) -> HttpResponse:
    """The client has heard it."""
    call_back = call_back_for(request.actor, call_back_id)
    call_back_done(request.actor, call_back, said=request.POST.get("said", ""), at=clock.now())
    messages.success(request, _("%(name)s knows now.") % {"name": called(call_back.need.client.person)})
    return redirect("desk:calls")


@desk(may_run_journeys)
@require_POST
def call_not_reached(request: VisitRequest, call_back_id: int) -> HttpResponse:
    """The telephone rang in vain; the call stays on the list."""
    need = call_back_for(request.actor, call_back_id).need
    not_reached(request.actor, need, need.client.person, at=clock.now())
    messages.success(request, _("Written down: %(name)s was not reached.") % {"name": called(need.client.person)})
    return redirect("desk:calls")


@desk(may_run_journeys)
@require_POST
def alert_done(request: VisitRequest, alert_id: int) -> HttpResponse:
    """Somebody has taken care of it."""
    alert = alert_for(request.actor, alert_id)
    put_away(request.actor, alert, said=request.POST.get("said", ""), at=clock.now())
    messages.success(request, _("Done: %(name)s.") % {"name": called(alert.need.client.person)})
    return back(request, "desk:calls")


@desk(may_run_journeys)
@require_POST
def alert_not_reached(request: VisitRequest, alert_id: int) -> HttpResponse:
    """The telephone rang in vain; the alert stays on the list."""
    [call] = calls_in_full([line_of(alert_for(request.actor, alert_id))])
    person = whom_to_call(call)
    not_reached(request.actor, call.need, person, at=clock.now())
    messages.success(request, _("Written down: %(name)s was not reached.") % {"name": called(person)})
    return redirect("desk:calls")
