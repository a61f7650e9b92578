"""The needs: all of them, one with its story, and every step of its journey."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.permissions import may_cancel, may_make_offer, may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import coming, need_for, over, to_confirm, unstaffed, whole_need
from lotsenwerk.domain.people.queries import volunteer_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.kit.prepared import Lines
from lotsenwerk.kit.toasts import offer_undo
from lotsenwerk.web.desk.answers import back, one_page
from lotsenwerk.web.desk.calls.book import NoteForm, alerts_in_words
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.needs.candidates import candidates
from lotsenwerk.web.desk.needs.reasons import CancelForm
from lotsenwerk.web.desk.needs.story import story_in_words
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import id_of_form
from lotsenwerk.web.desk.wording import first_name, kind_word


@desk(may_run_journeys)
def needs(request: VisitRequest) -> HttpResponse:
    """Every need, by what is to be done about it."""
    show = request.GET.get("show", "coming")
    context = {"page": one_page(request, _shown(request, show)), "show": show, "now": clock.now()}
    return render(request, "desk/needs/needs.html", context)


def _shown(request: VisitRequest, show: str) -> Lines[Need] | Sequence[Need]:
    now = clock.now()
    if show == "unstaffed":
        return unstaffed(request.actor, after=now)
    if show == "done":
        return to_confirm(request.actor)
    return over(request.actor, at=now) if show == "over" else coming(request.actor, after=now)


@desk(may_run_journeys)
def need(request: VisitRequest, need_id: int) -> HttpResponse:
    """One need with its whole story: beside the page of the day, or as a page of its own."""
    shown = whole_need(request.actor, need_id)
    context = {
        "need": shown,
        "now": clock.now(),
        "lines": story_in_words(request.actor, shown),
        "alerts": alerts_in_words(shown),
        "note_form": NoteForm(),
        "action_id": id_of_form(request),
        "may_offer": may_make_offer(request.actor, shown),
        "may_cancel": may_cancel(request.actor, shown),
        "next": reverse("desk:today") if wants_fragment(request) else request.path,
    }
    page = "desk/needs/_panel.html" if wants_fragment(request) else "desk/needs/need.html"
    return render(request, page, context)


@desk(may_run_journeys)
def need_volunteers(request: VisitRequest, need_id: int) -> HttpResponse:
    """Who can go, likeliest first, with the reasons."""
    shown, now = need_for(request.actor, need_id), clock.now()
    context = {"need": shown, "candidates": candidates(request.actor, shown, now), "now": now}
    page = "desk/needs/_volunteers.html" if wants_fragment(request) else "desk/needs/volunteers.html"
    return render(request, page, context)


@desk(may_run_journeys)
@require_POST
def need_offer(request: VisitRequest, need_id: int, person_id: int) -> HttpResponse:
    """Ask a volunteer; for ten seconds nobody has heard of it."""
    asked = volunteer_for(request.actor, person_id)
    offer = make_offer(request.actor, need_for(request.actor, need_id), volunteer=asked, at=clock.now())
    sentence = _("%(name)s is being asked.") % {"name": first_name(asked.person)}
    offer_undo(request, sentence, reverse("desk:offer_withdraw", args=[offer.id]))
    return back(request, "desk:need", need_id)


@desk(may_run_journeys)
def need_cancel(request: VisitRequest, need_id: int) -> HttpResponse:
    """The help is not needed any more; the reason goes into the story."""
    shown, form = need_for(request.actor, need_id), CancelForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            cancel(request.actor, shown, reason=form.cleaned_data["reason"], at=clock.now())
            messages.success(request, _("Cancelled. Whoever would have come is told."))
            return redirect("desk:need", need_id)
    return render(request, "desk/needs/cancel.html", {"need": shown, "form": form, "title": kind_word(shown.kind)})
