"""What somebody types about her year."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.form_rendering import BigChoice

WHOLE: Final = "whole"
FROM_TODAY: Final = "today"


class ElsewhereForm(forms.Form):
    """Hours and money of other places."""

    hours = forms.IntegerField(label=_("How many hours?"), min_value=0, initial=0)
    cents = AmountField(label=_("How much money did you get there?"), required=False, empty=0)
    agrees = forms.BooleanField(label=_("The office may keep this and see it."), required=False)

    def said(self) -> dict[str, Any]:
        """What the verb wants to know."""
        given = self.cleaned_data
        return {"minutes": given["hours"] * 60, "cents": given["cents"], "agrees": given["agrees"]}


class WaiverForm(forms.Form):
    """For the whole year, or from today on."""

    since = forms.ChoiceField(
        label=_("From when?"),
        choices=[(WHOLE, _("For the whole year")), (FROM_TODAY, _("From today on"))],
        widget=BigChoice(icons={WHOLE: "calendar", FROM_TODAY: "clock"}),
    )
