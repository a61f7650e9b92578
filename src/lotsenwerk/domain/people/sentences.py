"""Words for the way into a pool that helpers and the public read: roles, rungs, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from lotsenwerk.domain.people.gate import Lack, Missing
from lotsenwerk.domain.people.models import DeclarationKind, Declined, NextAction, PoolKind, QualificationKind, Rung

Words = Mapping[str, Promise]

ROLES: Final[Words] = {
    PoolKind.NEIGHBOURS: pgettext_lazy("pool", "Neighbourly help"),
    PoolKind.GUIDES: pgettext_lazy("pool", "Integration guide"),
    PoolKind.INTERPRETERS: pgettext_lazy("pool", "Lay interpreter"),
}
RUNGS: Final[Words] = {
    Rung.INTERESTED: pgettext_lazy("rung", "Interested"),
    Rung.TALK: pgettext_lazy("rung", "First talk"),
    Rung.SUITABILITY: pgettext_lazy("rung", "Papers"),
    Rung.COURSE: pgettext_lazy("rung", "Course"),
    Rung.ACTIVE: pgettext_lazy("rung", "Active"),
    Rung.PAUSED: pgettext_lazy("rung", "Takes a break"),
    Rung.LEFT: pgettext_lazy("rung", "Has left"),
}
NEXT_FOR_HER: Final[Words] = {
    NextAction.CALL: gettext_lazy("We call you."),
    NextAction.MEET: gettext_lazy("We meet and talk."),
    NextAction.SEE_PAPERS: gettext_lazy("Please show us the papers that are named below."),
    NextAction.FIND_COURSE: gettext_lazy("We look for a course for you."),
    NextAction.ATTEND: gettext_lazy("You attend the course."),
    NextAction.BEGIN: gettext_lazy("You can begin soon."),
    NextAction.ASK_AGAIN: gettext_lazy("You take a break. We ask you again."),
    NextAction.NOTHING: gettext_lazy("Nothing has to be done at the moment."),
}
DECLARATIONS: Final[Words] = {
    DeclarationKind.CONFIDENTIALITY: pgettext_lazy("declaration", "Confidentiality"),
    DeclarationKind.NEUTRALITY: pgettext_lazy("declaration", "Neutrality"),
    DeclarationKind.DATA_PROTECTION: pgettext_lazy("declaration", "Data protection"),
}
QUALIFICATIONS: Final[Words] = {
    QualificationKind.BASIC_GUIDE: pgettext_lazy("qualification", "Basic course for guides"),
    QualificationKind.INTERPRETER: pgettext_lazy("qualification", "Course for lay interpreters"),
    QualificationKind.HEALTH_GUIDE: pgettext_lazy("qualification", "Course for health guides"),
    QualificationKind.PARENT_GUIDE: pgettext_lazy("qualification", "Course for parent guides"),
    QualificationKind.SEMINAR: pgettext_lazy("qualification", "Advanced seminar"),
}
WHY_NOT: Final[Words] = {
    Declined.NO_PLACE: gettext_lazy(
        "At the moment all places are taken. We would be glad if you asked again in a few months."
    ),
    Declined.OTHER_TOWN: gettext_lazy(
        "You live outside the area that we look after. Your town hall knows who is responsible there."
    ),
    Declined.TOO_YOUNG: gettext_lazy(
        "For this task one has to be 18 years old. Your town hall knows where younger people can help."
    ),
    Declined.OTHER_TASK: gettext_lazy(
        "We have no such task at the moment. Your town hall knows other groups that look for people."
    ),
    Declined.NOT_REACHED: gettext_lazy(
        "We have tried several times to reach you. If you would still like to help, please call us."
    ),
}
"""The reason of a refusal, as it stands in the letter to her."""
_PLAIN: Final[Words] = {
    Lack.TALK: gettext_lazy("the first talk"),
    Lack.ADULT: gettext_lazy("the identity card, to see that you are of age"),
    Lack.CONDUCT: gettext_lazy("a certificate of conduct, not older than three months"),
    Lack.CONDUCT_MATTERS: gettext_lazy("a decision about the certificate of conduct"),
}


_ASKING: Final[Words] = {
    Lack.GERMAN: gettext_lazy("German, level %(asked)s or better"),
    Lack.OTHER: gettext_lazy("another language, level %(asked)s or better"),
    Lack.CONDUCT_RAN_OUT: gettext_lazy("a new certificate of conduct: the last one ran out on %(day)s"),
    Lack.COURSE_RAN_OUT: gettext_lazy("%(asked)s: it counted until %(day)s"),
    Lack.DECLARATION: gettext_lazy("the signed declaration: %(asked)s"),
}


def missing_in_words(one: Missing) -> str:
    """One missing thing, as the desk and the volunteer herself read it."""
    if one.lack in _PLAIN:
        return str(_PLAIN[one.lack])
    named = {**QUALIFICATIONS, **DECLARATIONS}
    asked = str(named[one.asked]) if one.asked in named else level_in_words(one.asked)
    day = date_format(one.ended, "DATE_FORMAT") if one.ended else ""
    if one.lack == Lack.COURSE:
        return asked
    return str(_ASKING[one.lack]) % {"asked": asked, "day": day}


def level_in_words(level: str) -> str:
    """A level of the European framework, or the mother tongue."""
    return pgettext("level", "mother tongue") if level == "native" else level


def all_missing_in_words(missing: Iterable[Missing]) -> str:
    """Every missing thing in one line."""
    return "; ".join(missing_in_words(one) for one in missing)


def refusal_in_words(
    name: str, reason: str, *, town: str, phone: str, others: Sequence[str], is_deleted: bool
) -> list[str]:
    """The letter to somebody who is not taken, paragraph by paragraph, in the language that is active.

    ``others`` are tasks in the same town, ``is_deleted`` says that what she typed is deleted.
    """
    said = [
        (True, _("Good day %(name)s,") % {"name": name}),
        (True, _("thank you very much for wanting to help.")),
        (True, str(WHY_NOT[reason])),
        (
            bool(others),
            _("We also look for people here: %(roles)s. Would you like that? Then just tell us.")
            % {"roles": "; ".join(others)},
        ),
        (
            reason != Declined.NOT_REACHED,
            _("Clubs, libraries, homes for old people and neighbourhood groups are glad of help, too."),
        ),
        (bool(phone), _("Do you have a question? Please call us: %(phone)s.") % {"phone": phone}),
        (is_deleted, _("What you have typed is deleted after 90 days.")),
        (True, _("Kind regards, %(town)s") % {"town": town}),
    ]
    return [words for is_said, words in said if is_said]
