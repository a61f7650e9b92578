"""Courses in words: what they grant, who sends participants, how they stand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.people.models import QualificationKind
from lotsenwerk.domain.training.models import CourseState, Module, Reach
from lotsenwerk.domain.training.queries import Line
from lotsenwerk.domain.training.sentences import MODULES

GRANTS: Final[Mapping[str, Promise]] = {
    QualificationKind.BASIC_GUIDE: _("Guide"),
    QualificationKind.INTERPRETER: _("Lay interpreter"),
    QualificationKind.HEALTH_GUIDE: _("Health guide"),
    QualificationKind.PARENT_GUIDE: _("Parent guide"),
    QualificationKind.SEMINAR: _("Advanced seminar"),
}
REACHES: Final[Mapping[str, Promise]] = {
    Reach.OWN: _("Only the carrier"),
    Reach.JOINT: _("Several carriers together"),
    Reach.STATE: _("The whole state, online"),
}
ALL_MODULES: Final[Mapping[str, str | Promise]] = {**MODULES, Module.OTHER: _("Something else")}
COMING, RUNNING, OVER = "coming", "running", "over"


def phase(line: Line, at: datetime) -> str:
    """Whether a course lies ahead, is running, or is over."""
    if line.course.state in {CourseState.ENDED, CourseState.CANCELLED}:
        return OVER
    has_begun = line.first is not None and line.first <= at
    return RUNNING if line.course.state == CourseState.ANNOUNCED and has_begun else COMING


def standing(state: str, *, is_running: bool) -> tuple[str, str | Promise]:
    """Tone and word of how a course stands."""
    if state == CourseState.ANNOUNCED:
        return ("going", pgettext_lazy("course", "running")) if is_running else ("waiting", _("announced"))
    return {
        CourseState.DRAFT: ("open", pgettext_lazy("course", "draft")),
        CourseState.ENDED: ("done", pgettext_lazy("course", "ended")),
        CourseState.CANCELLED: ("off", _("cancelled")),
    }[CourseState(state)]
