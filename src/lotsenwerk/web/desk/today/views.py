"""The day at a glance."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from lotsenwerk.domain.accounts.permissions import may_work_at_desk
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import count_to_call
from lotsenwerk.domain.journal.queries import change_stamp
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import wants_fragment
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.places import places_for
from lotsenwerk.web.desk.today.arranged import arranged


@desk(may_work_at_desk)
def today(request: VisitRequest) -> HttpResponse:
    """The day: who is missing, who goes where, what is to be done. Roles without a day are led to their own place."""
    if not may_run_journeys(request.actor):
        return redirect(places_for(request.actor)[0].url)
    stamp, now = str(change_stamp()), clock.now()
    if wants_fragment(request) and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    context = {
        "stamp": stamp,
        "now": now,
        "board": arranged(request.actor, now),
        "to_call": count_to_call(request.actor),
    }
    page = "desk/today/_board.html" if wants_fragment(request) else "desk/today/today.html"
    return render(request, page, context)
