"""What a visitor types who looks for a date, and who wants to come to one."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.gatherings.actions.sign_up import MOST_CHILDREN, Party
from lotsenwerk.domain.gatherings.models import Series, SignUpList
from lotsenwerk.web.portal.directory.forms import FindForm as DirectoryFindForm

WITHOUT: Final = frozenset({"q", "time", "state", "helpers"})


class FindForm(DirectoryFindForm):
    """What every list of the directory can be narrowed by, with what a date alone has."""

    childcare = forms.BooleanField(label=_("Only with childcare"), required=False)
    organisations = forms.BooleanField(label=_("Workshops for organisations"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, without=WITHOUT, **kwargs)
        self.fields["digital"].label = pgettext_lazy("dates", "Only online")


class GuestForm(forms.Form):
    """A name and one way to reach her; no account. ``website`` is seen by programs alone.

    ``places`` says how many companions and children may come along.
    """

    guest_name = forms.CharField(
        label=pgettext_lazy("dates", "Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Please tell us your name.")},
    )
    guest_contact = forms.CharField(
        label=_("Telephone number or e-mail address"),
        max_length=120,
        help_text=_("So that we can tell you if something changes."),
        widget=forms.TextInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"required": _("Please leave a telephone number or an e-mail address.")},
    )
    companions = forms.IntegerField(
        label=_("How many people do you bring along?"), min_value=0, max_value=10, required=False
    )
    children = forms.IntegerField(
        label=_("How many children for the childcare?"), min_value=0, max_value=MOST_CHILDREN, required=False
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, places: Series | SignUpList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in (("companions", places.most_companions), ("children", places.childcare_seats)):
            if not most:
                del self.fields[name]

    def party(self, language: str) -> Party:
        """Who comes, as the verb wants to know it."""
        given = self.cleaned_data
        return Party(
            guest_name=given["guest_name"],
            guest_contact=given["guest_contact"],
            language=language,
            companions=given.get("companions") or 0,
            children=given.get("children") or 0,
        )


class ComeForm(GuestForm):
    """The same for one day of a date."""

    day = forms.TypedChoiceField(
        label=_("On which day do you come?"),
        coerce=date.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a day."), "invalid_choice": _("Please choose a day.")},
    )
    field_order = ("day",)

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = days  # type: ignore[attr-defined]
