"""The telephone rings: who is it, what is it, saved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.queries import needs_of_client
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.register import register_client
from lotsenwerk.domain.people.queries import client_for, find_people, likely_same
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import wants_fragment
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.needs.forms import PLACES, NeedForm, NewCallerForm, fresh, like_last_time
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.wording import called


@desk(may_take_in)
def needs_new(request: VisitRequest) -> HttpResponse:
    """Who is calling? Somebody who is found alone is the one, when Enter was pressed."""
    typed = request.GET.get("q", "")[:100]
    found = find_people(request.actor, typed)
    if wants_fragment(request):
        return render(request, "desk/needs/_callers.html", {"typed": typed, "found": found})
    if len(found) == 1 and hasattr(found[0].person, "client"):
        return redirect("desk:needs_new_for", found[0].person.id)
    return render(request, "desk/needs/new.html", {"typed": typed, "found": found})


@desk(may_take_in)
def needs_new_for(request: VisitRequest, person_id: int) -> HttpResponse:
    """Somebody we know asks for something, perhaps the same as last time."""
    client, now = client_for(request.actor, person_id), clock.now()
    last = needs_of_client(request.actor, client.id)
    again = next((need for need in last if str(need.id) == request.GET.get("again")), None)
    form = NeedForm(posted(request), initial=like_last_time(again, now) if again else fresh(now))
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            return _saved(request, take_in(request.actor, client=client, **form.facts(), at=now))
    context = {"client": client, "person": client.person, "last": last, "again": again, "form": form}
    return render(request, "desk/needs/new_for.html", context)


@desk(may_take_in)
def needs_new_person(request: VisitRequest) -> HttpResponse:
    """Somebody calls for the first time. Who may be known already is shown before a second row is made."""
    now, data = clock.now(), posted(request)
    caller = NewCallerForm(data, initial=_typed_as_person(request))
    form = NeedForm(data, initial=fresh(now))
    alike = _likely_same(request, caller) if caller.is_valid() and form.is_valid() else []
    if caller.is_valid() and form.is_valid() and not alike:
        with refusals_at(form, caller, places=PLACES):
            client = register_client(request.actor, caller.contact(now), access=caller.access(), at=now)
            return _saved(request, take_in(request.actor, client=client, **form.facts(), at=now))
    return render(request, "desk/needs/new_person.html", {"caller": caller, "form": form, "alike": alike})


def _saved(request: VisitRequest, need: Need) -> HttpResponse:
    messages.success(request, _("Saved. Now: who can go to %(name)s?") % {"name": called(need.client.person)})
    return redirect("desk:need", need.id)


def _likely_same(request: VisitRequest, caller: NewCallerForm) -> list[object]:
    """Who may be meant, unless the desk has said that it is somebody else."""
    if "is_somebody_else" in request.POST:
        return []
    typed = {name: caller.cleaned_data[name] for name in ("phone", "given_name", "family_name")}
    return list(likely_same(request.actor, **typed))


def _typed_as_person(request: VisitRequest) -> dict[str, str]:
    """What was typed into the box: digits are a number, the last word is the family name."""
    typed = request.GET.get("q", "").strip()[:100]
    here = this_organisation()
    known = {"town": here.town, "postcode": here.postcode, "language": "de"}
    if any(sign.isdigit() for sign in typed):
        return {**known, "phone": typed}
    *given, family = typed.split() or [""]
    return {**known, "given_name": " ".join(given), "family_name": family}
