"""What the form of a new course begins with: the eight modules of the guideline, or the units of the interpreters."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.models import QualificationKind
from lotsenwerk.domain.training.models import CourseKind, Module
from lotsenwerk.domain.training.sentences import KINDS
from lotsenwerk.web.desk.courses.forms import RowForm

EVENING: Final = {"begins": time(17), "ends": time(19, 30), "units": 3}
SATURDAY: Final = {"begins": time(9), "ends": time(12, 30), "units": 4}
TALK: Final = {"begins": time(18), "ends": time(19, 30), "units": 2}
AHEAD: Final = timedelta(weeks=3)
TUESDAY, SATURDAYS = 1, 5
MOST_ROWS: Final = 16

Dates = forms.formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
"""The table of dates."""


def suggested(kind: str, today: date) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """The facts and the rows of dates that a new course of this kind begins with."""
    kind = kind if kind in CourseKind.values else CourseKind.BASIC_GUIDE
    facts: dict[str, Any] = {"kind": kind, "title": str(KINDS[kind]), "seats": 15}
    modules = [module for module in Module if module != Module.OTHER]
    if kind == CourseKind.BASIC_GUIDE:
        rows = _weekly(today, TUESDAY, [{**EVENING, "module": module} for module in modules])
        return {**facts, "grants": QualificationKind.BASIC_GUIDE}, rows
    if kind == CourseKind.INTERPRETER:
        rows = _weekly(today, SATURDAYS, [{**SATURDAY, "module": Module.OTHER} for _number in range(6)])
        return {**facts, "grants": QualificationKind.INTERPRETER, "title": _("Course for lay interpreters")}, rows
    row = TALK if kind == CourseKind.REFLECTION else SATURDAY
    return facts, _weekly(today, TUESDAY, [{**row, "module": Module.OTHER}])


def _weekly(today: date, weekday: int, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    first = today + AHEAD
    first += timedelta(days=(weekday - first.weekday()) % 7)
    return [{**row, "day": first + timedelta(weeks=number)} for number, row in enumerate(rows)]
