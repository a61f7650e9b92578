"""Answer an inquiry with no: it cannot be served, nobody was found, or it is taken back."""

from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.locking import going_to, locked, note_line
from lotsenwerk.domain.assistance.actions.tell_requester import tell_requester
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.findings import request_of
from lotsenwerk.domain.assistance.inquiry_words import instead_in_words
from lotsenwerk.domain.assistance.models import Inquiry, Need
from lotsenwerk.domain.assistance.permissions import may_run_inquiries, may_see_inquiry, may_withdraw_inquiry
from lotsenwerk.domain.assistance.queries.terms import scope_of, terms_on
from lotsenwerk.domain.assistance.states import INQUIRY, NEED
from lotsenwerk.engines.scope.interpreting import Instead, instead
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_BECAUSE: Final = 300


def refuse_inquiry(actor: Actor, inquiry: Inquiry, *, because: str, at: datetime) -> Inquiry:
    """It cannot be served; the institution hears why, in the words of ``because``.

    What was taken in already is refused too: its need is cancelled, and whoever would have gone is thanked.
    """
    need, inquiry = locked(inquiry)
    state = INQUIRY.after("refuse", inquiry.state)
    _desk_alone(actor)
    if not because.strip():
        raise BadInput(_("Please say why: the institution is told so."), field="because")
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")
    _drop(actor, need, at)
    _close(actor, inquiry, state, because.strip(), at)
    note_line(actor, "refuse_inquiry", inquiry, at)
    tell_requester("assistance.inquiry_refused", inquiry, at=at, because=because.strip())
    return inquiry


def nobody_found(actor: Actor, inquiry: Inquiry, *, at: datetime) -> tuple[Instead, ...]:
    """Nobody was found; the institution hears what can be offered instead. Answers the offers, the likeliest first.

    ``WrongState`` while somebody goes there.
    """
    need, inquiry = locked(inquiry)
    state = INQUIRY.after("nobody", inquiry.state)
    _desk_alone(actor)
    if need is not None and going_to(need) is not None:
        raise WrongState(_("Somebody goes there already."))
    offers = offered_instead(inquiry)
    _drop(actor, need, at)
    _close(actor, inquiry, state, "", at)
    note_line(actor, "nobody_found", inquiry, at)
    terms = terms_on(inquiry.pool_id, clock.local(inquiry.received_at).date())
    client = inquiry.cooperation.client if inquiry.cooperation else None
    with translation.override(client.person.language if client else "de"):
        words = ", ".join(instead_in_words(one, neighbour=terms.neighbour) for one in offers)
        told = words or str(_("please ask again, perhaps for another day"))
    tell_requester("assistance.inquiry_nobody", inquiry, at=at, instead=told)
    return offers


def offered_instead(inquiry: Inquiry) -> tuple[Instead, ...]:
    """What can be offered where nobody is found, by the terms of the day on which it was asked (ID4)."""
    terms = scope_of(terms_on(inquiry.pool_id, clock.local(inquiry.received_at).date()))
    return instead(request_of(inquiry), terms)


def withdraw_inquiry(actor: Actor, inquiry: Inquiry, *, at: datetime) -> Inquiry:
    """Take a request back that nobody has answered yet: a member of the institution, or the desk for her.

    What was taken in is cancelled instead, with a reason. ``NotThere`` for another institution's.
    """
    _need, inquiry = locked(inquiry)
    if not may_see_inquiry(actor, inquiry):
        raise NotThere
    state = INQUIRY.after("withdraw", inquiry.state)
    if not may_withdraw_inquiry(actor, inquiry):
        raise NotAllowed(_("Only who asked may take this back."))
    _close(actor, inquiry, state, "", at)
    note_line(actor, "withdraw_inquiry", inquiry, at)
    return inquiry


def _desk_alone(actor: Actor) -> None:
    if not may_run_inquiries(actor):
        raise NotAllowed(_("Only coordinators may do this."))


def _drop(actor: Actor, need: Need | None, at: datetime) -> None:
    """Cancel the need without a letter of its own to the institution, which hears of the whole."""
    if need is not None and NEED.allows("cancel", need.state):
        cancel(actor, need, is_told=True, at=at)


def _close(actor: Actor, inquiry: Inquiry, state: str, because: str, at: datetime) -> None:
    inquiry.state, inquiry.because = state, because
    inquiry.closed_at, inquiry.closed_by_user_id = at, actor.user_id
    inquiry.save(update_fields=["state", "because", "closed_at", "closed_by_user_id"])
