"""Courses and their dates in words, and what a letter of this room is told."""

from collections.abc import Mapping
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.training.models import Course, CourseKind, Module, Session
from lotsenwerk.kit import clock

KINDS: Final[Mapping[str, Promise]] = {
    CourseKind.BASIC_GUIDE: gettext_lazy("Basic qualification for guides"),
    CourseKind.INTERPRETER: gettext_lazy("Course for interpreters"),
    CourseKind.SEMINAR: gettext_lazy("Seminar"),
    CourseKind.REFLECTION: gettext_lazy("Reflection talk"),
}
MODULES: Final[Mapping[str, Promise]] = {
    Module.GETTING_TO_KNOW: gettext_lazy("Getting to know each other, motivation"),
    Module.MIGRATION: gettext_lazy("Migration and integration"),
    Module.ROLE: gettext_lazy("Role and tasks"),
    Module.VALUES: gettext_lazy("Values and attitudes"),
    Module.FRAME: gettext_lazy("General conditions and data protection"),
    Module.INTERCULTURAL: gettext_lazy("Intercultural communication"),
    Module.NETWORKS: gettext_lazy("Networks in the town"),
    Module.LIMITS: gettext_lazy("Limits and care for oneself"),
}


def content_of(session: Session) -> str:
    """What a date is about: its topic, else the module; empty where neither is known."""
    return session.topic or str(MODULES.get(session.module, ""))


def when_in_words(session: Session) -> str:
    """Weekday, day, beginning and end on a clock in Hessen, in the language that is active now."""
    begins, ends = clock.local(session.begins), clock.local(session.ends)
    hours = f"{begins:%H:%M}–{ends:%H:%M}"
    # Where one reads from right to left the hours stay in their order: from, until.
    hours = f"\u2066{hours}\u2069" if translation.get_language_bidi() else hours
    return f"{date_format(begins, _('l, j F'))}, {hours}"


def place_of(course: Course, session: Session | None = None) -> str:
    """Where a date is held: its own place, else the course's."""
    own = session.place if session is not None else ""
    return own or (_("online") if course.is_online else course.place)


def told(course: Course, to: Person, session: Session | None = None) -> dict[str, object]:
    """What somebody hears of a course: its name, and when and where the date is, in her language."""
    with translation.override(to.language):
        return {
            "name": to.given_name or to.name,
            "course": course.title,
            "when": when_in_words(session) if session else "",
            "place": place_of(course, session),
        }
