"""What is typed about households, proofs, diets, slots and pick-ups."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.diets import WORDS
from lotsenwerk.domain.assistance.models import Diet, PickUpSlot
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.kit import money
from lotsenwerk.kit.form_rendering import DatePicker, TimePicker
from lotsenwerk.kit.money import BadAmount, Cents

WEEKDAYS: Final[Sequence[str | Promise]] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class HouseholdForm(forms.Form):
    """How many belong to it, and what one pick-up costs."""

    adults = forms.IntegerField(label=_("Adults"), initial=1)
    children = forms.IntegerField(label=_("Children"), initial=0)
    fee = forms.CharField(
        label=_("Usual fee, in euro"),
        max_length=30,
        initial="0,00",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_fee(self) -> Cents:
        """Whole cents."""
        try:
            return money.parse(self.cleaned_data["fee"])
        except BadAmount as bad:
            raise forms.ValidationError(bad.sentence) from None

    def facts(self) -> dict[str, Any]:
        """What the verbs want to know."""
        given = self.cleaned_data
        return {"adults": given["adults"], "children": given["children"], "fee_cents": given["fee"]}


class NewHouseholdForm(HouseholdForm):
    """The same for somebody who becomes a guest; where there are several food banks, of which."""

    field_order = ("food_bank", "adults", "children", "fee")

    food_bank = forms.TypedChoiceField(label=_("Which food bank?"), coerce=int)

    def __init__(self, *args: Any, banks: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["food_bank"].choices = [(bank.id, bank.name) for bank in banks]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What ``enter_household`` wants to know."""
        return {**super().facts(), "food_bank_id": self.cleaned_data["food_bank"]}


class ProofForm(forms.Form):
    """Of the proof only that it was seen, and until when it counts."""

    seen_on = forms.DateField(label=_("Seen on"), widget=DatePicker)
    valid_until = forms.DateField(label=_("Counts until"), widget=DatePicker)


class DietForm(forms.Form):
    """What somebody does not eat, with the consent."""

    wishes = forms.MultipleChoiceField(
        label=_("Does not eat, or needs"),
        choices=list(WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent_on = forms.DateField(label=_("Agreed to this note on"), widget=DatePicker, required=False)

    def facts(self) -> dict[str, Any]:
        """What ``note_diet`` wants to know."""
        given = self.cleaned_data
        return {"wishes": [Diet(wish) for wish in given["wishes"]], "consent_on": given["consent_on"]}


class PlanForm(forms.Form):
    """On which day, in which slot."""

    on = forms.DateField(label=_("Which day?"), widget=DatePicker)
    slot = forms.TypedChoiceField(label=_("Which slot?"), coerce=int)

    def __init__(self, *args: Any, slots: Sequence[PickUpSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [slot for slot in slots if slot.places]
        self.fields["slot"].choices = [(slot.id, slot_in_words(slot)) for slot in open_ones]  # type: ignore[attr-defined]
        self.slots = {slot.id: slot for slot in open_ones}

    def chosen(self) -> PickUpSlot:
        """The slot that was chosen."""
        return self.slots[self.cleaned_data["slot"]]


class SlotForm(forms.Form):
    """A stretch of a weekday and its places."""

    begins = forms.TimeField(label=_("From"), widget=TimePicker)
    ends = forms.TimeField(label=_("Until"), widget=TimePicker)
    places = forms.IntegerField(label=_("Places"), help_text=_("How many households. 0 means closed."))


class NewSlotForm(SlotForm):
    """The same with the weekday, which stays."""

    field_order = ("weekday", "begins", "ends", "places")

    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=list(enumerate(WEEKDAYS)))


def slot_in_words(slot: PickUpSlot) -> str:
    """As it stands in a list to choose from: "Thursday 13:00–14:00"."""
    return f"{WEEKDAYS[slot.weekday]} {slot.begins:%H:%M}–{slot.ends:%H:%M}"


def read_day(typed: str, else_day: date) -> date:
    """The day that an address names, and another one where it names none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return else_day
