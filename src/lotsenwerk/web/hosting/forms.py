"""What is typed about a date: what it is, when, on which terms, what is different on one day, and who comes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.keep_days import Change
from lotsenwerk.domain.gatherings.actions.keep_series import Held
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Series, Turn
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.publishing.documents import LONGEST_SUMMARY, LONGEST_TITLE, Facts, Words
from lotsenwerk.kit.form_rendering import DatePicker, QuietSelect, TimePicker
from lotsenwerk.web.hosting.wording import FORMS, OFTEN, OUTCOMES, TURNS

WHEN = ("often", "first_day", "begins", "ends", "last_day")
HELD = ("form", "link", "takes_sign_ups", "seats", "most_companions", "childcare_seats", "closes_hours_before")


class WhenForm(forms.Form):
    """How often, when, and on which terms."""

    often = forms.ChoiceField(label=_("How often?"), choices=list(OFTEN.items()), widget=QuietSelect)
    first_day = forms.DateField(label=_("First day"), widget=DatePicker)
    begins = forms.TimeField(label=_("Begins at"), widget=TimePicker)
    ends = forms.TimeField(label=_("Ends at"), widget=TimePicker)
    last_day = forms.DateField(
        label=_("Last day"), widget=DatePicker, required=False, help_text=_("Empty: until further notice.")
    )
    form = forms.ChoiceField(label=_("What is noted there?"), choices=list(FORMS.items()), widget=QuietSelect)
    takes_sign_ups = forms.BooleanField(label=_("People sign up for it"), required=False)
    seats = forms.IntegerField(
        label=_("Seats on each day"), min_value=1, required=False, help_text=_("Empty: as many as come.")
    )
    most_companions = forms.IntegerField(
        label=_("Companions that one may bring along"), min_value=0, required=False, initial=0
    )
    childcare_seats = forms.IntegerField(label=_("Seats in the childcare"), min_value=0, required=False, initial=0)
    closes_hours_before = forms.IntegerField(
        label=_("Sign-up closes so many hours before"), min_value=0, required=False, initial=0
    )
    link = forms.URLField(label=_("Link to the online room"), required=False, assume_scheme="https")

    def when(self) -> When:
        """How often and when, as the verb wants to know it."""
        given = self.cleaned_data
        return When(given["often"], given["first_day"], given["begins"], given["ends"], given["last_day"])

    def held(self) -> Held:
        """The terms, as the verb wants to know them."""
        given = self.cleaned_data
        numbers = {name: given[name] or 0 for name in ("most_companions", "childcare_seats", "closes_hours_before")}
        return Held(given["form"], given["link"], given["takes_sign_ups"], given["seats"], **numbers)


class NewForm(WhenForm):
    """The same with what the date is."""

    title = forms.CharField(label=_("Name"), max_length=LONGEST_TITLE)
    summary = forms.CharField(label=_("In one sentence"), max_length=LONGEST_SUMMARY, required=False)
    detail = forms.CharField(
        label=_("What happens there?"), max_length=3000, required=False, widget=forms.Textarea({"rows": 3})
    )
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    carrier = forms.TypedChoiceField(
        label=_("Who invites?"), coerce=int, empty_value=None, required=False, widget=QuietSelect
    )
    is_free = forms.BooleanField(label=_("It costs nothing"), required=False, initial=True)
    field_order = ("title", "summary", "detail", "place", "carrier", *WHEN, *HELD, "is_free")

    def __init__(self, *args: Any, town: str, partner_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partner_id is not None:
            # It is her partner's, and nobody else's.
            del self.fields["carrier"]
            return
        choices = [("", town), *((one.pk, one.name) for one in partners())]
        self.fields["carrier"].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> Facts:
        """What is so in every language."""
        given = self.cleaned_data
        more = {
            "is_free": given["is_free"],
            "needs_sign_up": given["takes_sign_ups"],
            "has_childcare": bool(given["childcare_seats"]),
        }
        return Facts(place=given["place"], is_digital=bool(given["link"]), more=more)

    def words(self) -> Words:
        """The German words."""
        given = self.cleaned_data
        return Words(given["title"], given["summary"], {"detail": given["detail"]})


def known_of(series: Series) -> dict[str, Any]:
    """What the form shows of a date."""
    return {name: getattr(series, name) for name in (*WHEN, *HELD)}


class DayForm(forms.Form):
    """What becomes of one day."""

    turn = forms.ChoiceField(label=_("What becomes of this day?"), choices=list(TURNS.items()), widget=QuietSelect)
    reason = forms.CharField(
        label=_("Why?"), max_length=200, required=False, help_text=_("Visitors read it where the day is cancelled.")
    )
    day = forms.DateField(label=_("Moved to"), widget=DatePicker, required=False)
    begins = forms.TimeField(label=_("Begins at"), widget=TimePicker, required=False)
    ends = forms.TimeField(label=_("Ends at"), widget=TimePicker, required=False)

    def change(self) -> Change:
        """The change as the verb wants to know it."""
        return Change(**self.cleaned_data)


def known_of_day(series: Series, regular: date, row: Any) -> dict[str, Any]:
    """What the form shows of a day."""
    return {
        "turn": row.turn if row else Turn.AS_ALWAYS,
        "reason": row.reason if row else "",
        "day": (row.moved_to if row else None) or regular,
        "begins": (row.begins if row else None) or series.begins,
        "ends": (row.ends if row else None) or series.ends,
    }


class GuestForm(forms.Form):
    """Somebody calls who wants to come."""

    guest_name = forms.CharField(label=_("Name"), max_length=120)
    guest_contact = forms.CharField(label=_("Telephone number or e-mail address"), max_length=120)
    companions = forms.IntegerField(label=_("Companions"), min_value=0, required=False)
    children = forms.IntegerField(label=_("Children in the childcare"), min_value=0, required=False)

    def party(self) -> Party:
        """Who comes."""
        given = self.cleaned_data
        return Party(
            guest_name=given["guest_name"],
            guest_contact=given["guest_contact"],
            companions=given["companions"] or 0,
            children=given["children"] or 0,
        )


class ItemForm(forms.Form):
    """Something was brought to be mended. The weight in kilograms, as a scale shows it."""

    what = forms.CharField(label=_("What was brought?"), max_length=80)
    weight = forms.DecimalField(
        label=_("Weight in kg"), min_value=0, max_digits=6, decimal_places=3, required=False, localize=True
    )
    outcome = forms.ChoiceField(label=_("How did it end?"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect)

    def grams(self) -> int | None:
        """The weight in grams; none where nobody weighed it."""
        weight = self.cleaned_data["weight"]
        return None if not weight else round(weight * 1000)
