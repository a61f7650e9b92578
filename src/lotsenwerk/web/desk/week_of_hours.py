"""A week of hours in a form: for each weekday some pairs of times, by the clock on the wall."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from lotsenwerk.kit.form_rendering import TimePicker

FEWEST_STRETCHES = 2
DAYS = range(7)


class WeekOfHours(forms.Form):
    """At least two pairs of times a day, more where more are known."""

    def __init__(self, *args: Any, stretches: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stretch_rows = range(max(stretches, FEWEST_STRETCHES))
        for day, row in self._pairs():
            word = {"day": WEEKDAYS[day], "row": row + 1}
            for end, label in (("from", _("%(day)s from (%(row)d)")), ("until", _("%(day)s until (%(row)d)"))):
                self.fields[f"{end}_{day}_{row}"] = forms.TimeField(
                    label=label % word, required=False, widget=TimePicker(attrs={"aria-label": label % word})
                )

    def _pairs(self) -> Iterator[tuple[int, int]]:
        return ((day, row) for day in DAYS for row in self.stretch_rows)

    def week(self) -> Iterator[tuple[str, list[tuple[BoundField, BoundField]]]]:
        """For each weekday its name and its pairs of fields."""
        for day in DAYS:
            pairs = [(self[f"from_{day}_{row}"], self[f"until_{day}_{row}"]) for row in self.stretch_rows]
            yield str(WEEKDAYS[day]), pairs

    def clean(self) -> dict[str, Any]:
        """A pair is whole or empty."""
        typed = super().clean() or {}
        for day, row in self._pairs():
            begins, ends = typed.get(f"from_{day}_{row}"), typed.get(f"until_{day}_{row}")
            if (begins is None) != (ends is None):
                self.add_error(f"until_{day}_{row}", ValidationError(_("Please enter both times, or none.")))
            elif begins is not None and ends <= begins:
                self.add_error(f"until_{day}_{row}", ValidationError(_("The end must be later than the beginning.")))
        return typed

    def hours(self) -> Sequence[tuple[int, time, time]]:
        """What was typed: weekday (Monday is 0), from, until."""
        typed = self.cleaned_data
        pairs = [(day, typed[f"from_{day}_{row}"], typed[f"until_{day}_{row}"]) for day, row in self._pairs()]
        return [(day, begins, ends) for day, begins, ends in pairs if begins and ends]


def known_week(stretches: Iterable[tuple[int, time, time]]) -> tuple[dict[str, time], int]:
    """What is known, as it stands in the form before something is changed; and how many pairs a day it needs."""
    known: dict[str, time] = {}
    rows_of_day: dict[int, int] = {}
    for day, begins, ends in sorted(stretches):
        row = rows_of_day.get(day, 0)
        known |= {f"from_{day}_{row}": begins, f"until_{day}_{row}": ends}
        rows_of_day[day] = row + 1
    return known, max(rows_of_day.values(), default=0)
