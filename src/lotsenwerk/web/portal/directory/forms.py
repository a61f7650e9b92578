"""What a visitor can narrow a list by. It is sent by GET, and what makes no sense counts as not said (PU46)."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.places.models import County
from lotsenwerk.domain.publishing.sentences import FIELDS
from lotsenwerk.web.portal.help.words import tongues
from lotsenwerk.web.shown.times import TIMES

RADII: Final = (5, 10, 20, 50)
RADIUS: Final = 20
_ANY: Final = ("", pgettext_lazy("filter", "any"))


class FindForm(forms.Form):
    """Words and a place stand open; the rest is one tap away."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    where = forms.CharField(
        label=_("Town or postcode"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    radius = forms.TypedChoiceField(
        label=_("How far away?"), coerce=int, required=False, choices=[(km, f"{km} km") for km in RADII]
    )
    field = forms.ChoiceField(label=_("What is it about?"), required=False, choices=[_ANY, *FIELDS.items()])
    speaks = forms.ChoiceField(
        label=_("Language spoken there"), required=False, choices=lambda: [("", _("all languages")), *tongues()]
    )
    time = forms.ChoiceField(label=_("When?"), required=False, choices=[_ANY, *TIMES.items()])
    county = forms.TypedChoiceField(label=_("County or city"), coerce=int, empty_value=None, required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("filter", "Still running?"),
        required=False,
        choices=[
            _ANY,
            ("running", pgettext_lazy("filter", "running now")),
            ("ended", pgettext_lazy("filter", "has ended")),
        ],
    )
    helpers = forms.BooleanField(label=_("Looking for helpers"), required=False)
    digital = forms.BooleanField(label=_("Possible from home"), required=False)

    def __init__(
        self, *args: Any, counties: Iterable[County], without: frozenset[str] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]
        for field in self.fields.values():
            # Everything may stay empty, so it is not said of each.
            field.widget.quiet = True
        self.fields["county"].choices = [_ANY, *((one.pk, one.name) for one in counties)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was said and makes sense, by the name of the field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
