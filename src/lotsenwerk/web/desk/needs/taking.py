"""From the form of a call to what is saved: a need, or one that comes again, and perhaps somebody who is asked."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.drafts import drop_draft
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.standing import Rule, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked, take_in
from lotsenwerk.domain.assistance.models import Every, Need, NeedState
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.queries.journey import need_for
from lotsenwerk.domain.assistance.queries.standing import first_laid
from lotsenwerk.domain.people.models import Client, Person
from lotsenwerk.domain.people.queries import callers, volunteer_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.toasts import offer_undo
from lotsenwerk.web.desk.needs.forms import NeedForm
from lotsenwerk.web.desk.steady import act_once
from lotsenwerk.web.desk.wording import called_as_object, first_name

LIKELIEST = "likeliest"
"""Instead of a person's id: whoever fits best is asked."""
LONGEST_ID = 18
"""Digits of a number that the database can hold."""


def save(request: VisitRequest, who: Callable[[], Client], form: NeedForm, *, ask: str, at: datetime) -> HttpResponse:
    """Save what a valid form says and ask whom it says (a person's id, ``LIKELIEST`` or nobody); may be refused.

    ``who`` answers for whom; it may enter her first, and is called once however often the form is sent. Where somebody
    cannot be asked after all, the need is saved all the same and the page says why.
    """
    refusals: list[Refused] = []

    def do() -> Mapping[str, object]:
        client = who()
        need = _taken_in(request, client, form, at)
        offer_id, refused = _asked(request, need, ask, at) if need else (None, None)
        refusals.extend([refused] if refused else [])
        drop_draft(request.actor, client)
        return {"need": need.id if need else None, "offer": offer_id, "person": client.person_id}

    answer = act_once(request, do, at=at)
    if answer["need"] is None:
        messages.success(request, _("Saved. It will appear here two weeks before its first day."))
        return redirect("desk:person", answer["person"])
    return _told(request, int(str(answer["need"])), answer.get("offer"), refusals)


def _taken_in(request: VisitRequest, client: Client, form: NeedForm, at: datetime) -> Need | None:
    """What was taken in; none where it comes again and its first day lies too far ahead to be laid now."""
    every, facts = form.cleaned_data.get("repeat", ""), form.facts()
    if not every:
        return take_in(request.actor, client=client, **facts, caller=_caller(request, client, form), at=at)
    earliest, latest = facts.pop("earliest"), facts.pop("latest")
    rule = Rule(
        every=Every(every),
        first_day=form.cleaned_data["day"],
        begins=clock.local(earliest).time(),
        ends=clock.local(latest).time(),
    )
    return first_laid(make_rhythm(request.actor, client=client, rule=rule, asked=Asked(**facts), at=at))


def _caller(request: VisitRequest, client: Client, form: NeedForm) -> Person | None:
    """The contact who calls for the client, where the form names one."""
    named = form.cleaned_data.get("caller")
    return next((one for one in callers(request.actor, client)[1:] if one.id == named), None) if named else None


def _asked(request: VisitRequest, need: Need, ask: str, at: datetime) -> tuple[int | None, Refused | None]:
    """The offer that was made, if somebody is to be asked and can be."""
    if need.state not in {NeedState.OPEN, NeedState.OFFERED}:
        return None, None  # her regular helper goes as always
    person_id = int(ask) if ask.isdecimal() and len(ask) <= LONGEST_ID else None
    if ask == LIKELIEST:
        can = propose(request.actor, need, at=at).can
        person_id = can[0].volunteer.person.id if can else None
    if person_id is None:
        return None, None
    try:
        with transaction.atomic():
            asked = volunteer_for(request.actor, person_id)
            return make_offer(request.actor, need, volunteer=asked, at=at).id, None
    except NotThere:
        return None, None
    except Refused as refused:
        return None, refused


def _told(request: VisitRequest, need_id: int, offer_id: object, refusals: list[Refused]) -> HttpResponse:
    need = need_for(request.actor, need_id)
    name = called_as_object(need.client.person)
    asked = next((offer for offer in need.__dict__["asked"] if offer.id == offer_id), None)
    if asked is not None:
        told = {"name": name, "helper": first_name(asked.volunteer.person)}
        sentence = _("Saved for %(name)s. %(helper)s is being asked.") % told
        offer_undo(request, sentence, reverse("desk:offer_withdraw", args=[asked.id]))
    else:
        messages.success(request, _("Saved. Now: who can go to %(name)s?") % {"name": name})
    for refused in refusals:
        messages.warning(request, str(refused.sentence))
    return redirect("desk:need", need.id)
