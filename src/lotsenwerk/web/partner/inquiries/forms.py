"""The request for an interpreter and the order for a guide."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.order_guide import Ordered
from lotsenwerk.domain.assistance.actions.inquiries.reading import LONGEST_TEXT, MOST_PARTICIPANTS, Wanted
from lotsenwerk.domain.people.models import Gender
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import OF_AGE, Way
from lotsenwerk.kit.form_rendering import BigChoice, DatePicker, QuietSelect, TimePicker
from lotsenwerk.web.partner.inquiries.fields import (
    AppointmentForm,
    instant,
    language_field,
    near,
    read_typed_language,
)

WAYS: Final[Mapping[str, Promise]] = {
    Way.ON_THE_SPOT: _("She comes to us"),
    Way.TELEPHONE: _("By telephone"),
    Way.VIDEO: _("By video"),
}
_DRAWINGS: Final[Mapping[str, str]] = {Way.ON_THE_SPOT: "map-pin", Way.TELEPHONE: "phone", Way.VIDEO: "device"}
WHO: Final = [
    ("pool", _("Somebody of the pool")),
    ("child", _("A child or teenager whom we know")),
    ("family", _("A relative of the person")),
]
"""Who is to interpret: a child or a relative is asked about, refused, and kept nowhere."""


class RequestForm(AppointmentForm):
    """An institution asks for an interpreter."""

    language = language_field(is_needed=True)
    dialect = forms.CharField(label=_("Dialect or region"), max_length=LONGEST_TEXT["dialect"], required=False)
    about = forms.CharField(
        label=_("In a few words"),
        max_length=LONGEST_TEXT["about"],
        required=False,
        help_text=_("So that she can prepare herself. Please no names."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    day_2 = forms.DateField(label=_("Another day"), widget=DatePicker, required=False)
    time_2 = forms.TimeField(label=_("Begin"), widget=TimePicker, required=False)
    day_3 = forms.DateField(label=_("And one more day"), widget=DatePicker, required=False)
    time_3 = forms.TimeField(label=_("Begin"), widget=TimePicker, required=False)
    way = forms.ChoiceField(
        label=_("How do you talk?"), initial=Way.ON_THE_SPOT.value, widget=BigChoice(icons=_DRAWINGS, digits=False)
    )
    participants = forms.IntegerField(
        label=_("How many people take part?"), min_value=1, max_value=MOST_PARTICIPANTS, required=False
    )
    number = forms.CharField(
        label=_("Number on the person's paper"),
        max_length=40,
        required=False,
        help_text=_("Eight digits from the pool's paper; no name. Without it we count for your institution."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "1234 5678"}),
    )
    for_gender = forms.ChoiceField(
        label=_("For whom?"),
        choices=[("", _("we would rather not say")), (Gender.FEMALE, _("for a woman")), (Gender.MALE, _("for a man"))],
        required=False,
        widget=QuietSelect,
    )
    for_country = forms.CharField(label=_("Country of origin"), max_length=LONGEST_TEXT["for_country"], required=False)
    who = forms.ChoiceField(
        label=_("Who is to interpret?"), choices=WHO, initial="pool", widget=forms.RadioSelect, required=False
    )
    has_consent = forms.BooleanField(
        label=_("The person knows that a volunteer interprets, and agrees"),
        help_text=_("You ask her beforehand; without her yes nobody comes."),
        required=False,
    )

    FROM_FORM = (
        *("dialect", "about", "way", "participants", "number", "for_gender", "for_country", "has_consent"),
        "other_dates",
    )

    def __init__(self, *args: Any, ways: Sequence[str] = tuple(WAYS), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(one, WAYS[one]) for one in WAYS if one in ways]  # type: ignore[attr-defined]
        if Way.ON_THE_SPOT not in ways and ways:
            self.initial.setdefault("way", ways[0])

    def clean(self) -> dict[str, Any]:
        """The language by its code, and the other dates as instants."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("language"):
            try:
                code, dialect = read_typed_language(given["language"])
            except forms.ValidationError as asked:
                self.add_error("language", asked)
            else:
                given["language"], given["dialect"] = code, given.get("dialect") or dialect
        given["other_dates"] = [one for one in (self._other("2"), self._other("3")) if one is not None]
        return given

    def _other(self, which: str) -> datetime | None:
        day, time = self.cleaned_data.get(f"day_{which}"), self.cleaned_data.get(f"time_{which}")
        if day is None and time is None:
            return None
        if day is None or time is None:
            name = f"day_{which}" if day is None else f"time_{which}"
            if name not in self.errors:
                self.add_error(name, _("Please say the day and the time, or leave both empty."))
            return None
        try:
            return instant(near(day), time)
        except forms.ValidationError as far:
            self.add_error(f"day_{which}", far)
            return None

    def wanted(self) -> Wanted:
        """What the verbs want to know; of whom the institution would bring only as long as it takes to judge it."""
        who = self.cleaned_data.get("who")
        young = OF_AGE - 1 if who == "child" else None
        return replace(super().wanted(), wished_age=young, wished_is_family=who == "family")


WISHES: Final[Mapping[str, Promise]] = {
    Wish.GO_ALONG: _("go along to an appointment"),
    Wish.EXPLAIN: _("explain how something works here"),
    Wish.FIND_OFFERS: _("find offers: courses, clubs, advice"),
    Wish.FILL_IN_FORMS: _("help with forms"),
    Wish.INTERPRET: _("interpret"),
    Wish.LOOK_AFTER: _("look after somebody for a longer time"),
    Wish.ASSERT_A_CLAIM: _("assert a claim at an office"),
    Wish.ADVISE: _("give legal or medical advice"),
}


class GuideForm(AppointmentForm):
    """An institution asks for a guide: what exactly, and until when."""

    wishes = forms.MultipleChoiceField(
        label=_("What should the guide do?"),
        choices=list(WISHES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    about = forms.CharField(
        label=_("The order in one or two sentences"),
        max_length=LONGEST_TEXT["about"],
        help_text=_("What shall be reached, so that everybody knows when it is done? Please no names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what shall be reached.")},
    )
    until = forms.DateField(
        label=_("The order ends at the latest on"),
        widget=DatePicker,
        help_text=_("One appointment: the same day. Several: the last one that you think of."),
        error_messages={"required": _("Please name a last day: a guide is no sponsor.")},
    )
    against_own_town = forms.BooleanField(
        label=_("It is about a claim against the town or its offices"), required=False
    )
    language = language_field(is_needed=False)
    has_consent = forms.BooleanField(label=_("The person would like a guide, and knows of this order"), required=False)

    FROM_FORM = ("about", "has_consent")

    def clean_until(self) -> date:
        """Refuse years that no calendar on a wall shows."""
        return near(self.cleaned_data["until"])

    def clean_language(self) -> str:
        """The code; empty where it does not matter."""
        typed = self.cleaned_data["language"]
        return read_typed_language(typed)[0] if typed.strip() else ""

    def ordered(self) -> Ordered:
        """What the verbs want to know."""
        given = self.cleaned_data
        wishes, until = frozenset(given["wishes"]), given["until"]
        return Ordered(self.wanted(), wishes, until, against_own_town=given["against_own_town"])
