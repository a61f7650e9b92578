"""An order ends: it is prolonged with a reason, or closed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.guiding.take_in_order import MOST_MEETINGS
from lotsenwerk.domain.assistance.guide_scope import order_of
from lotsenwerk.domain.assistance.models import Inquiry, InquiryState, NeedState
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.assistance.queries.guiding import appointments_of, met
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_BECAUSE: Final = 300
_AHEAD: Final = (NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED)


def prolong_order(
    actor: Actor, order: Inquiry, *, until: date, most_meetings: int | None = None, because: str, at: datetime
) -> Inquiry:
    """Let it go on until a later day, or for more meetings; why stands in the journal.

    Raises ``NotAllowed``, ``WrongState`` where it has ended, or ``BadInput`` with the field.
    """
    order = _running(actor, order)
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")
    if not because.strip():
        raise BadInput(_("Please say why it goes on."), field="because")
    if until < clock.local(at).date():
        raise BadInput(_("Please choose a day that lies ahead."), field="until")
    if most_meetings is not None and not met(order) < most_meetings <= MOST_MEETINGS:
        raise BadInput(_("More than were agreed already, and at most 30."), field="most_meetings")
    if (until, most_meetings) == (order.until, order.most_meetings):
        raise BadInput(_("This is the end that it has already."), field="until")
    was = order.until
    order.until, order.most_meetings = until, most_meetings
    order.save(update_fields=["until", "most_meetings"])
    told = {"was": was.isoformat() if was else "", "until": until.isoformat(), "reason": because.strip()}
    _note(actor, "prolong_order", order, told, at)
    return order


def close_order(actor: Actor, order: Inquiry, *, because: str, at: datetime) -> Inquiry:
    """It has ended; nothing new is agreed. ``WrongState`` while an appointment lies ahead."""
    order = _running(actor, order)
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")
    if not because.strip():
        raise BadInput(_("Please say how it ended, in a few words."), field="because")
    ahead = [one for one in appointments_of(order) if one.need is not None and one.need.state in _AHEAD]
    if any(one.begins > at for one in ahead):
        raise WrongState(_("An appointment lies ahead. Please cancel it first, or wait until it is over."))
    order.closed_at, order.closed_by_user_id, order.because = at, actor.user_id, because.strip()
    order.save(update_fields=["closed_at", "closed_by_user_id", "because"])
    _note(actor, "close_order", order, {"reason": because.strip()}, at)
    return order


def _running(actor: Actor, order: Inquiry) -> Inquiry:
    held = lock(Inquiry.objects.select_related("pool", "client__person", "follows"), pk=order_of(order).pk)
    if not may_keep_orders(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if held.pool.kind != PoolKind.GUIDES or held.state != InquiryState.TAKEN_IN or held.closed_at is not None:
        raise WrongState(_("This order does not run any more."))
    return held


def _note(actor: Actor, verb: str, order: Inquiry, told: Mapping[str, object], at: datetime) -> None:
    subject = ("assistance", "inquiry", order.id)
    story = ("assistance", "need", order.need_id) if order.need_id else subject
    about = order.client.person_id if order.client else None
    record(actor, verb, subject, story=story, at=at, about=about, told=told)
