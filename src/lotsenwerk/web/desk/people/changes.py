"""What is changed about one person: contact, helping, picture, standing; and her rights to know and to be forgotten."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.portrait import keep_portrait
from lotsenwerk.domain.people.actions.register import change_contact, change_helping
from lotsenwerk.domain.people.permissions import may_admit_volunteers, may_keep_people, may_see_people
from lotsenwerk.domain.people.queries import person_for, portrait_for, volunteer_for
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.domain.privacy.permissions import may_erase, may_export
from lotsenwerk.domain.privacy.queries import everything_about, reasons_to_keep
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.people.forms import ClientForm, ContactForm, HelpingForm, PortraitForm, contact_of, helping_of
from lotsenwerk.web.desk.people.wording import moved_in_words
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_keep_people)
def person_contact(request: VisitRequest, person_id: int) -> HttpResponse:
    """Change who somebody is, how one reaches her, and how one gets to the door."""
    person = person_for(request.actor, person_id)
    name, kind = person.name, ClientForm if hasattr(person, "client") else ContactForm
    form = kind(posted(request), initial=contact_of(person))
    if form.is_valid():
        with refusals_at(form):
            access = form.access() if isinstance(form, ClientForm) else None
            change_contact(request.actor, person, form.contact(person), access=access, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:person", person_id)
    return render(request, "desk/people/contact.html", {"person_id": person_id, "name": name, "form": form})


@desk(may_keep_people)
def person_helping(request: VisitRequest, person_id: int) -> HttpResponse:
    """Change how and when a volunteer helps."""
    volunteer = volunteer_for(request.actor, person_id)
    known, languages, stretches = helping_of(volunteer)
    form = HelpingForm(posted(request), initial=known, languages=languages, stretches=stretches)
    if form.is_valid():
        with refusals_at(form):
            change_helping(request.actor, volunteer, **form.facts(), at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:person", person_id)
    return render(request, "desk/people/helping.html", {"person": volunteer.person, "helping": form})


@desk(may_see_people)
def person_portrait(request: VisitRequest, person_id: int) -> HttpResponse:
    """The picture itself."""
    portrait = portrait_for(request.actor, person_id)
    return HttpResponse(bytes(portrait.content), content_type=portrait.content_type)


@desk(may_keep_people)
def person_picture(request: VisitRequest, person_id: int) -> HttpResponse:
    """Keep a new picture."""
    person = person_for(request.actor, person_id)
    form = PortraitForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        with refusals_at(form, places={"": "picture"}):
            keep_portrait(request.actor, person, form.cleaned_data["picture"].read(), at=clock.now())
            messages.success(request, _("The picture is kept."))
            return redirect("desk:person", person_id)
    return render(request, "desk/people/picture.html", {"person": person, "form": form})


@desk(may_admit_volunteers)
@require_POST
def person_move(request: VisitRequest, person_id: int, verb: str) -> HttpResponse:
    """Move a volunteer on the ladder."""
    moved = move_volunteer(request.actor, volunteer_for(request.actor, person_id), verb, at=clock.now())
    messages.success(request, moved_in_words(moved))
    return redirect("desk:person", person_id)


@desk(may_erase)
def person_erase(request: VisitRequest, person_id: int) -> HttpResponse:
    """Forget a person, or read why that is not possible yet."""
    person = person_for(request.actor, person_id)
    if request.method == "POST":
        erase_person(request.actor, person, at=clock.now())
        messages.success(request, _("Everything that said who it was is forgotten."))
        return redirect("desk:people")
    return render(request, "desk/people/erase.html", {"person": person, "reasons": reasons_to_keep(person.id)})


@desk(may_export)
def person_export(request: VisitRequest, person_id: int) -> HttpResponse:
    """Everything that is kept of a person, as a file to hand over."""
    everything = everything_about(request.actor, person_id)
    response = JsonResponse(everything, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = f'attachment; filename="lotsenwerk-{everything["person"]}.json"'
    return response
