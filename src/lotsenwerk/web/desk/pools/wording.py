"""Words of the desk for those who would like to help: next actions, steps, reasons."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.gate import Lack
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import (
    Declined,
    FactKind,
    Interest,
    Level,
    NextAction,
    PoolMember,
    PoolRule,
    TimeOfWeek,
)
from lotsenwerk.domain.people.sentences import DECLARATIONS, QUALIFICATIONS, ROLES, level_in_words
from lotsenwerk.domain.people.states import MEMBER

NEXT: Final[Mapping[str, Promise]] = {
    NextAction.CALL: pgettext_lazy("next", "Call"),
    NextAction.MEET: pgettext_lazy("next", "Meet and talk"),
    NextAction.SEE_PAPERS: pgettext_lazy("next", "See the papers"),
    NextAction.FIND_COURSE: pgettext_lazy("next", "Find a course"),
    NextAction.ATTEND: pgettext_lazy("next", "Attends the course"),
    NextAction.BEGIN: pgettext_lazy("next", "Give the first task"),
    NextAction.ASK_AGAIN: pgettext_lazy("next", "Ask again"),
    NextAction.NOTHING: pgettext_lazy("next", "Nothing"),
}
STEPS: Final[Sequence[tuple[str, Promise, str]]] = [
    ("meet", pgettext_lazy("step", "First talk is agreed"), "talk"),
    ("check", pgettext_lazy("step", "Now the papers"), "book"),
    ("learn", pgettext_lazy("step", "Now the course"), "calendar"),
    ("begin", pgettext_lazy("step", "Is active from now on"), "check"),
    ("rest", pgettext_lazy("step", "Takes a break"), "clock"),
    ("come_back", pgettext_lazy("step", "Is back"), "arrow"),
    ("leave", pgettext_lazy("step", "Leaves the pool"), "logout"),
]
"""Each step of the ladder: its verb, the words of its button, a drawing."""
REASONS: Final[Mapping[str, Promise]] = {
    Declined.NO_PLACE: _("No place is free"),
    Declined.OTHER_TOWN: _("Lives outside our area"),
    Declined.TOO_YOUNG: _("Not of age yet"),
    Declined.OTHER_TASK: _("We have no such task"),
    Declined.NOT_REACHED: _("Was not reached"),
}
TIMES: Final[Mapping[str, Promise]] = {
    TimeOfWeek.MORNINGS: _("mornings"),
    TimeOfWeek.AFTERNOONS: _("afternoons"),
    TimeOfWeek.EVENINGS: _("evenings"),
    TimeOfWeek.WEEKENDS: _("weekends"),
}
SEEN_BY_TAP: Final = {Lack.TALK: FactKind.INTRODUCED, Lack.ADULT: FactKind.ADULT}
"""What one tap notes as seen today."""


def levels(nothing: str | Promise) -> list[tuple[str, str | Promise]]:
    """The levels to choose from, beginning with none."""
    return [("", nothing), *((level, level_in_words(level)) for level in Level.values)]


def steps_allowed(member: PoolMember) -> list[tuple[str, Promise, str]]:
    """The steps that the ladder allows from where she stands."""
    return [step for step in STEPS if MEMBER.allows(step[0], member.rung)]


def roles_of(interest: Interest) -> str:
    """In what somebody would like to help."""
    return ", ".join(str(ROLES[role]) for role in interest.roles)


def tongues_of(interest: Interest) -> str:
    """Which languages somebody said that she speaks."""
    return ", ".join(language_name(code) for code in interest.speaks)


def times_of(interest: Interest) -> str:
    """When somebody said that she has time."""
    return ", ".join(str(TIMES[one]) for one in interest.times)


def is_late(day: date | None, today: date) -> bool:
    """Whether a day is over."""
    return day is not None and day < today


def rule_in_words(rule: PoolRule) -> str:
    """What a rule requires, in one line."""
    asked: list[tuple[object, str | Promise]] = [
        (rule.needs_talk, _("A first talk")),
        (rule.needs_adult, _("Of age")),
        (rule.needs_conduct, _("A certificate of conduct")),
        (rule.german, f"{language_name('deu')} {level_in_words(rule.german)}"),
        (rule.other, gettext("another language %(level)s") % {"level": level_in_words(rule.other)}),
        (rule.qualification, QUALIFICATIONS.get(rule.qualification, "")),
        *((True, DECLARATIONS[one]) for one in rule.declarations),
    ]
    return ", ".join(str(word) for is_asked, word in asked if is_asked) or gettext("nothing")
