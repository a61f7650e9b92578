"""The desk's words: kinds and states of a need, how one speaks of a person, days and times as one says them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from lotsenwerk.domain.assistance.models import (
    Assignment,
    CallBack,
    CallBackReason,
    Need,
    NeedKind,
    NeedState,
    Offer,
    OfferState,
)
from lotsenwerk.domain.assistance.queries.journey import who_goes, who_is_asked
from lotsenwerk.domain.assistance.queries.on_board import Face, Going, OnBoard
from lotsenwerk.domain.assistance.queries.planning import NeedOnPlan
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Gender, Person
from lotsenwerk.domain.people.queries import AtAGlance
from lotsenwerk.kit import clock

Words = str | Promise
Named = Person | Face | AtAGlance

KINDS: Final[Mapping[str, tuple[Words, str]]] = {
    NeedKind.SHOP_AND_DELIVER: (gettext_lazy("Bring shopping"), "basket"),
    NeedKind.ACCOMPANY: (gettext_lazy("Go along"), "walking"),
    NeedKind.FOOD_BANK: (gettext_lazy("Food bank"), "crate"),
    NeedKind.ERRAND: (gettext_lazy("Errand"), "errand"),
    NeedKind.GUIDE: (gettext_lazy("Guide"), "office"),
    NeedKind.INTERPRET: (gettext_lazy("Interpreting"), "talk"),
}
"""Each kind's word and drawing; those of the telephone in the order of the digits that choose them."""

READY: Final = gettext_lazy("said yes, was not needed")
"""What is said of somebody who answered when another was going already."""
SOON: Final = timedelta(hours=2)
"""From here on a need without anybody glows."""


def kind_word(kind: str) -> str:
    """What is asked for, in one or two words."""
    return str(KINDS[kind][0])


def need_word(need: Need | OnBoard | NeedOnPlan) -> str:
    """What is asked for; of a pool with the language: "Interpreting: Tigrinya"."""
    if not need.language:
        return kind_word(need.kind)
    return _("%(what)s: %(language)s") % {"what": kind_word(need.kind), "language": language_name(need.language)}


def called(person: Named) -> str:
    """How one speaks of a person: "Frau Weber", or the whole name where nobody said more."""
    if person.family_name and person.gender == Gender.FEMALE:
        return _("Ms %(name)s") % {"name": person.family_name}
    if person.family_name and person.gender == Gender.MALE:
        return _("Mr %(name)s") % {"name": person.family_name}
    return person.name


def called_as_object(person: Named) -> str:
    """The same inside a sentence, after "to", "for", "with", or where somebody is called back: "Herrn Gölz"."""
    if person.family_name and person.gender == Gender.MALE:
        return pgettext("inside a sentence: to, for, with", "Mr %(name)s") % {"name": person.family_name}
    return called(person)


def first_name(person: Named) -> str:
    """How a volunteer is called at the desk."""
    return person.given_name or person.name


def begins(need: Need | OnBoard) -> datetime:
    """When the visit begins where somebody goes, else the beginning of the window."""
    going = who_goes(need)
    begin: datetime = going.during.lower if going else need.earliest
    return begin


def state_of(need: Need | OnBoard, now: datetime) -> tuple[str, str]:
    """The tone and the words of a need's state, as the desk has to see it at this moment."""
    going = who_goes(need)
    if need.state in {NeedState.OPEN, NeedState.OFFERED}:
        return _unstaffed(need, now)
    if going is not None and need.state == NeedState.STAFFED:
        return _staffed(going, now)
    words: Mapping[str, tuple[str, str]] = {
        NeedState.DONE: ("done", _("done")),
        NeedState.CONFIRMED: ("done", _("confirmed")),
    }
    return words.get(need.state, ("off", _("cancelled")))


def _unstaffed(need: Need | OnBoard, now: datetime) -> tuple[str, str]:
    if need.latest <= now:
        return "off", _("nobody came")
    asked = who_is_asked(need)
    is_soon = need.earliest - now < SOON
    if len(asked) == 1:
        return "late" if is_soon else "waiting", _("%(name)s is asked") % {
            "name": first_name(asked[0].volunteer.person)
        }
    if asked:
        words = ngettext("%(count)d person is asked", "%(count)d people are asked", len(asked)) % {"count": len(asked)}
        return "late" if is_soon else "waiting", words
    return ("late", _("soon, and nobody yet")) if is_soon else ("open", _("needs somebody"))


def _staffed(going: Assignment | Going, now: datetime) -> tuple[str, str]:
    name = {"name": first_name(going.volunteer.person)}
    if now < going.during.lower:
        return "going", _("%(name)s is coming") % name
    if now < going.during.upper:
        return "going", _("%(name)s is there") % name
    return "late", _("no word from %(name)s yet") % name


def answer_of(offer: Offer) -> tuple[str, str]:
    """The tone and the word of what was answered to a question."""
    words = {
        OfferState.OPEN: ("waiting", _("asked")),
        OfferState.ACCEPTED: ("going", _("says yes")),
        OfferState.DECLINED: ("off", _("cannot come")),
        OfferState.CLOSED: ("off", _("not needed any more")),
        OfferState.WITHDRAWN: ("off", _("taken back")),
    }
    if is_ready_all_the_same(offer):
        return "off", str(READY)
    return words[OfferState(offer.state)]


def is_ready_all_the_same(offer: Offer) -> bool:
    """Whether she said yes when somebody else was going already."""
    return offer.state == OfferState.CLOSED and bool(offer.answered_by)


def time_in_words(at: datetime) -> str:
    """A time as one says it: "10 Uhr", "10:30 Uhr"."""
    wall = clock.local(at)
    # Translators: PHP-style format of a full hour, "10 a.m."; German G \U\h\r
    whole = _("g a")
    # Translators: PHP-style format of a time, "10:30 a.m."; German G:i \U\h\r
    return date_format(wall, whole if wall.minute == 0 else _("g:i a"))


def day_in_words(at: datetime, now: datetime) -> str:
    """A day as one says it: today, tomorrow, the weekday, and beyond a week the date with it."""
    wall, today = clock.local(at).date(), clock.local(now).date()
    ahead = (wall - today).days
    if ahead in {0, 1}:
        return _("today") if ahead == 0 else _("tomorrow")
    # Translators: PHP-style formats of "on Thursday" and "on Thursday, 19 November"; German \a\m l, \a\m l, j. F
    return date_format(wall, _("\\o\\n l") if 0 < ahead < 7 else _("\\o\\n l, j F"))  # noqa: PLR2004 - days of a week


def window_in_words(need: Need | OnBoard) -> str:
    """When it would suit: "10:00-12:00", on the clock of a Hessian wall."""
    return f"{clock.local(need.earliest):%H:%M}–{clock.local(need.latest):%H:%M}"


def to_tell(call_back: CallBack, now: datetime) -> str:
    """The one sentence that the client is to hear on the telephone."""
    need = call_back.need
    going = who_goes(need)
    when = {"day": day_in_words(begins(need), now), "time": time_in_words(begins(need))}
    if call_back.reason == CallBackReason.NOBODY_CAME:
        if need.latest > now:
            return _("We are sorry that nobody came yet. We are looking for somebody else.")
        return _("We are sorry that nobody came %(day)s at %(time)s. Would another day suit?") % when
    if call_back.reason == CallBackReason.CANCELLED or going is None:
        return _("The help %(day)s at %(time)s is cancelled.") % when
    told = {**when, "name": first_name(going.volunteer.person), "word": going.code_word}
    if call_back.reason == CallBackReason.SOMEBODY_ELSE_COMES:
        return _("Somebody else comes: %(name)s, %(day)s at %(time)s. Code word: %(word)s.") % told
    return _("%(name)s is coming %(day)s at %(time)s. Code word: %(word)s.") % told
