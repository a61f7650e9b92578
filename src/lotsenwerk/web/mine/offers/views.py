"""Somebody is asked, and answers with one tap."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer, would_have_come
from lotsenwerk.domain.assistance.actions.inquiries.change import decline_as_biased
from lotsenwerk.domain.assistance.models import Offer, OfferState
from lotsenwerk.domain.assistance.queries.journey import offer_for, visit_of_offer
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.web.mine.cards import card_of_assignment, card_of_offer
from lotsenwerk.web.mine.entry import mine_or_link, only_what_was_opened
from lotsenwerk.web.mine.steady import attempt


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def offer(request: VisitRequest, ref: str) -> HttpResponse:
    """Ask on GET, take the answer on POST. The second tap repeats the first answer."""
    found = offer_for(request.actor, ref=ref)
    only_what_was_opened(request.visit, "answer_offer", found.id)
    said = request.POST.get("answer")
    if said not in {"yes", "no", "biased"}:
        return _show(request, found)
    refused = _answer(request, found, said)
    if refused is not None:
        return _show(request, offer_for(request.actor, ref=ref), refused)
    thanks = _("Thank you! Your yes has arrived.") if said == "yes" else _("Thank you for answering quickly.")
    messages.success(request, thanks)
    is_over = request.visit.allowed is None and said != "yes"
    return redirect("mine:home") if is_over else redirect("mine:offer", ref=ref)


def _answer(request: VisitRequest, asked: Offer, said: str) -> Refused | None:
    now, is_yes = clock.now(), said == "yes"

    def answer() -> Mapping[str, object]:
        if is_yes:
            return {"assignment": accept_offer(request.actor, asked, at=now).ref}
        decline = decline_as_biased if said == "biased" else decline_offer
        return {"offer": decline(request.actor, asked, at=now).ref}

    refused = attempt(request, answer, at=now)
    if refused is not None and is_yes:
        would_have_come(request.actor, asked, at=now)
    return refused


def _show(request: VisitRequest, shown: Offer, refused: Refused | None = None) -> HttpResponse:
    now = clock.now()
    going = visit_of_offer(request.actor, shown.id) if shown.state == OfferState.ACCEPTED else None
    about = {
        "card": card_of_assignment(going, now) if going else card_of_offer(shown, now),
        "offer": shown,
        "going": going,
        "is_late": shown.need.latest <= now,
        "refused": refused.sentence if refused else "",
        "action_id": new_action_id(),
    }
    return render(request, "mine/offers/offer.html", about, status=409 if refused else 200)
