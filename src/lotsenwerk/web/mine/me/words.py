"""Languages and free hours in words."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Availability, LanguageSkill, Level


def tongues_in_words(skills: Iterable[LanguageSkill]) -> list[str]:
    """Each language with how well it is spoken."""
    return [
        _("%(language)s (mother tongue)") % {"language": language_name(skill.language)}
        if skill.level == Level.NATIVE
        else f"{language_name(skill.language)} ({skill.level})"
        for skill in skills
    ]


def stretches_in_words(stretches: Iterable[Availability]) -> list[tuple[str, str]]:
    """Each weekday with its free hours, Monday first."""
    rows = sorted(stretches, key=lambda one: (one.weekday, one.begins))
    days = groupby(rows, key=lambda one: one.weekday)
    return [(str(WEEKDAYS[day]), ", ".join(_hours(one) for one in of)) for day, of in days]


def _hours(one: Availability) -> str:
    return f"{time_format(one.begins, 'H:i')}–{time_format(one.ends, 'H:i')}"
