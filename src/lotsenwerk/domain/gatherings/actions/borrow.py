"""A carrier borrows what the town lends: asks for a time, and the desk answers; or has it at once."""

from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.queries import members_of_partners
from lotsenwerk.domain.gatherings.actions.book import lay_booking
from lotsenwerk.domain.gatherings.models import HOLDS, Booking, BookingState, Thing, ToCarriers
from lotsenwerk.domain.gatherings.permissions import may_borrow, may_lend
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions.logins import write_to_member
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_PURPOSE: Final = 120
LONGEST_ANSWER: Final = 200


def borrow(actor: Actor, thing: Thing, *, begin: datetime, end: datetime, purpose: str, at: datetime) -> Booking:
    """Ask for a thing between two instants, or have it at once where it is lent so. Either keeps the time free.

    Of two who ask in the same moment one gets it; the other reads the next free time.
    """
    if not may_borrow(actor):
        raise NotAllowed(_("Only members of a partner may do this."))
    if thing.to_carriers == ToCarriers.NO:
        raise NotThere
    if begin < at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="begin")
    if not purpose.strip():
        raise BadInput(_("Please say in a few words what for."), field="purpose")
    refuse_too_long(purpose.strip(), LONGEST_PURPOSE, "purpose")
    state = BookingState.BOOKED if thing.to_carriers == ToCarriers.AT_ONCE else BookingState.ASKED
    whose = {"partner_id": actor.partner_id, "purpose": purpose.strip(), "state": state}
    made = lay_booking(actor, thing, begin, end, whose, at=at)
    record(actor, "borrow" if state == BookingState.BOOKED else "ask_for_thing", _subject(made), at=at)
    return made


def give_back(actor: Actor, booking: Booking, *, at: datetime) -> Booking:
    """The carrier does not need it after all. What has begun is not taken back any more."""
    if not may_borrow(actor):
        raise NotAllowed(_("Only members of a partner may do this."))
    booking = lock(Booking.objects.all(), pk=booking.pk)
    if booking.partner_id != actor.partner_id:
        raise NotThere
    if booking.state not in HOLDS:
        raise WrongState(_("This booking is cancelled already."))
    if booking.during.lower <= at:
        raise WrongState(_("This time has begun. Please call us."))
    return _move(actor, booking, BookingState.CANCELLED, "cancel_booking", at)


def lend(actor: Actor, booking: Booking, *, at: datetime) -> Booking:
    """The desk says yes; the members of the carrier are written to."""
    booking = _asked(actor, booking)
    _move(actor, booking, BookingState.BOOKED, "lend", at)
    _tell("gatherings.lent", booking)
    return booking


def refuse_to_lend(actor: Actor, booking: Booking, *, answer: str, at: datetime) -> Booking:
    """The desk says no, and why; the time is free again."""
    booking = _asked(actor, booking)
    if not answer.strip():
        raise BadInput(_("Please say in a few words why."), field="answer")
    refuse_too_long(answer.strip(), LONGEST_ANSWER, "answer")
    booking.answer = answer.strip()
    booking.save(update_fields=["answer"])
    _move(actor, booking, BookingState.DECLINED, "refuse_to_lend", at)
    _tell("gatherings.not_lent", booking)
    return booking


def _asked(actor: Actor, booking: Booking) -> Booking:
    if not may_lend(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    booking = lock(Booking.objects.select_related("thing"), pk=booking.pk)
    if booking.state != BookingState.ASKED:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    return booking


def _move(actor: Actor, booking: Booking, state: BookingState, verb: str, at: datetime) -> Booking:
    booking.state = state
    booking.save(update_fields=["state"])
    record(actor, verb, _subject(booking), at=at)
    return booking


def _tell(message_key: str, booking: Booking) -> int:
    with translation.override("de"):
        when = date_format(clock.local(booking.during.lower), "j.n., H:i")
    told = {"thing": booking.thing.name, "when": when, "because": booking.answer}
    members = members_of_partners(booking.organisation_id).filter(partner_id=booking.partner_id, user__is_active=True)
    return sum(write_to_member(message_key, one, told) for one in members)


def _subject(booking: Booking) -> tuple[str, str, int]:
    return ("gatherings", "booking", booking.pk)
