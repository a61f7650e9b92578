"""The sheet of whoever is accompanied, by the link of her letter: no login, her language, one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.guide_papers import facts_of_guide_sheet
from lotsenwerk.domain.assistance.models import AssignmentState
from lotsenwerk.domain.assistance.queries.guiding import asked_at, visit_to_guide
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper_words import words
from lotsenwerk.web.mine.entry import mine_or_link, only_what_was_opened


def came_by_link(actor: Actor) -> bool:
    """Whether somebody opened the link of her letter: whoever is accompanied has no login."""
    return actor.came == Came.LINK and actor.person_id is not None


@require_safe
@mine_or_link(came_by_link)
def sheet(request: VisitRequest, ref: str) -> HttpResponse:
    """When, where, who comes, what to bring, and how to cancel."""
    going = visit_to_guide(request.actor, ref)
    only_what_was_opened(request.visit, "sheet", going.id)
    language = get_language() or "de"
    context = {
        "facts": facts_of_guide_sheet(going, asked_at(going), language),
        "words": words("guide_sheet", language),
        "goes": going.state != AssignmentState.RELEASED,
        "number": this_organisation().phone,
    }
    return render(request, "mine/guiding/sheet.html", context)
