"""What somebody types who would like to help."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.actions.show_interest import LONGEST_MESSAGE, Said
from lotsenwerk.kit.form_rendering import PhoneInput
from lotsenwerk.web.portal.help.words import OFTEN, Role, tongues
from lotsenwerk.web.shown.times import TIMES

_TICKS = forms.CheckboxSelectMultiple


class HelpForm(forms.Form):
    """Name, one way to answer, postcode and role; everything else may stay empty."""

    roles = forms.MultipleChoiceField(
        label=_("In what would you like to help?"),
        widget=_TICKS,
        error_messages={"required": _("Please choose in what you would like to help.")},
    )
    given_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Please tell us your name.")},
    )
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    phone = forms.CharField(label=_("Telephone number"), max_length=40, required=False, widget=PhoneInput)
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    speaks = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"), choices=tongues, widget=_TICKS, required=False
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
    times = forms.MultipleChoiceField(
        label=_("When do you have time?"), choices=list(TIMES.items()), widget=_TICKS, required=False
    )
    message = forms.CharField(
        label=_("What else would you like to tell us?"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, roles: Sequence[Role], towns: Sequence[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(value, name) for value, name, _does, _drawing in roles]  # type: ignore[attr-defined]
        self.fields["town"].choices = [(one.id, one.name) for one in towns]  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        """Digits as they are typed on any keyboard, with or without a space."""
        return plain_digits(self.cleaned_data["postcode"])

    def said(self, language: str) -> Said:
        """What the verb wants to know."""
        given = self.cleaned_data
        return Said(**{name: value for name, value in given.items() if name != "town"}, language=language)

    def is_rare_chosen(self) -> bool:
        """Whether a language beyond the frequent ones is ticked: then all of them are shown."""
        return any(code not in OFTEN for code in self["speaks"].value() or ())


def plain_digits(typed: str) -> str:
    """The same without spaces, and with the digits of a German envelope."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in typed if not sign.isspace())
