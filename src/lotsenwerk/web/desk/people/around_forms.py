"""Small forms for what stands around a person: whom she trusts, when she is away, whom she does not meet."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.people.actions.register import Contact
from lotsenwerk.domain.people.models import AbsenceReason, ContactPerson, Engagement, FactKind, Relation, Side
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput, TimePicker
from lotsenwerk.web.desk.people.around_wording import ABSENCES, ENGAGEMENTS, FACTS, RELATIONS, SIDES


class TrustedForm(forms.Form):
    """Somebody whom a client trusts."""

    relation = forms.ChoiceField(
        label=gettext_lazy("What is she to this person?"), choices=[(one.value, RELATIONS[one]) for one in Relation]
    )
    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=80, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False, widget=PhoneInput)
    mobile = forms.CharField(label=gettext_lazy("Mobile"), max_length=40, required=False, widget=PhoneInput)
    in_emergency = forms.BooleanField(label=gettext_lazy("Is called in an emergency"), required=False, initial=True)
    told_since = forms.DateField(
        label=gettext_lazy("Is told what happens, agreed on"),
        required=False,
        widget=DatePicker,
        help_text=gettext_lazy("The day on which the person who is helped agreed to it. Empty: she is not told."),
    )

    def facts(self) -> dict[str, Any]:
        """What the verbs want to know."""
        typed = self.cleaned_data
        names = ("given_name", "family_name", "phone", "mobile")
        return {
            "contact": Contact(**{name: typed[name] for name in names}),
            **{name: typed[name] for name in ("relation", "in_emergency", "told_since")},
        }


def known_of(trusted: ContactPerson) -> dict[str, Any]:
    """What is known of a contact person, as it stands in the form."""
    person = trusted.person
    return {
        "relation": trusted.relation,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "phone": phone_numbers.shown(person.phone) if person.phone else "",
        "mobile": phone_numbers.shown(person.mobile) if person.mobile else "",
        "in_emergency": trusted.in_emergency,
        "told_since": trusted.told_since,
    }


class AwayForm(forms.Form):
    """Whole days on which somebody is away."""

    first_day = forms.DateField(label=gettext_lazy("Away from"), widget=DatePicker)
    last_day = forms.DateField(
        label=gettext_lazy("until, this day included"),
        required=False,
        widget=DatePicker,
        help_text=gettext_lazy("Empty: until further notice."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=[(one.value, ABSENCES[one]) for one in AbsenceReason],
        initial=AbsenceReason.OTHER,
    )


class ApartForm(forms.Form):
    """Two who are not to meet."""

    other = forms.TypedChoiceField(label=gettext_lazy("Whom does this person not meet any more?"), coerce=int)
    said_by = forms.ChoiceField(
        label=gettext_lazy("Who said so?"), choices=[(one.value, SIDES[one]) for one in Side], initial=Side.CLIENT
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the desk"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "–"), *others]  # type: ignore[attr-defined]


class RegularForm(forms.Form):
    """A volunteer has said yes beforehand."""

    other = forms.TypedChoiceField(label=gettext_lazy("Who belongs together?"), coerce=int)

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "–"), *others]  # type: ignore[attr-defined]


class SeenForm(forms.Form):
    """A paper was seen."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What was seen?"), choices=[(one.value, FACTS[one]) for one in FactKind]
    )
    seen_on = forms.DateField(label=gettext_lazy("Seen on"), widget=DatePicker)
    issued_on = forms.DateField(label=gettext_lazy("Issued on"), required=False, widget=DatePicker)
    valid_until = forms.DateField(label=gettext_lazy("Counts until"), required=False, widget=DatePicker)


class OtherHoursForm(forms.Form):
    """One day that differs from the week."""

    on = forms.DateField(label=gettext_lazy("On"), widget=DatePicker)
    begins = forms.TimeField(label=gettext_lazy("from"), widget=TimePicker)
    ends = forms.TimeField(label=gettext_lazy("until"), widget=TimePicker)
    is_free = forms.TypedChoiceField(
        label=gettext_lazy("What is different?"),
        choices=[("no", gettext_lazy("Cannot be asked then")), ("yes", gettext_lazy("Can be asked then after all"))],
        coerce=lambda word: word == "yes",
    )


class EngagementForm(forms.Form):
    """In which way somebody helps."""

    engagement = forms.ChoiceField(
        label=gettext_lazy("Helps as"),
        choices=[(one.value, ENGAGEMENTS[one]) for one in Engagement],
        help_text=gettext_lazy(
            "An allowance is paid for volunteers only, never for the hours of a federal volunteer or of staff."
        ),
    )


class CardForm(forms.Form):
    """Until when a card counts."""

    valid_until = forms.DateField(label=gettext_lazy("Counts until"), widget=DatePicker)


def half_a_year_from(day: date) -> date:
    """Until when a card counts if nobody says anything else: the end of the month in half a year."""
    first = (day.replace(day=1) + timedelta(days=7 * 31)).replace(day=1)
    return first - timedelta(days=1)


class NumberForm(forms.Form):
    """The number of a card, as somebody reads it out on the telephone."""

    number = forms.CharField(label=gettext_lazy("Number of the card"), max_length=20)
