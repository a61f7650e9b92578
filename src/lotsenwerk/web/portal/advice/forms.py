"""What somebody types who looks for advice near her."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.web.portal.help.forms import plain_digits
from lotsenwerk.web.portal.help.words import tongues


class NearForm(forms.Form):
    """The postcode, and what has to be so there. It is sent by GET: nothing of it says who asks."""

    postcode = forms.CharField(
        label=_("Your postcode"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "dir": "ltr", "size": 8}),
        error_messages={"required": _("Please enter the postcode of the place where you live.")},
    )
    place = forms.TypedChoiceField(
        label=_("Which place do you live in?"), coerce=int, empty_value=None, widget=forms.RadioSelect, required=False
    )
    speaks = forms.ChoiceField(
        label=_("Language spoken there"), required=False, choices=lambda: [("", _("all languages")), *tongues()]
    )
    step_free = forms.BooleanField(label=_("Only where one gets in with a wheelchair"), required=False)

    def __init__(self, *args: Any, places: Sequence[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(one.pk, one.name) for one in places]  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        """Digits as they are typed on any keyboard, with or without a space."""
        return plain_digits(self.cleaned_data["postcode"])
