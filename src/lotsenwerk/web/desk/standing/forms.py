"""What comes again: how often, when, what; and single days that are different."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.single_days import Instead
from lotsenwerk.domain.assistance.actions.standing import Rule
from lotsenwerk.domain.assistance.actions.take_in import Asked
from lotsenwerk.domain.assistance.models import Every, Need, NeedKind, Rhythm
from lotsenwerk.domain.assistance.rhythm_days import Day, window
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.form_rendering import DatePicker, TimePicker
from lotsenwerk.kit.money import Cents
from lotsenwerk.web.desk.needs.forms import REPEATS, NeedForm, fresh
from lotsenwerk.web.desk.needs.parts_of_day import said

PLACES = {"first_day": "day", "begins": "exactly", "ends": "exactly", "ceiling_cents": "ceiling"}
"""Where a sentence about a field of the verb stands on the form."""


class RhythmForm(NeedForm):
    """A need that comes again. The weekday of the first day is the weekday of all."""

    repeat = forms.ChoiceField(label=_("How often?"), choices=[one for one in REPEATS if one[0]])
    last_day = forms.DateField(label=_("Until when?"), widget=DatePicker, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("From which day on?")
        self.fields["day"].help_text = _("Its weekday is the weekday of all.")

    def rule(self) -> Rule:
        """How often, from when to when."""
        facts = self.facts()
        return Rule(
            every=Every(self.cleaned_data["repeat"]),
            first_day=self.cleaned_data["day"],
            last_day=self.cleaned_data["last_day"],
            begins=clock.local(facts["earliest"]).time(),
            ends=clock.local(facts["latest"]).time(),
        )

    def asked(self) -> Asked:
        """What is asked for each time."""
        return Asked(**{name: value for name, value in self.facts().items() if name not in {"earliest", "latest"}})


def fresh_rhythm(now: datetime, like: Need | None = None) -> Mapping[str, Any]:
    """The form before anything is said: every week from tomorrow on, what was asked for last time."""
    known = fresh(now)
    if like is not None:
        known = {**known, **_asked_for(like)}
    return {**known, "repeat": Every.WEEK}


def as_it_is(rhythm: Rhythm, first_day: date) -> Mapping[str, Any]:
    """The form as the rhythm is now, to be changed from a day on."""
    part, exactly = said(*window(first_day, rhythm.begins, rhythm.ends), rhythm.minutes)
    return {
        **_asked_for(rhythm),
        "day": first_day,
        "last_day": rhythm.last_day,
        "part": part,
        "exactly": exactly,
        "repeat": rhythm.every,
    }


def _asked_for(known: Need | Rhythm) -> Mapping[str, Any]:
    return {
        "kind": NeedKind(known.kind),
        "minutes": known.minutes,
        "shop": known.shop_id,
        "ceiling": "" if known.ceiling_cents is None else money.typed_again(Cents(known.ceiling_cents)),
        "wish": known.wish,
        "money": known.money,
    }


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DatePicker,
        help_text=_("What was planned for later days is cancelled, and whoever would have gone is told."),
    )


class MoveForm(forms.Form):
    """One date takes place at another time."""

    day = forms.DateField(label=_("On which day instead?"), widget=DatePicker)
    begins = forms.TimeField(label=_("From"), widget=TimePicker)
    ends = forms.TimeField(label=_("Until"), widget=TimePicker)

    def instead(self) -> Instead:
        """When it takes place."""
        return Instead(**self.cleaned_data)


def where_it_is(day: Day) -> dict[str, Any]:
    """The form as the date is now."""
    begins, ends = clock.local(day.earliest).time(), clock.local(day.latest).time()
    return {"day": day.day, "begins": begins, "ends": ends}
