"""What somebody types who would like a guide. A number and a postcode are enough."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.guiding.ask_for_guide import LONGEST, AskedFor
from lotsenwerk.domain.assistance.guide_words import ERRANDS
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.kit.form_rendering import BigChoice, DatePicker, PhoneInput, TimePicker
from lotsenwerk.web.portal.help.forms import plain_digits
from lotsenwerk.web.portal.help.words import OFTEN, tongues


class GuideForm(forms.Form):
    """For what, when and where, and how to reach her."""

    errand = forms.ChoiceField(
        label=_("What is it about?"),
        initial="call",
        choices=[(one.key, one.name) for one in ERRANDS.values()],
        widget=BigChoice(icons={one.key: one.drawing for one in ERRANDS.values()}, digits=False),
    )
    needs_interpreter = forms.BooleanField(label=_("Somebody has to translate there"), required=False)
    day = forms.DateField(label=_("Which day?"), required=False, widget=DatePicker)
    hour = forms.TimeField(label=_("At what time?"), required=False, widget=TimePicker)
    where = forms.CharField(
        label=_("Where is it?"),
        required=False,
        max_length=LONGEST["where"],
        help_text=_("For example: town hall, room 12"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    called = forms.CharField(
        label=_("What shall we call you?"),
        required=False,
        max_length=LONGEST["called"],
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=40,
        widget=PhoneInput,
        error_messages={
            "required": _("Please give us a telephone number or an e-mail address, so that we can answer.")
        },
    )
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=LONGEST["email"],
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        help_text=_("So that your message reaches the right office."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "dir": "ltr", "size": 8}),
        error_messages={"required": _("Please enter the postcode of the place where you live.")},
    )
    town = forms.TypedChoiceField(
        label=_("Which place do you live in?"), coerce=int, empty_value=None, widget=forms.RadioSelect, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=tongues,
    )
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """Nobody sees it; what fills in every field of a page fills in this one too."""

    def __init__(self, *args: Any, towns: Sequence[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the two is enough.
        self.fields["phone"].required = not self.data.get("email", "").strip()
        self.fields["town"].choices = [(one.id, one.name) for one in towns]  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        """Digits as they are typed on any keyboard, with or without a space."""
        return plain_digits(self.cleaned_data["postcode"])

    @property
    def is_of_a_machine(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website", "").strip())

    def is_rare_chosen(self) -> bool:
        """Whether a language beyond the frequent ones is ticked: then all of them are shown."""
        return any(code not in OFTEN for code in self["languages"].value() or ())

    def said(self, language: str) -> AskedFor:
        """What the verb wants to know."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"town", "website"}}
        return AskedFor(**given, speaks=language)
