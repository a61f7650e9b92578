"""What comes next: where she stands on the way into each group, what is missing, and what she can sign by a tap."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.queries import volunteer_for
from lotsenwerk.domain.people.queries.becoming import text_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.web.mine.entry import mine, mine_or_link, only_what_was_opened
from lotsenwerk.web.mine.ladder.ways import texts_to_sign, ways_of
from lotsenwerk.web.mine.steady import attempt

MOST_DIGITS: Final = 18


@require_safe
@mine()
def ladder(request: VisitRequest) -> HttpResponse:
    """Each group that she belongs to or is on the way into."""
    return _shown(request)


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def way(request: VisitRequest, ref: str) -> HttpResponse:
    """The same for somebody who has no account yet, by the link that she was sent; POST signs a text."""
    actor, volunteer = request.actor, volunteer_for(request.actor, request.actor.person_id or 0)
    only_what_was_opened(request.visit, "way", volunteer.pk)
    if volunteer.person.ref != ref:
        raise NotThere
    if request.method != "POST":
        return _shown(request, reverse("mine:way", kwargs={"ref": ref}))
    text, now = text_of(_number(request.POST.get("text", ""))), clock.now()
    refused = attempt(request, lambda: {"id": sign_declaration(actor, volunteer, text, at=now).id}, at=now)
    return _signed(request, refused, redirect("mine:way", ref=ref))


@require_POST
@mine()
def ladder_sign(request: VisitRequest, text_id: int) -> HttpResponse:
    """She has read the text and signs it."""
    actor, now = request.actor, clock.now()
    text, volunteer = text_of(text_id), volunteer_for(actor, actor.person_id or 0)
    refused = attempt(request, lambda: {"id": sign_declaration(actor, volunteer, text, at=now).id}, at=now)
    return _signed(request, refused, redirect("mine:ladder"))


def _shown(request: VisitRequest, signs_at: str = "") -> HttpResponse:
    today = clock.local(clock.now()).date()
    ways = ways_of(request.actor, today)
    texts = texts_to_sign(ways, request.actor.language, today)
    context = {"ways": ways, "texts": texts, "action_id": new_action_id(), "signs_at": signs_at}
    return render(request, "mine/ladder/ladder.html", context)


def _signed(request: VisitRequest, refused: Refused | None, then: HttpResponse) -> HttpResponse:
    if refused is None:
        messages.success(request, _("Thank you, it is signed."))
    else:
        messages.error(request, refused.sentence)
    return then


def _number(typed: str) -> int:
    """The number of a text; what is none belongs to no text."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else 0
