"""Languages and free hours in words."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.people.models import Availability, LanguageSkill, Level

TONGUES = {
    "deu": gettext_lazy("German"),
    "eng": gettext_lazy("English"),
    "ukr": gettext_lazy("Ukrainian"),
    "rus": gettext_lazy("Russian"),
    "ara": gettext_lazy("Arabic"),
    "fas": gettext_lazy("Persian"),
    "prs": gettext_lazy("Dari"),
    "tur": gettext_lazy("Turkish"),
    "fra": gettext_lazy("French"),
    "tir": gettext_lazy("Tigrinya"),
    "kmr": gettext_lazy("Kurdish (Kurmanji)"),
    "som": gettext_lazy("Somali"),
    "pol": gettext_lazy("Polish"),
    "ron": gettext_lazy("Romanian"),
    "ita": gettext_lazy("Italian"),
    "spa": gettext_lazy("Spanish"),
}
"""Names of languages by their code of ISO 639-3; others show the code."""


def tongues_in_words(skills: Iterable[LanguageSkill]) -> list[str]:
    """Each language with how well it is spoken."""
    return [
        _("%(language)s (mother tongue)") % {"language": TONGUES.get(skill.language, skill.language)}
        if skill.level == Level.NATIVE
        else f"{TONGUES.get(skill.language, skill.language)} ({skill.level})"
        for skill in skills
    ]


def stretches_in_words(stretches: Iterable[Availability]) -> list[tuple[str, str]]:
    """Each weekday with its free hours, Monday first."""
    rows = sorted(stretches, key=lambda one: (one.weekday, one.begins))
    days = groupby(rows, key=lambda one: one.weekday)
    return [(str(WEEKDAYS[day]), ", ".join(_hours(one) for one in of)) for day, of in days]


def _hours(one: Availability) -> str:
    return f"{time_format(one.begins, 'H:i')}–{time_format(one.ends, 'H:i')}"
