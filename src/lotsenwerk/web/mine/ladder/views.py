"""What comes next: where she stands on the way into each group, what is missing, and what she can sign by a tap."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.queries import volunteer_for
from lotsenwerk.domain.people.queries.becoming import text_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.ladder.ways import texts_to_sign, ways_of
from lotsenwerk.web.mine.steady import attempt


@require_safe
@mine()
def ladder(request: VisitRequest) -> HttpResponse:
    """Each group that she belongs to or is on the way into."""
    today = clock.local(clock.now()).date()
    ways = ways_of(request.actor, today)
    texts = texts_to_sign(ways, request.actor.language, today)
    return render(request, "mine/ladder/ladder.html", {"ways": ways, "texts": texts, "action_id": new_action_id()})


@require_POST
@mine()
def ladder_sign(request: VisitRequest, text_id: int) -> HttpResponse:
    """She has read the text and signs it."""
    actor, now = request.actor, clock.now()
    text, volunteer = text_of(text_id), volunteer_for(actor, actor.person_id or 0)
    refused = attempt(request, lambda: {"id": sign_declaration(actor, volunteer, text, at=now).id}, at=now)
    if refused is None:
        messages.success(request, _("Thank you, it is signed."))
    else:
        messages.error(request, refused.sentence)
    return redirect("mine:ladder")
