"""Reads of things and bookings, and of lists to sign up."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from lotsenwerk.domain.gatherings.models import HOLDS, Booking, BookingState, SignUp, Thing, ToCarriers
from lotsenwerk.domain.gatherings.permissions import may_borrow, may_keep_lists, may_lend
from lotsenwerk.domain.gatherings.seats import COMES
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

LOOKED_AHEAD: Final = timedelta(days=28)
"""How far a next free time is looked for."""


def things(actor: Actor) -> Sequence[Thing]:
    """What the town lends now, in the order of names."""
    if not may_lend(actor):
        return []
    return list(Thing.objects.filter(ended_at__isnull=True).order_by("sort_key", "id"))


def thing_for(actor: Actor, thing_id: int) -> Thing:
    """One thing that is lent; ``NotThere`` otherwise."""
    thing = Thing.objects.filter(pk=thing_id, ended_at__isnull=True).first() if may_lend(actor) else None
    if thing is None:
        raise NotThere
    return thing


def bookings_between(actor: Actor, thing_ids: Sequence[int], begin: datetime, end: datetime) -> Sequence[Booking]:
    """What is booked in a stretch of time, earliest first, with who has it."""
    if not may_lend(actor):
        return []
    return _held(thing_ids, begin, end)


def _held(thing_ids: Sequence[int], begin: datetime, end: datetime) -> list[Booking]:
    rows = Booking.objects.filter(thing_id__in=thing_ids, state__in=HOLDS, during__overlap=(begin, end))
    return list(rows.select_related("person", "partner", "thing").order_by("during", "id"))


def asked_for(actor: Actor, at: datetime) -> Sequence[Booking]:
    """What carriers have asked for and nobody has answered, the soonest first."""
    if not may_lend(actor):
        return []
    rows = Booking.objects.filter(state=BookingState.ASKED, during__endswith__gt=at)
    return list(rows.select_related("partner", "thing").order_by("during", "id"))


def things_to_borrow(actor: Actor) -> Sequence[Thing]:
    """What the town lends to carriers, in the order of names."""
    if not may_borrow(actor):
        return []
    rows = Thing.objects.filter(ended_at__isnull=True).exclude(to_carriers=ToCarriers.NO)
    return list(rows.order_by("sort_key", "id"))


def thing_to_borrow(actor: Actor, thing_id: int) -> Thing:
    """One of them; ``NotThere`` otherwise."""
    found = next((one for one in things_to_borrow(actor) if one.pk == thing_id), None)
    if found is None:
        raise NotThere
    return found


def taken_between(actor: Actor, thing_ids: Sequence[int], begin: datetime, end: datetime) -> Sequence[Booking]:
    """When things are taken: a carrier may see when, and of its own bookings what for."""
    return _held(thing_ids, begin, end) if may_borrow(actor) else []


def borrowed(actor: Actor, at: datetime) -> Sequence[Booking]:
    """What the actor's partner has, asks for or was refused, the soonest first; of what is over nothing."""
    if not may_borrow(actor):
        return []
    rows = Booking.objects.filter(partner_id=actor.partner_id, during__endswith__gt=at)
    return list(rows.exclude(state=BookingState.CANCELLED).select_related("thing").order_by("during", "id"))


def borrowed_one(actor: Actor, booking_id: int) -> Booking:
    """One booking of the actor's partner; ``NotThere`` otherwise."""
    rows = Booking.objects.select_related("thing").filter(pk=booking_id, partner_id=actor.partner_id)
    found = rows.first() if may_borrow(actor) else None
    if found is None:
        raise NotThere
    return found


def booking_for(actor: Actor, booking_id: int) -> Booking:
    """One booking; ``NotThere`` otherwise."""
    rows = Booking.objects.select_related("person", "partner", "thing")
    booking = rows.filter(pk=booking_id).first() if may_lend(actor) else None
    if booking is None:
        raise NotThere
    return booking


def bookings_about(actor: Actor, about: tuple[str, str, int]) -> Sequence[Booking]:
    """What is booked for something in a room above, earliest first."""
    if not may_lend(actor):
        return []
    room, kind, subject_id = about
    rows = Booking.objects.filter(room=room, kind=kind, subject_id=subject_id, state=BookingState.BOOKED)
    return list(rows.select_related("thing", "person").order_by("during", "id"))


def ends(booking: Booking) -> datetime:
    """When it has to be back; the handover comes after it."""
    upper: datetime = booking.during.upper
    return upper - timedelta(minutes=booking.handover_minutes)


def first_gap(thing: Thing, begin: datetime, length: timedelta) -> datetime | None:
    """The first instant from ``begin`` on at which the thing is free for ``length`` and its handover.

    None where it is taken for the next four weeks.
    """
    whole = length + timedelta(minutes=thing.handover_minutes)
    start = begin.astimezone(UTC)
    last = start + LOOKED_AHEAD
    rows = Booking.objects.filter(thing=thing, state__in=HOLDS, during__overlap=(start, last + whole))
    for during in rows.order_by("during").values_list("during", flat=True):
        if start + whole <= during.lower:
            break
        start = max(start, during.upper)
    return start if start <= last else None


def sign_ups(actor: Actor, list_id: int) -> Sequence[SignUp]:
    """Who comes and who waits, by the time of asking, with the person and who sends her."""
    if not may_keep_lists(actor):
        return []
    rows = SignUp.objects.filter(list_id=list_id, state__in=COMES).select_related("person", "sent_by")
    return list(rows.order_by("asked_at", "id"))


def sign_up_for(actor: Actor, sign_up_id: int) -> SignUp:
    """One row of a list; ``NotThere`` where there is none or the actor may not see it."""
    rows = SignUp.objects.select_related("person", "sent_by")
    found = rows.filter(pk=sign_up_id).first() if may_keep_lists(actor) else None
    if found is None:
        raise NotThere
    return found


def own_sign_up(actor: Actor, list_id: int) -> SignUp | None:
    """The actor's own place on a list, where she comes or waits."""
    if actor.person_id is None:
        return None
    return SignUp.objects.filter(list_id=list_id, person_id=actor.person_id, state__in=COMES).first()
