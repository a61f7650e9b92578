"""What is typed about office hours."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.office_hours import LONGEST, Hour
from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.models import OfficeHour
from lotsenwerk.domain.people.models import Pool, Volunteer
from lotsenwerk.engines.scope.interpreting import Body
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput, QuietSelect, TimePicker


class HourForm(forms.Form):
    """Where and when guides sit."""

    name = forms.CharField(
        label=_("Where?"), max_length=LONGEST["name"], help_text=_("As the public knows it: Town hall, Goethe school.")
    )
    body = forms.ChoiceField(label=_("What is it?"), choices=list(BODIES.items()), widget=QuietSelect)
    weekday = forms.TypedChoiceField(
        label=_("On which day of the week?"), coerce=int, choices=list(WEEKDAYS.items()), widget=QuietSelect
    )
    begins = forms.TimeField(label=_("From"), widget=TimePicker)
    ends = forms.TimeField(label=_("Until"), widget=TimePicker)
    first_day = forms.DateField(label=_("For the first time from"), widget=DatePicker)
    room = forms.CharField(label=_("Room, door or floor"), max_length=LONGEST["room"], required=False)
    street = forms.CharField(label=_("Street"), max_length=LONGEST["street"], required=False)
    house_number = forms.CharField(label=_("House number"), max_length=LONGEST["house_number"], required=False)
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=LONGEST["postcode"],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    town = forms.CharField(label=_("Town"), max_length=LONGEST["town"], required=False)
    phone = forms.CharField(
        label=_("Telephone during the hour"), max_length=LONGEST["phone"], required=False, widget=PhoneInput
    )
    is_public = forms.BooleanField(label=_("The public may read it"), required=False, initial=True)

    def about(self) -> Hour:
        """What the verbs want to know."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "pool"}
        return Hour(**{**given, "body": Body(given["body"])})


class NewHourForm(HourForm):
    """The same with the pool whose guides sit there, where there are several."""

    def __init__(self, *args: Any, pools: Sequence[Pool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(pools) > 1:
            choices = [(pool.pk, pool.name) for pool in pools]
            self.fields["pool"] = forms.TypedChoiceField(
                label=_("Pool"), coerce=int, choices=choices, widget=QuietSelect
            )
            self.order_fields(["pool"])


class DutyForm(forms.Form):
    """Who sits there, from when on."""

    volunteer = forms.TypedChoiceField(label=_("Who?"), coerce=int, widget=QuietSelect)
    first_day = forms.DateField(label=_("From which day?"), widget=DatePicker)

    def __init__(self, *args: Any, members: Sequence[Volunteer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["volunteer"].choices = [(one.pk, one.person.name) for one in members]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """The last time."""

    last_day = forms.DateField(label=_("For the last time on"), widget=DatePicker)


class DayOffForm(forms.Form):
    """A day on which nobody sits there, and why."""

    day = forms.DateField(label=_("Which day?"), widget=DatePicker)
    because = forms.CharField(
        label=_("Why? The public reads it"), max_length=160, required=False, help_text=_("The town hall is closed.")
    )


class SatForm(forms.Form):
    """Who sat there when, how long, and how many came."""

    volunteer = forms.TypedChoiceField(label=_("Who?"), coerce=int, widget=QuietSelect)
    on = forms.DateField(label=_("Which day?"), widget=DatePicker)
    minutes = forms.IntegerField(label=_("How many minutes?"))
    clients = forms.IntegerField(label=_("How many people came?"), initial=0)

    def __init__(self, *args: Any, guides: Sequence[Volunteer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["volunteer"].choices = [(one.pk, one.person.name) for one in guides]  # type: ignore[attr-defined]


def known(hour: OfficeHour) -> dict[str, object]:
    """An office hour as it stands in its form."""
    return {name: getattr(hour, name) for name in HourForm.base_fields}
