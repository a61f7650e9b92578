"""What things are called, with their drawings, and the times for which they are booked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import BookingState, ThingKind, ToCarriers
from lotsenwerk.kit import clock
from lotsenwerk.kit.form_rendering import DatePicker, TimePicker

KINDS: Final[Mapping[str, tuple[str | Promise, str]]] = {
    ThingKind.CARGO_BICYCLE: (_("Cargo bicycle"), "bike"),
    ThingKind.EQUIPMENT: (_("Equipment"), "device"),
    ThingKind.ROOM: (_("Room"), "home"),
}
DRAWINGS: Final[Mapping[str, str]] = {kind: drawing for kind, (_word, drawing) in KINDS.items()}
TO_CARRIERS: Final[Mapping[str, Promise]] = {
    ToCarriers.NO: _("cannot book it"),
    ToCarriers.ASK: _("ask for it, and we answer"),
    ToCarriers.AT_ONCE: _("have it at once, where it is free"),
}
STATES: Final[Mapping[str, tuple[str, Promise]]] = {
    BookingState.ASKED: ("waiting", _("asked for, not answered yet")),
    BookingState.BOOKED: ("going", _("booked")),
    BookingState.DECLINED: ("off", _("declined")),
    BookingState.CANCELLED: ("off", _("cancelled")),
}
PLACES: Final = {"begin": "day", "end": "ends"}
"""Fields of the verbs, by the fields of the form in which they are typed."""


class BookingForm(forms.Form):
    """From when until when; over night where the last day is another one."""

    day = forms.DateField(label=_("Which day?"), widget=DatePicker)
    begins = forms.TimeField(label=_("From"), widget=TimePicker)
    ends = forms.TimeField(label=_("Until"), widget=TimePicker)
    last_day = forms.DateField(label=_("Back on another day"), widget=DatePicker, required=False)

    def times(self) -> tuple[datetime, datetime]:
        """Begin and end as instants."""
        given = self.cleaned_data
        last = given["last_day"] or given["day"]
        begin = datetime.combine(given["day"], given["begins"], tzinfo=clock.BERLIN)
        end = datetime.combine(last, given["ends"], tzinfo=clock.BERLIN)
        return begin.astimezone(UTC), end.astimezone(UTC)
