"""The number on a helper's card, as somebody at the door reads it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Number on the card"),
        max_length=20,
        help_text=_("Eight signs, for example ABCD 2345. Small or capital letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "code-field"}),
        error_messages={"required": _("Please type the number that stands on the card.")},
    )
