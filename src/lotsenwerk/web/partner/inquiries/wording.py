"""A request in words: what it is, where it stands, what was changed, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lotsenwerk.domain.assistance.bodies import SUBJECTS
from lotsenwerk.domain.assistance.models import ChangeKind, DoneBy, Inquiry, InquiryChange, InquiryState, Reason
from lotsenwerk.domain.assistance.queries.own_inquiries import Own, Stage
from lotsenwerk.domain.assistance.sentences import when_in_words
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit import clock

WORDS: Final[Mapping[Stage, tuple[str, Promise]]] = {
    Stage.RECEIVED: ("waiting", pgettext_lazy("request", "waits for an answer")),
    Stage.LOOKED_FOR: ("waiting", pgettext_lazy("request", "we are asking")),
    Stage.AGREED: ("going", pgettext_lazy("request", "agreed")),
    Stage.HAPPENED: ("going", pgettext_lazy("request", "the report comes")),
    Stage.TO_CONFIRM: ("open", pgettext_lazy("request", "please confirm")),
    Stage.CONFIRMED: ("done", pgettext_lazy("request", "confirmed")),
    Stage.DOUBTED: ("late", pgettext_lazy("request", "the pool looks into it")),
    Stage.NOT_HELD: ("off", pgettext_lazy("request", "did not take place")),
    Stage.REFUSED: ("off", pgettext_lazy("request", "not possible")),
    Stage.NOBODY: ("open", pgettext_lazy("request", "nobody found")),
    Stage.CANCELLED: ("off", pgettext_lazy("request", "cancelled")),
}
REASONS: Final = [
    (Reason.ILL, gettext_lazy("somebody is ill")),
    (Reason.APPOINTMENT_CANCELLED, gettext_lazy("the talk does not take place")),
    (Reason.NOT_NEEDED, gettext_lazy("nobody is needed any more")),
    (Reason.FOUND_SOMEBODY, gettext_lazy("we have found somebody ourselves")),
    (Reason.OTHER_DATE, gettext_lazy("another day suits better")),
    (Reason.OTHER, gettext_lazy("another reason")),
]
"""Why an institution cancels or moves; never in whose life."""
_WHY: Final[Mapping[str, Promise]] = dict(REASONS)


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as it stands on the list and on its own page."""

    own: Own
    title: str
    tone: str
    word: str
    sentence: str

    @property
    def inquiry(self) -> Inquiry:
        """The row itself."""
        return self.own.inquiry

    @property
    def is_guide(self) -> bool:
        """Whether a guide was asked for."""
        return self.own.inquiry.pool.kind == PoolKind.GUIDES


def shown(own: Own, *, at: datetime) -> Shown:
    """One request in words."""
    tone, word = WORDS[own.stage]
    late = own.stage == Stage.RECEIVED and own.inquiry.answer_by < clock.local(at).date()
    return Shown(own, title_of(own.inquiry), "late" if late else tone, str(word), _sentence(own, is_late=late))


def all_shown(rows: Sequence[Own], *, at: datetime) -> Sequence[Shown]:
    """Several of them."""
    return [shown(one, at=at) for one in rows]


def title_of(inquiry: Inquiry) -> str:
    """What was asked for: "Tigrinya · Talk with parents", "Guide · Application or form"."""
    what = _("Guide") if inquiry.pool.kind == PoolKind.GUIDES else language_name(inquiry.language)
    subject = SUBJECTS.get(inquiry.subject)
    return f"{what} · {subject}" if subject else what


def day_in_words(day: date) -> str:
    """A day as one says it: "Thursday, 26 November"."""
    return date_format(day, _("l, j F"))


def _sentence(own: Own, *, is_late: bool) -> str:
    """What one has to know now, in one sentence."""
    told = {"day": day_in_words(own.inquiry.answer_by), "when": when_in_words(own.begins), "name": _helper(own)}
    told |= {"minutes": str(own.deployment.minutes) if own.deployment else "", "because": own.inquiry.because}
    if is_late:
        return _("An answer was promised by %(day)s. Please call the pool.") % told
    if own.stage == Stage.REFUSED:
        return own.inquiry.because
    return str(_SENTENCES[own.stage]) % told


_SENTENCES: Final[Mapping[Stage, Promise]] = {
    Stage.RECEIVED: gettext_lazy("You hear from the pool by %(day)s at the latest."),
    Stage.LOOKED_FOR: gettext_lazy("The pool is asking its volunteers. You hear as soon as somebody says yes."),
    Stage.AGREED: gettext_lazy("%(name)s comes: %(when)s."),
    Stage.HAPPENED: gettext_lazy("%(name)s writes down how long it took. Then you confirm it."),
    Stage.TO_CONFIRM: gettext_lazy("%(name)s was there for %(minutes)s minutes. Is that right?"),
    Stage.CONFIRMED: gettext_lazy("%(name)s was there for %(minutes)s minutes. You have confirmed it."),
    Stage.DOUBTED: gettext_lazy("You said that it was not so. The pool looks into it and calls you."),
    Stage.NOT_HELD: gettext_lazy("The appointment did not take place."),
    Stage.NOBODY: gettext_lazy("Nobody was free. You can ask again in another way."),
    Stage.CANCELLED: gettext_lazy("This is off. Whoever was asked knows it."),
}


def _helper(own: Own) -> str:
    if own.going is None:
        return ""
    person = own.going.volunteer.person
    return person.given_name or person.name


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the story: when, and what."""

    at: datetime
    text: str
    icon: str


def story_of(own: Own, changes: Sequence[InquiryChange]) -> Sequence[Step]:
    """What happened, the oldest first. Nothing of whom the pool asked."""
    inquiry, need = own.inquiry, own.inquiry.need
    asked = _("%(who)s asked.") % {"who": inquiry.asked_by} if inquiry.asked_by else _("It was asked.")
    steps = [Step(inquiry.received_at, asked, "envelope")]
    if need is not None:
        steps.append(Step(need.taken_at, _("The pool took it in."), "check"))
    if own.going is not None:
        steps.append(Step(own.going.accepted_at, _("%(name)s said yes.") % {"name": _helper(own)}, "heart"))
    steps += [Step(one.at, _change(one), "calendar" if one.kind == ChangeKind.MOVED else "cross") for one in changes]
    given = own.deployment
    if given is not None:
        told = {"name": _helper(own), "minutes": given.minutes}
        steps.append(Step(given.reported_at, _("%(name)s wrote down %(minutes)s minutes.") % told, "pencil"))
        if given.confirmed_at is not None:
            steps.append(Step(given.confirmed_at, _("It was confirmed."), "check"))
    if inquiry.closed_at is not None and inquiry.state == InquiryState.TAKEN_IN:
        steps.append(Step(inquiry.closed_at, _("The order has ended."), "check"))
    elif inquiry.closed_at is not None and not changes:
        steps.append(Step(inquiry.closed_at, str(WORDS[own.stage][1]), "cross"))
    return sorted(steps, key=lambda one: one.at)


_SIDES: Final[Mapping[str, Promise]] = {
    DoneBy.REQUESTER: gettext_lazy("your institution"),
    DoneBy.VOLUNTEER: gettext_lazy("whoever goes there"),
    DoneBy.POOL: gettext_lazy("the pool"),
}


def _change(one: InquiryChange) -> str:
    told = {"who": _SIDES[one.side], "why": _WHY.get(one.reason, _WHY[Reason.OTHER])}
    if one.kind == ChangeKind.CANCELLED or one.becomes is None:
        return _("Cancelled by %(who)s: %(why)s.") % told
    return _("Moved by %(who)s to %(when)s: %(why)s.") % (told | {"when": when_in_words(one.becomes)})
