"""What is changed around one person: each a small form of its own that works without script."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.apart import keep_apart
from lotsenwerk.domain.people.actions.absences import end_absence, note_absence
from lotsenwerk.domain.people.actions.contacts import add_contact, change_contact_person
from lotsenwerk.domain.people.actions.pairs import end_standing_yes, give_standing_yes, remove_veto
from lotsenwerk.domain.people.actions.suitability import (
    engage,
    remove_fact,
    remove_other_hours,
    see_fact,
    set_other_hours,
)
from lotsenwerk.domain.people.models import Client, Person, Volunteer
from lotsenwerk.domain.people.permissions import may_admit_volunteers, may_keep_people, may_keep_vetoes
from lotsenwerk.domain.people.queries import (
    absence_for,
    client_for,
    contact_for,
    fact_for,
    names_to_choose,
    other_hours_for,
    person_for,
    regular_for,
    veto_for,
    volunteer_for,
)
from lotsenwerk.domain.privacy.actions.erase_person import remove_contact
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.people import around_forms as small
from lotsenwerk.web.desk.refusals import one_step, posted


@desk(may_keep_people)
def person_contact_new(request: VisitRequest, person_id: int) -> HttpResponse:
    """Enter somebody whom a client trusts."""
    client, form = client_for(request.actor, person_id), small.TrustedForm(posted(request))
    return _one_form(
        request,
        client.person,
        form,
        _("Whom does %(name)s trust?"),
        lambda: add_contact(request.actor, client, **form.facts(), at=clock.now()),
    )


@desk(may_keep_people)
def contact(request: VisitRequest, contact_id: int) -> HttpResponse:
    """Change who a contact person is and whether she is told."""
    trusted = contact_for(request.actor, contact_id)
    form = small.TrustedForm(posted(request), initial=small.known_of(trusted))
    return _one_form(
        request,
        trusted.client.person,
        form,
        _("Whom does %(name)s trust?"),
        lambda: change_contact_person(request.actor, trusted, **form.facts(), at=clock.now()),
    )


@desk(may_keep_people)
@require_POST
def contact_remove(request: VisitRequest, contact_id: int) -> HttpResponse:
    """A client does not trust somebody any more; who is nothing else here is forgotten."""
    trusted = contact_for(request.actor, contact_id)
    remove_contact(request.actor, trusted, at=clock.now())
    messages.success(request, _("Done."))
    return redirect("desk:person", trusted.client.person_id)


@desk(may_keep_people)
def person_away(request: VisitRequest, person_id: int) -> HttpResponse:
    """Somebody is away for whole days."""
    person = person_for(request.actor, person_id)
    form = small.AwayForm(posted(request), initial={"first_day": clock.local(clock.now()).date()})
    return _one_form(
        request,
        person,
        form,
        _("%(name)s is away"),
        lambda: note_absence(request.actor, person, **form.cleaned_data, at=clock.now()),
    )


@desk(may_keep_people)
@require_POST
def absence_end(request: VisitRequest, absence_id: int) -> HttpResponse:
    """Somebody is back."""
    absence = absence_for(request.actor, absence_id)
    end_absence(request.actor, absence, at=clock.now())
    messages.success(request, _("%(name)s is there again.") % {"name": absence.person.name})
    return redirect("desk:person", absence.person_id)


@desk(may_keep_vetoes)
def person_apart(request: VisitRequest, person_id: int) -> HttpResponse:
    """Two are not to meet any more. The other side is never told."""
    person = person_for(request.actor, person_id)
    form = small.ApartForm(posted(request), others=_other_side(request.actor, person))

    def do() -> object:
        said = form.cleaned_data
        pair = _pair(request.actor, person, said["other"])
        return keep_apart(request.actor, *pair, said_by=said["said_by"], note=said["note"], at=clock.now())

    title = _("%(name)s does not meet everybody")
    lead = _("Only the desk reads this. Nobody else, and least of all the other side, is ever told.")
    return _one_form(request, person, form, title, do, places={"volunteer": "other"}, lead=lead)


@desk(may_keep_vetoes)
@require_POST
def veto_remove(request: VisitRequest, person_id: int, veto_id: int) -> HttpResponse:
    """Two may meet again."""
    remove_veto(request.actor, veto_for(request.actor, veto_id), at=clock.now())
    messages.success(request, _("These two may meet again."))
    return redirect("desk:person", person_id)


@desk(may_keep_people)
def person_regular(request: VisitRequest, person_id: int) -> HttpResponse:
    """A volunteer goes to a client without being asked each time."""
    person = person_for(request.actor, person_id)
    form = small.RegularForm(posted(request), others=_other_side(request.actor, person))
    return _one_form(
        request,
        person,
        form,
        _("Goes without being asked"),
        lambda: give_standing_yes(
            request.actor, *_pair(request.actor, person, form.cleaned_data["other"]), at=clock.now()
        ),
        places={"volunteer": "other"},
        lead=_("Who has said yes beforehand stands first and is sent without being asked each time."),
    )


@desk(may_keep_people)
@require_POST
def regular_end(request: VisitRequest, person_id: int, regular_id: int) -> HttpResponse:
    """She is asked each time again."""
    end_standing_yes(request.actor, regular_for(request.actor, regular_id), at=clock.now())
    messages.success(request, _("From now on she is asked each time."))
    return redirect("desk:person", person_id)


@desk(may_keep_people)
def person_seen(request: VisitRequest, person_id: int) -> HttpResponse:
    """A paper of a volunteer was seen, or seen again."""
    volunteer = volunteer_for(request.actor, person_id)
    known = {"seen_on": clock.local(clock.now()).date(), "kind": request.GET.get("kind", "")}
    form = small.SeenForm(posted(request), initial=known)
    return _one_form(
        request,
        volunteer.person,
        form,
        _("What we have seen of %(name)s"),
        lambda: see_fact(request.actor, volunteer, **form.cleaned_data, at=clock.now()),
        lead=_("We keep the day and who saw it, never a copy."),
    )


@desk(may_keep_people)
@require_POST
def fact_remove(request: VisitRequest, fact_id: int) -> HttpResponse:
    """It does not count any more."""
    fact = fact_for(request.actor, fact_id)
    remove_fact(request.actor, fact, at=clock.now())
    messages.success(request, _("Done."))
    return redirect("desk:person", fact.volunteer.person_id)


@desk(may_keep_people)
def person_other_hours(request: VisitRequest, person_id: int) -> HttpResponse:
    """One day of a volunteer is different from the week."""
    volunteer, form = volunteer_for(request.actor, person_id), small.OtherHoursForm(posted(request))
    return _one_form(
        request,
        volunteer.person,
        form,
        _("A day on which it is different"),
        lambda: set_other_hours(request.actor, volunteer, **form.cleaned_data, at=clock.now()),
    )


@desk(may_keep_people)
@require_POST
def other_hours_remove(request: VisitRequest, hours_id: int) -> HttpResponse:
    """That day is like every other again."""
    hours = other_hours_for(request.actor, hours_id)
    remove_other_hours(request.actor, hours, at=clock.now())
    messages.success(request, _("Done."))
    return redirect("desk:person", hours.volunteer.person_id)


@desk(may_admit_volunteers)
def person_engagement(request: VisitRequest, person_id: int) -> HttpResponse:
    """In which way somebody helps."""
    volunteer = volunteer_for(request.actor, person_id)
    form = small.EngagementForm(posted(request), initial={"engagement": volunteer.engagement})
    return _one_form(
        request,
        volunteer.person,
        form,
        _("How %(name)s helps"),
        lambda: engage(request.actor, volunteer, form.cleaned_data["engagement"], at=clock.now()),
    )


def _one_form(
    request: VisitRequest,
    person: Person,
    form: forms.Form,
    title: str,
    act: Callable[[], Any],
    *,
    places: dict[str, str] | None = None,
    lead: str = "",
) -> HttpResponse:
    """Show a small form and do its one step; back to the person when it is done."""
    done = one_step(request, form, act, said=_("Saved."), then=("desk:person", person.pk), places=places)
    named = title % {"name": person.name} if "%(" in title else title
    context = {"person": person, "form": form, "title": named, "lead": lead}
    return done or render(request, "desk/people/one_form.html", context)


def _other_side(actor: Actor, person: Person) -> list[tuple[int, str]]:
    """Who could be meant: volunteers for a client, clients for a volunteer."""
    return [one for one in names_to_choose(actor, helping=hasattr(person, "client")) if one[0] != person.pk]


def _pair(actor: Actor, person: Person, other_id: int) -> tuple[Client, Volunteer]:
    """The client and the volunteer of the two, whoever the page is about."""
    if hasattr(person, "client"):
        return person.client, volunteer_for(actor, other_id)
    return client_for(actor, other_id), volunteer_for(actor, person.pk)
