"""The people: found, listed, entered, looked at."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.register import register_client, register_volunteer
from lotsenwerk.domain.people.models import Client, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_keep_people, may_see_people
from lotsenwerk.domain.people.queries import clients, find_people, person_for, volunteers, whole_person
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.web.desk.answers import one_page, searched
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.people.at_a_glance import everything_around
from lotsenwerk.web.desk.people.forms import ContactForm, HelpingForm, NewClientForm
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_see_people)
def people(request: VisitRequest) -> HttpResponse:
    """Everybody who is helped or who helps; with something typed, whoever is found."""
    typed = searched(request)
    if typed:
        found = find_people(request.actor, typed)
        page = "desk/people/_found.html" if wants_fragment(request) else "desk/people/found.html"
        return render(request, page, {"typed": typed, "found": found})
    show = "volunteers" if request.GET.get("show") == "volunteers" else "clients"
    status = request.GET.get("status", "")
    rows: QuerySet[Client] | QuerySet[Volunteer] = clients(request.actor)
    if show == "volunteers":
        only = VolunteerStatus(status) if status in VolunteerStatus.values else None
        rows = volunteers(request.actor, status=only)
    return render(request, "desk/people/people.html", {"page": one_page(request, rows), "show": show, "status": status})


@desk(may_see_people)
def person(request: VisitRequest, person_id: int) -> HttpResponse:
    """One person, with what she asked for, or where she goes; who does both has two tabs."""
    shown = whole_person(request.actor, person_id)
    client, volunteer = getattr(shown, "client", None), getattr(shown, "volunteer", None)
    has_both = client is not None and volunteer is not None
    if has_both:
        client, volunteer = (None, volunteer) if request.GET.get("show") == "volunteer" else (client, None)
    now = clock.now()
    context = {"person": shown, "has_both": has_both, "now": now, "today": clock.local(now).date()}
    context |= everything_around(request.actor, shown, client, volunteer, now)
    return render(request, "desk/people/person.html", context)


@desk(may_keep_people)
def client_new(request: VisitRequest) -> HttpResponse:
    """Enter somebody who is to be helped, without a need yet."""
    form = NewClientForm(posted(request), initial=_here())
    if form.is_valid():
        with refusals_at(form):
            actor, now = request.actor, clock.now()
            return _entered(request, lambda: register_client(actor, form.contact(), access=form.access(), at=now))
    return render(request, "desk/people/client_new.html", {"form": form, "action_id": id_of_form(request)})


@desk(may_keep_people)
def volunteer_new(request: VisitRequest) -> HttpResponse:
    """Enter somebody who wants to help."""
    form, helping = ContactForm(posted(request), initial=_here()), HelpingForm(posted(request))
    if form.is_valid() and helping.is_valid():
        with refusals_at(form, helping):
            actor, now = request.actor, clock.now()
            return _entered(request, lambda: register_volunteer(actor, form.contact(), **helping.facts(), at=now))
    context = {"form": form, "helping": helping, "action_id": id_of_form(request)}
    return render(request, "desk/people/volunteer_new.html", context)


def _entered(request: VisitRequest, enter: Callable[[], Client | Volunteer]) -> HttpResponse:
    answer = act_once(request, lambda: {"person": enter().person_id}, at=clock.now())
    entered = person_for(request.actor, int(str(answer["person"])))
    messages.success(request, _("%(name)s is entered.") % {"name": entered.name})
    return redirect("desk:person", entered.id)


def _here() -> dict[str, str]:
    """Most people live in the town itself."""
    here = this_organisation()
    return {"town": here.town, "postcode": here.postcode, "language": "de"}
