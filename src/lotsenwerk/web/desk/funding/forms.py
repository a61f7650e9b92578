"""What is typed about budgets, and about somebody's year."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.budgets import LONGEST_NOTICE, Granted
from lotsenwerk.domain.funding.models import Budget
from lotsenwerk.kit import money
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.form_rendering import DatePicker
from lotsenwerk.web.desk.funding.words import CEILINGS


class BudgetForm(forms.Form):
    """What stands in the notice."""

    hours = forms.IntegerField(label=_("Hours granted"), required=False, min_value=0)
    cents = AmountField(label=_("Money granted"), required=False)
    hours_applied = forms.IntegerField(label=_("Hours applied for"), required=False, min_value=0)
    valid_from = forms.DateField(label=_("Counts from"), widget=DatePicker)
    notice = forms.CharField(
        label=_("Where does it stand?"),
        max_length=LONGEST_NOTICE,
        help_text=_("The number or the day of the notice, as you would look for it later."),
    )
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def granted(self) -> Granted:
        """What the verb wants to know."""
        given = self.cleaned_data
        return Granted(
            valid_from=given["valid_from"],
            notice=given["notice"],
            minutes=_minutes(given["hours"]),
            cents=given["cents"],
            minutes_applied=_minutes(given["hours_applied"]),
        )


PLACES = {"minutes": "hours", "minutes_applied": "hours_applied"}
"""Fields of the verbs and those of the forms."""


def as_typed(newest: Budget | None, year: int, today: date) -> dict[str, Any]:
    """A budget as its form begins: the newest one, from today on."""
    if newest is None:
        return {"valid_from": date(year, 1, 1)}
    return {
        "hours": newest.minutes // 60 if newest.minutes is not None else None,
        "cents": money.typed_again(money.Cents(newest.cents)) if newest.cents is not None else "",
        "hours_applied": newest.minutes_applied // 60 if newest.minutes_applied is not None else None,
        "valid_from": today if today.year == year else date(year, 1, 1),
        "after": newest.pk,
    }


class FirstDayForm(forms.Form):
    """From when on she coordinates."""

    first_day = forms.DateField(label=_("Coordinates from"), widget=DatePicker)


class LastDayForm(forms.Form):
    """Until when she coordinates."""

    last_day = forms.DateField(label=_("Coordinates until"), widget=DatePicker)


class SeenForm(forms.Form):
    """The paper that she signed lies on the table."""

    is_seen = forms.BooleanField(label=_("I have seen the paper that she signed."))


class NothingForm(forms.Form):
    """A step that asks for no words."""


class WaiverForm(forms.Form):
    """From when on she takes no allowance, and when she signed that."""

    from_day = forms.DateField(
        label=_("Waived from"), widget=DatePicker, help_text=_("The first of January for the whole year.")
    )
    signed_on = forms.DateField(label=_("Signed on"), widget=DatePicker)


class ElsewhereForm(forms.Form):
    """What she says of other places."""

    hours = forms.IntegerField(label=_("Hours in other places"), min_value=0, initial=0)
    cents = AmountField(label=_("Money received in other places"), required=False, empty=0)
    agrees = forms.BooleanField(label=_("She agreed that this is kept."), required=False)

    def said(self) -> dict[str, Any]:
        """What the verb wants to know."""
        given = self.cleaned_data
        return {"minutes": given["hours"] * 60, "cents": given["cents"], "agrees": given["agrees"]}


class CeilingForm(forms.Form):
    """Which ceiling stands against the year."""

    ceiling = forms.ChoiceField(label=_("Ceiling"), choices=list(CEILINGS.items()), widget=forms.RadioSelect)


def _minutes(hours: int | None) -> int | None:
    return hours * 60 if hours is not None else None
