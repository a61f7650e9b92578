"""Somebody has a thing for a while; the database refuses two at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import HOLDS, Booking, BookingState, Thing
from lotsenwerk.domain.gatherings.permissions import may_lend
from lotsenwerk.domain.gatherings.queries import first_gap
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

LONGEST: Final = timedelta(days=14)
Subject = tuple[str, str, int]


def book(
    actor: Actor,
    thing: Thing,
    *,
    person: Person,
    begin: datetime,
    end: datetime,
    about: Subject | None = None,
    at: datetime,
) -> Booking:
    """Book a thing for somebody between two instants; the handover after it is kept free too.

    ``about`` names what it is for (room, kind, id) in a room above. A time that is taken is refused with the next free
    one; of two who book in the same moment one gets it.
    """
    if not may_lend(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    stays(person.pk)
    room, kind, subject_id = about or ("", "", None)
    whose = {"person": person, "room": room, "kind": kind, "subject_id": subject_id}
    made = lay_booking(actor, thing, begin, end, whose, at=at)
    record(actor, "book", ("gatherings", "booking", made.id), at=at, about=person.pk)
    return made


def lay_booking(
    actor: Actor, thing: Thing, begin: datetime, end: datetime, whose: Mapping[str, Any], *, at: datetime
) -> Booking:
    """Lay the row of a booking, for verbs that have asked who may; a time that is taken is refused.

    ``whose`` are the fields that say for whom and for what it is.
    """
    _check(begin, end, at)
    thing = lock(Thing.objects.all(), pk=thing.pk)
    if thing.ended_at is not None:
        raise WrongState(_("This is not lent any more."))
    try:
        with transaction.atomic():
            return Booking.objects.create(
                thing=thing,
                during=(begin, end + timedelta(minutes=thing.handover_minutes)),
                handover_minutes=thing.handover_minutes,
                made_at=at,
                made_by_user_id=actor.user_id,
                **whose,
            )
    except IntegrityError:
        raise _taken(thing, begin, end - begin) from None


def cancel_booking(actor: Actor, booking: Booking, *, at: datetime) -> Booking:
    """It is not needed after all; the time is free for others."""
    if not may_lend(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    booking = lock(Booking.objects.all(), pk=booking.pk)
    if booking.state not in HOLDS:
        raise WrongState(_("This booking is cancelled already."))
    booking.state = BookingState.CANCELLED
    booking.save(update_fields=["state"])
    record(actor, "cancel_booking", ("gatherings", "booking", booking.id), at=at, about=booking.person_id)
    return booking


def drop_bookings(about: Subject) -> int:
    """Cancel what is booked for something that does not happen; answers how many.

    Called by the verb of the room above that ends it, which writes the line of the journal.
    """
    room, kind, subject_id = about
    rows = Booking.objects.filter(room=room, kind=kind, subject_id=subject_id, state=BookingState.BOOKED)
    return rows.update(state=BookingState.CANCELLED)


def _check(begin: datetime, end: datetime, at: datetime) -> None:
    if end <= begin:
        raise BadInput(_("The end must be later than the beginning."), field="end")
    if end - begin > LONGEST:
        raise BadInput(_("Please book at most 14 days at once."), field="end")
    if end <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="begin")
    if begin > at + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field="begin")


def _taken(thing: Thing, begin: datetime, length: timedelta) -> WrongState:
    free = first_gap(thing, begin, length)
    if free is None:
        return WrongState(_("%(thing)s is booked for the next four weeks."), params={"thing": thing.name})
    wall = clock.local(free)
    # Translators: PHP-style format of a moment, "Thursday, 26 November, 14:00"; German l, j. F, H:i \U\h\r
    when = date_format(wall, said("l, j F, H:i"))
    sentence = _("%(thing)s is booked at this time. The next free time: %(when)s.")
    return WrongState(sentence, params={"thing": thing.name, "when": when})
