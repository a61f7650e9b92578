"""The next thing, and what follows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.queries.journey import open_offers_of, visits_ahead
from lotsenwerk.domain.assistance.queries.planning.days import days_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.today.agenda import agenda


@require_safe
@mine()
def home(request: VisitRequest) -> HttpResponse:
    """A volunteer's first page."""
    now = clock.now()
    asked = open_offers_of(request.actor, after=now)
    days = days_of(request.actor, at=now) if any(offer.day_id for offer in asked) else []
    shown = agenda(asked, days, visits_ahead(request.actor), now)
    return render(request, "mine/today/home.html", {"agenda": shown, "action_id": new_action_id()})
