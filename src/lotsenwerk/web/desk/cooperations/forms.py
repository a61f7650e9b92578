"""What is typed about institutions that work with a pool."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.cooperate import LONGEST_BECAUSE
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.kit.form_rendering import QuietSelect


class ApproveForm(forms.Form):
    """Whether it is listed already."""

    partner = forms.TypedChoiceField(
        label=_("Is it listed already?"), coerce=int, empty_value=None, required=False, widget=QuietSelect
    )

    def __init__(self, *args: Any, listed: Sequence[Organisation], likely: int | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"partner": likely}
        super().__init__(*args, **kwargs)
        names = [(one.pk, f"{one.name}, {one.town}".rstrip(", ")) for one in listed]
        self.fields["partner"].choices = [("", _("no: list it now")), *names]  # type: ignore[attr-defined]


class BecauseForm(forms.Form):
    """Why they do not work together."""

    because = forms.CharField(
        label=_("Why?"), max_length=LONGEST_BECAUSE, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class InviteForm(forms.Form):
    """Somebody of the institution who may ask for it."""

    display_name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.CharField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=_("Language of the pages"), choices=settings.LANGUAGES, initial="de", widget=QuietSelect
    )
