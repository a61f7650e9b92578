"""The next thing, and what follows."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from lotsenwerk.domain.assistance.models import AssignmentState
from lotsenwerk.domain.assistance.queries import assignments_of, open_offers_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.cards import card_of_assignment, card_of_offer
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.steady import new_action_id

SOON = timedelta(hours=2)


@mine()
def home(request: VisitRequest) -> HttpResponse:
    """One thing at a time: what begins soon, then what waits for an answer, then the next visit."""
    now = clock.now()
    asked = [card_of_offer(offer, now) for offer in open_offers_of(request.actor, after=now)]
    going = [one for one in assignments_of(request.actor) if one.state == AssignmentState.ACCEPTED]
    cards = [card_of_assignment(assignment, now) for assignment in going]
    is_soon = bool(going) and going[0].during.lower <= now + SOON
    question = asked[0] if asked and not is_soon else None
    job = cards[0] if cards and question is None else None
    about = {
        "question": question,
        "job": job,
        "is_soon": is_soon,
        "is_over": bool(job) and going[0].during.upper <= now,
        "more_asked": [card for card in asked if card is not question],
        "more_cards": [card for card in cards if card is not job],
        "action_id": new_action_id(),
    }
    return render(request, "mine/today/home.html", about)
