"""What is typed about things and bookings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.gatherings.actions.keep_thing import About
from lotsenwerk.domain.gatherings.models import Thing, ThingKind, ToCarriers
from lotsenwerk.kit import clock
from lotsenwerk.kit.form_rendering import QuietSelect
from lotsenwerk.web.hosting.things import KINDS, TO_CARRIERS, BookingForm


class ThingForm(forms.Form):
    """Something that the town lends."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind, word) for kind, (word, _drawing) in KINDS.items()])
    name = forms.CharField(label=_("Name"), max_length=80)
    where = forms.CharField(label=_("Where it stands"), max_length=160, required=False)
    note = forms.CharField(
        label=_("Good to know"),
        max_length=300,
        required=False,
        help_text=_("Who has the key, how many crates fit in."),
    )
    handover_minutes = forms.IntegerField(
        label=_("Minutes between two bookings"), initial=15, help_text=_("For bringing back, cleaning, charging.")
    )

    to_carriers = forms.ChoiceField(
        label=_("Associations and carriers"), choices=list(TO_CARRIERS.items()), widget=QuietSelect
    )

    def about(self) -> About:
        """What the verbs want to know."""
        given = self.cleaned_data
        return About(**{**given, "kind": ThingKind(given["kind"]), "to_carriers": ToCarriers(given["to_carriers"])})


class NotLentForm(forms.Form):
    """Why a carrier cannot have it."""

    answer = forms.CharField(label=_("Why not?"), max_length=200, help_text=_("The carrier reads it."))


class ForAssignmentForm(BookingForm):
    """The same for a visit: which thing, and as long as the visit takes."""

    field_order = ("thing", "day", "begins", "ends", "last_day")

    thing = forms.TypedChoiceField(label=_("What?"), coerce=int)

    def __init__(self, *args: Any, things: "list[Thing]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = [(thing.id, thing.name) for thing in things]  # type: ignore[attr-defined]


def like_assignment(assignment: Assignment) -> dict[str, Any]:
    """The times of a visit as they stand in the form."""
    begin, end = clock.local(assignment.during.lower), clock.local(assignment.during.upper)
    other_day = end.date() if end.date() != begin.date() else None
    return {"day": begin.date(), "begins": begin.time(), "ends": end.time(), "last_day": other_day}
