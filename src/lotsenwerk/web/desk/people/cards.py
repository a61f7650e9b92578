"""Helpers' cards: made, printed, ended, and looked up for somebody who calls."""

import base64
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.cards import end_card, issue_card
from lotsenwerk.domain.people.models import HelperCard, Volunteer
from lotsenwerk.domain.people.permissions import may_admit_volunteers, may_see_people
from lotsenwerk.domain.people.queries import (
    card_of,
    helper_of_card,
    number_of_card,
    portrait_for,
    volunteer_for,
)
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.kit.paper_facts import HelperCard as CardFacts
from lotsenwerk.kit.paper_facts import Jpeg
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.people.around_forms import CardForm, NumberForm, half_a_year_from
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_admit_volunteers)
def person_card(request: VisitRequest, person_id: int) -> HttpResponse:
    """A new card; the one before ends."""
    volunteer = volunteer_for(request.actor, person_id)
    form = CardForm(posted(request), initial={"valid_until": half_a_year_from(_today())})
    if form.is_valid():
        with refusals_at(form):
            issue_card(request.actor, volunteer, **form.cleaned_data, at=clock.now())
            messages.success(request, _("The card counts. Now it can be printed."))
            return redirect("desk:person_card", person_id)
    card = card_of(request.actor, volunteer)
    shown = {
        "card": card,
        "number": number_of_card(card) if card else "",
        "is_old": card and card.valid_until < _today(),
    }
    return render(request, "desk/people/card.html", {"person": volunteer.person, "form": form, **shown})


@desk(may_admit_volunteers)
def person_card_paper(request: VisitRequest, person_id: int) -> HttpResponse:
    """The running card as a paper."""
    volunteer = volunteer_for(request.actor, person_id)
    card = card_of(request.actor, volunteer)
    if card is None:
        raise NotThere
    paper = make_pdf("helper_card", facts_of_card(request.actor, volunteer, card), "de")
    answer = HttpResponse(paper, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="helferausweis.pdf"'
    return answer


@desk(may_admit_volunteers)
@require_POST
def person_card_end(request: VisitRequest, person_id: int) -> HttpResponse:
    """The card was lost or given back."""
    end_card(request.actor, volunteer_for(request.actor, person_id), at=clock.now())
    messages.success(request, _("The card does not count any more."))
    return redirect("desk:person", person_id)


@desk(may_see_people)
def card_check(request: VisitRequest) -> HttpResponse:
    """Somebody calls and reads out a number: whose card it is, and whether it counts."""
    form = NumberForm({"number": request.GET["number"]} if "number" in request.GET else None)
    found = helper_of_card(request.actor, form.cleaned_data["number"]) if form.is_valid() else None
    card, volunteer = found or (None, None)
    counts = card is not None and card.ended_at is None and card.valid_until >= _today()
    counts = counts and volunteer is not None and volunteer.status == "active"
    context = {"form": form, "card": card, "volunteer": volunteer, "counts": counts, "is_asked": form.is_bound}
    return render(request, "desk/people/card_check.html", context)


def facts_of_card(actor: Actor, volunteer: Volunteer, card: HelperCard) -> CardFacts:
    """What the paper says, in German, as it is shown at German doors."""
    town, number = this_organisation(), number_of_card(card)
    with override("de"):
        until = date_format(card.valid_until, "j. F Y")
    return {
        "town": town.name,
        "name": volunteer.person.name,
        "does": "Einkaufshilfe",
        "number": number,
        "picture": _picture(actor, volunteer),
        "check_phone": phone_numbers.shown(town.phone) if town.phone else "",
        "check_link": {"qr": f"{settings.PUBLIC_URL}{reverse('entrance:check')}?{urlencode({'number': number})}"},
        "valid_until": until,
    }


def _picture(actor: Actor, volunteer: Volunteer) -> Jpeg | None:
    try:
        portrait = portrait_for(actor, volunteer.person_id)
    except NotThere:
        return None
    return {"jpeg": base64.b64encode(bytes(portrait.content)).decode()}


def _today() -> date:
    return clock.local(clock.now()).date()
