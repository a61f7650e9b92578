"""The telephone rings: who is it, what is it, saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.queries.drafts import draft_of, drafts
from lotsenwerk.domain.assistance.queries.journey import last_calls_of
from lotsenwerk.domain.organisations.modules import NEIGHBOURLY
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.register import register_client
from lotsenwerk.domain.people.models import Client, ContactPerson
from lotsenwerk.domain.people.queries import (
    Found,
    client_for,
    contacts_of,
    find_people,
    likely_same,
    regulars_of_client,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.web.desk.answers import searched
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.needs.callers import calls_in_words, page_of_call, the_one_meant
from lotsenwerk.web.desk.needs.forms import PLACES, NeedForm, NewCallerForm, as_typed, fresh, like_last_time
from lotsenwerk.web.desk.needs.taking import LIKELIEST, save
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import id_of_form


@desk(may_take_in, of=NEIGHBOURLY)
def needs_new(request: VisitRequest) -> HttpResponse:
    """Who is calling? Somebody who is found alone is the one, when Enter was pressed."""
    typed = searched(request)
    found = find_people(request.actor, typed)
    if wants_fragment(request):
        return render(request, "desk/needs/_callers.html", {"typed": typed, "found": found})
    meant = the_one_meant(found)
    if meant is not None:
        return redirect(page_of_call(meant))
    begun = drafts(request.actor) if not typed else []
    return render(request, "desk/needs/new.html", {"typed": typed, "found": found, "begun": begun})


@desk(may_take_in, of=NEIGHBOURLY)
def needs_new_for(request: VisitRequest, person_id: int) -> HttpResponse:
    """Somebody we know asks for something, perhaps the same as last time: then one key saves and asks."""
    client, now = client_for(request.actor, person_id), clock.now()
    last, contacts = last_calls_of(request.actor, client.id), list(contacts_of(request.actor, client))
    form = _form_for(request, client, contacts, last, now)
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            return save(request, lambda: client, form, ask=_whom(request), at=now)
    context = {"client": client, "person": client.person, "last": last, "contacts": contacts, "form": form}
    more = {"regulars": regulars_of_client(request.actor, client), "action_id": id_of_form(request)}
    return render(request, "desk/needs/new_for.html", {**context, **more})


@desk(may_take_in, of=NEIGHBOURLY)
def needs_new_person(request: VisitRequest) -> HttpResponse:
    """Somebody calls for the first time. Who may be known already is shown before a second row is made."""
    now, data = clock.now(), None if "q" in request.POST else posted(request)
    caller = NewCallerForm(data, initial=_typed_as_person(request))
    form = NeedForm(data, modules=request.visit.modules, initial=fresh(now))
    alike: Sequence[Found] = []
    if caller.is_valid() and form.is_valid():
        with refusals_at(form, caller, places=PLACES):
            try:
                return save(request, lambda: _entered(request, caller, now), form, ask=_whom(request), at=now)
            except PerhapsKnown as known:
                alike = known.people
    context = {"caller": caller, "form": form, "alike": alike, "action_id": id_of_form(request)}
    return render(request, "desk/needs/new_person.html", context)


class PerhapsKnown(Exception):  # noqa: N818 - nothing is wrong, somebody is asked first
    """Before a second row is made, the desk has to say who is meant."""

    def __init__(self, people: Sequence[Found]) -> None:
        super().__init__(len(people))
        self.people = people


def _entered(request: VisitRequest, caller: NewCallerForm, now: datetime) -> Client:
    # Asked inside what is done once: the second click of a pair must not meet the person that the first one made.
    alike = _likely_same(request, caller)
    if alike:
        raise PerhapsKnown(alike)
    return register_client(request.actor, caller.contact(now), access=caller.access(), at=now)


def _form_for(
    request: VisitRequest, client: Client, contacts: Sequence[ContactPerson], last: Sequence[Need], now: datetime
) -> NeedForm:
    """The form as it was sent, as it was last time, as it was left half typed, or fresh."""
    data, modules = posted(request), request.visit.modules
    names = [(one.person_id, calls_in_words(one)) for one in contacts]
    if data is not None and "same" in data:
        return NeedForm(as_typed(_again(last, str(data["same"]), now)), modules=modules)
    initial: Mapping[str, Any] = fresh(now)
    draft = draft_of(request.actor, client.id) if data is None else None
    if "again" in request.GET:
        initial = _again(last, request.GET["again"], now)
    elif draft is not None:
        initial = {**initial, **draft.typed}
    initial = {"caller": request.GET.get("caller"), **initial}
    form = NeedForm(data, modules=modules, initial=initial, callers=names)
    form.left_at = draft.saved_at if draft is not None and "again" not in request.GET else None
    return form


def _again(last: Sequence[Need], need_id: str, now: datetime) -> Mapping[str, Any]:
    again = next((need for need in last if str(need.id) == need_id), None)
    return like_last_time(again, now) if again else fresh(now)


def _whom(request: VisitRequest) -> str:
    """Whom the form says to ask: a person's id, whoever fits best, or nobody."""
    if "only_save" in request.POST:
        return ""
    return LIKELIEST if "same" in request.POST else request.POST.get("ask", "")


def _likely_same(request: VisitRequest, caller: NewCallerForm) -> Sequence[Found]:
    """Who may be meant, unless the desk has said that it is somebody else."""
    if "is_somebody_else" in request.POST:
        return []
    typed = {name: caller.cleaned_data[name] for name in ("phone", "given_name", "family_name")}
    return likely_same(request.actor, **typed)


def _typed_as_person(request: VisitRequest) -> dict[str, str]:
    """What was typed into the box: digits are a number, the last word is the family name."""
    typed = searched(request)
    here = this_organisation()
    known = {"town": here.town, "postcode": here.postcode, "language": "de"}
    if any(sign.isdigit() for sign in typed):
        return {**known, "phone": typed}
    *given, family = typed.split() or [""]
    return {**known, "given_name": " ".join(given), "family_name": family}
