"""Tell the institution that asked a pool what becomes of its request, where a way leads to it."""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Assignment, Inquiry, Need
from lotsenwerk.domain.assistance.sentences import when_in_words
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Person, PoolKind

_STAFFED = "assistance.inquiry_staffed"


def inquiry_of(need: Need) -> Inquiry | None:
    """What was asked of a pool and became this need; none for what came by telephone. No query without a pool."""
    if need.pool_id is None:
        return None
    rows = Inquiry.objects.select_related("cooperation__partner", "cooperation__client__person", "number", "pool")
    return rows.filter(need_id=need.pk).first()


def tell_requester(message_key: str, inquiry: Inquiry, *, at: datetime, **more: object) -> bool:
    """Write to the institution; answers whether a letter leaves. ``more`` are further places of the message."""
    to = _whom(inquiry)
    if to is None:
        return False
    about = ("assistance", "inquiry", inquiry.id)
    told = _told(inquiry, to) | more
    return outbox.put(message_key, to=to, about=about, told=told, ref=inquiry.ref, at=at) is not None


def tell_somebody_found(assignment: Assignment, *, at: datetime) -> bool:
    """Send the confirmation sheet's words to the institution; answers whether a letter leaves.

    Where none does, somebody has to call, as with every client.
    """
    inquiry = inquiry_of(assignment.need)
    to = _whom(inquiry) if inquiry is not None else None
    if inquiry is None or to is None:
        return False
    begin, end = _during(assignment)
    helper = assignment.volunteer.person
    told = _told(inquiry, to, begin) | {
        "minutes": int((end - begin).total_seconds() // 60),
        "helper": helper.given_name or helper.name,
        "word": assignment.code_word,
    }
    about = ("assistance", "assignment", assignment.id)
    return outbox.put(_STAFFED, to=to, about=about, told=told, ref=inquiry.ref, at=at, begins=begin) is not None


def tell_looked_for_again(assignment: Assignment, *, at: datetime) -> bool:
    """Who would have come cannot. An institution that has not heard of her yet hears nothing of it either."""
    inquiry = inquiry_of(assignment.need)
    if inquiry is None or outbox.withdraw(("assistance", "assignment", assignment.id), at=at, message_key=_STAFFED):
        return False
    return tell_requester("assistance.inquiry_open_again", inquiry, at=at, **_when(inquiry, _during(assignment)[0]))


def tell_please_confirm(assignment: Assignment, minutes: int, inquiry: Inquiry, *, at: datetime) -> bool:
    """Ask the institution to confirm what was reported."""
    more = _when(inquiry, _during(assignment)[0]) | {"minutes": minutes}
    return tell_requester("assistance.please_confirm", inquiry, at=at, **more)


def _whom(inquiry: Inquiry) -> Person | None:
    client = inquiry.cooperation.client if inquiry.cooperation else inquiry.client
    return client.person if client is not None and client.partner_id is not None else None


def _told(inquiry: Inquiry, to: Person, begin: datetime | None = None) -> dict[str, object]:
    with translation.override(to.language):
        interpreting = _("Interpreting: %(name)s") % {"name": language_name(inquiry.language)}
        is_guide = inquiry.pool.kind == PoolKind.GUIDES
        return {
            "what": _("A guide goes along") if is_guide else interpreting,
            "when": when_in_words(begin or agreed_begin(inquiry)),
            "until": date_format(inquiry.answer_by, _("l, j F")),
        }


def agreed_begin(inquiry: Inquiry) -> datetime:
    """When it begins: as it was taken in, else as it was asked for."""
    return inquiry.need.earliest if inquiry.need is not None else inquiry.begins


def _when(inquiry: Inquiry, begin: datetime) -> dict[str, object]:
    to = _whom(inquiry)
    with translation.override(to.language if to else "de"):
        return {"when": when_in_words(begin)}


def _during(assignment: Assignment) -> tuple[datetime, datetime]:
    """Beginning and end, also of a row that was just made and still holds a pair."""
    during = assignment.during
    return during if isinstance(during, tuple) else (during.lower, during.upper)
