"""Words of the desk for requests to a pool: what was asked for, what is due, why something changes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotsenwerk.domain.assistance.bodies import SUBJECTS
from lotsenwerk.domain.assistance.models import DoneBy, Inquiry, InquiryState, Need, NeedState, Reason
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Gender, PoolKind
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.wording import state_of

REASONS: Final[Mapping[str, Promise]] = {
    Reason.ILL: gettext_lazy("Somebody is ill"),
    Reason.APPOINTMENT_CANCELLED: gettext_lazy("The appointment does not take place"),
    Reason.NOT_NEEDED: gettext_lazy("Not needed after all"),
    Reason.OTHER_DATE: gettext_lazy("Another date suits better"),
    Reason.FOUND_SOMEBODY: gettext_lazy("Somebody else interprets"),
    Reason.OTHER: gettext_lazy("Another reason"),
}
BIASED: Final = (Reason.BIASED.value, gettext_lazy("Biased: do not ask for this number again"))
"""What only whoever goes can say; why is kept nowhere."""
SIDES: Final[Mapping[str, Promise]] = {
    DoneBy.REQUESTER: gettext_lazy("the institution"),
    DoneBy.VOLUNTEER: gettext_lazy("whoever goes"),
    DoneBy.POOL: gettext_lazy("we"),
}
WISHED: Final[Mapping[str, Promise]] = {
    Gender.FEMALE: gettext_lazy("a woman"),
    Gender.MALE: gettext_lazy("a man"),
    Gender.DIVERSE: gettext_lazy("neither"),
}
OUTCOMES: Final[Mapping[str, Promise]] = {
    InquiryState.REFUSED: gettext_lazy("refused"),
    InquiryState.NOBODY: gettext_lazy("nobody found"),
    InquiryState.WITHDRAWN: gettext_lazy("taken back"),
}


def title_of(inquiry: Inquiry) -> str:
    """What it is about in a line: "Arabic · Talk with parents"."""
    language = language_name(inquiry.language) if inquiry.language else ""
    what = language or (_("Going along") if inquiry.pool.kind == PoolKind.GUIDES else _("Interpreting"))
    subject = str(SUBJECTS[inquiry.subject]) if inquiry.subject else ""
    return " · ".join(part for part in (what, subject) if part)


def asker_of(inquiry: Inquiry) -> str:
    """Who asks: the institution, or whoever asks for herself."""
    if inquiry.cooperation is not None:
        return inquiry.cooperation.name
    if inquiry.client is not None:
        return inquiry.client.person.name
    return inquiry.asked_by or _("Somebody")


def moment_in_words(begins: datetime, minutes: int) -> str:
    """A day with beginning and end: "Tuesday, 24 November, 14:00–15:00"."""
    begin = clock.local(begins)
    end = clock.local(datetime.fromtimestamp(begins.timestamp() + minutes * 60, tz=begins.tzinfo))
    return f"{date_format(begin, _('l, j F'))}, {time_format(begin, 'H:i')}–{time_format(end, 'H:i')}"


def due_in_words(answer_by: date, today: date) -> tuple[str, str]:
    """The tone and the words of a promise to answer."""
    days = (answer_by - today).days
    if days < 0:
        words = ngettext("promised for yesterday", "promised %(days)d days ago", -days) % {"days": -days}
        return "late", words
    if not days:
        return "open", _("answer today")
    return "waiting", _("answer by %(day)s") % {"day": date_format(answer_by, _("D j.n."))}


def pill_of(inquiry: Inquiry, need: Need | None, now: datetime) -> tuple[str, str]:
    """The tone and the words of what is to be done about a request. The need knows who goes."""
    if inquiry.state == InquiryState.RECEIVED:
        return due_in_words(inquiry.answer_by, clock.local(now).date())
    if inquiry.state != InquiryState.TAKEN_IN or need is None:
        return "off", str(OUTCOMES.get(inquiry.state, "–"))
    if need.state == NeedState.DONE:
        return "waiting", _("to be confirmed")
    return state_of(need, now)
