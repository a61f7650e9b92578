"""The Protokollbuch: what was said with whom, and a form for a new line."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.actions.contact_notes import LONGEST_LINE, note_contact
from lotsenwerk.domain.assistance.models import Need, Way
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.book import book_of_person
from lotsenwerk.domain.assistance.queries.journey import due_alerts, need_for
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.queries import person_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.form_rendering import BigChoice
from lotsenwerk.web.desk.answers import back
from lotsenwerk.web.desk.calls.told import Told, told_of_note
from lotsenwerk.web.desk.calls.wording import ALERTS
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form
from lotsenwerk.web.desk.wording import called_as_object

WAYS = {
    Way.THEY_CALLED: (gettext_lazy("They called"), "phone"),
    Way.WE_CALLED: (gettext_lazy("We called"), "talk"),
    Way.IN_PERSON: (gettext_lazy("In person"), "people"),
    Way.IN_WRITING: (gettext_lazy("In writing"), "envelope"),
}
"""Each way's word and drawing, in the order in which they are offered."""


class NoteForm(forms.Form):
    way = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=[(way, word) for way, (word, _drawing) in WAYS.items()],
        initial=Way.THEY_CALLED,
        widget=BigChoice(icons={way: drawing for way, (_word, drawing) in WAYS.items()}, digits=False),
    )
    text = forms.CharField(
        label=gettext_lazy("What was said?"),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A line stays as it is; a mistake is put right by a new one."),
    )

    def clean_way(self) -> Way:
        """The choice as the verb knows it."""
        return Way(self.cleaned_data["way"])


def lines_of_person(actor: Actor, person_id: int, *, most: int = 20) -> Sequence[Told]:
    """The newest lines about one person in words, newest first. One query."""
    return [told_of_note(note) for note in book_of_person(actor, person_id, most=most)]


def alerts_in_words(need: Need) -> Sequence[tuple[int, str]]:
    """What the desk still has to take care of about a need from ``whole_need``: number, and in two words."""
    return [(alert_id, str(ALERTS[kind])) for alert_id, kind in due_alerts(need)]


@desk(may_run_journeys)
def person_note(request: VisitRequest, person_id: int) -> HttpResponse:
    """Write down a contact with a person."""
    return _note(request, person_for(request.actor, person_id), None)


@desk(may_run_journeys)
def need_note(request: VisitRequest, need_id: int) -> HttpResponse:
    """Write down a contact with the client about one need."""
    need = need_for(request.actor, need_id)
    return _note(request, need.client.person, need)


def _note(request: VisitRequest, person: Person, need: Need | None) -> HttpResponse:
    form, now = NoteForm(posted(request)), clock.now()
    if form.is_valid():
        with refusals_at(form):
            said = form.cleaned_data
            act_once(
                request,
                lambda: {"note": note_contact(request.actor, person, **said, need=need, at=now).id},
                at=now,
            )
            messages.success(request, _("Written down."))
            return back(request, "desk:need", need.id) if need else back(request, "desk:person", person.id)
    context = {"form": form, "person": person, "need": need, "whom": called_as_object(person)}
    return render(request, "desk/calls/note.html", {**context, "action_id": id_of_form(request)})
