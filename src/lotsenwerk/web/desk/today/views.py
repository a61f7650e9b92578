"""The day at a glance."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render

from lotsenwerk.domain.accounts.permissions import may_manage_members, may_work_at_desk
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.board import count_to_call
from lotsenwerk.domain.assistance.queries.inquiry_desk import Waiting, asked_of_us
from lotsenwerk.domain.journal.queries import change_stamp
from lotsenwerk.domain.organisations.modules import COURSES, POOLS
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.places import places_for
from lotsenwerk.web.desk.today.arranged import arranged
from lotsenwerk.web.desk.today.week import week_of

PAGES = {
    ("day", False): "desk/today/today.html",
    ("day", True): "desk/today/_board.html",
    ("week", False): "desk/today/week.html",
    ("week", True): "desk/today/_week.html",
}
"""What is shown, and whether a part of the page is asked for."""


@desk(may_work_at_desk)
def today(request: VisitRequest) -> HttpResponse:
    """The day or the week: who is missing, who goes where. Who has no day here is led to her own place."""
    if not may_run_journeys(request.actor) or request.visit.modules.isdisjoint(POOLS):
        return redirect("desk:town" if may_manage_members(request.actor) else _first_place(request))
    stamp, now = str(change_stamp()), clock.now()
    if wants_fragment(request) and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    show = "week" if request.GET.get("show") == "week" else "day"
    board = week_of(request.actor, now, request.GET.get("from", "")) if show == "week" else arranged(request.actor, now)
    to_call = count_to_call(request.actor)
    asked = _asked_of_pools(request, now)
    context = {"stamp": stamp, "now": now, "show": show, "board": board, "to_call": to_call, "asked": asked}
    return render(request, PAGES[show, wants_fragment(request)], context)


def _first_place(request: VisitRequest) -> str:
    return places_for(request.actor, request.visit.modules)[0].url


def _asked_of_pools(request: VisitRequest, now: datetime) -> Waiting:
    """What institutions wait for; nothing is asked where no pool of theirs is switched on."""
    if request.visit.modules.isdisjoint(COURSES):
        return Waiting()
    return asked_of_us(request.actor, clock.local(now).date())
