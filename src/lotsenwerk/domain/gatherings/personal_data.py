"""What bookings and lists to sign up keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import Booking, BookingState, SignUp, SignUpState
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.personal import Declaration, Erased, Personal


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Who has something of the town's, or is going to, cannot be forgotten yet."""
    now: datetime = clock.now()
    ahead = Booking.objects.filter(person_id=person_id, state=BookingState.BOOKED, during__endswith__gt=now)
    return [_("Something is still booked for this person. Please cancel it first.")] if ahead.exists() else []


def export(person_id: int) -> Mapping[str, object]:
    """Every booking and every sign-up of a person, in values that JSON can hold."""
    signed = SignUp.objects.filter(person_id=person_id).order_by("asked_at")
    rows = Booking.objects.filter(person_id=person_id).select_related("thing").order_by("during")
    return {
        "bookings": [
            {"thing": one.thing.name, "from": one.during.lower.isoformat(), "state": one.state} for one in rows
        ],
        "sign_ups": [
            {
                "at": one.asked_at.isoformat(),
                "state": one.state,
                "companions": one.companions,
                "children": one.children,
                "language": one.language,
                "as_guest": f"{one.guest_name} {one.guest_contact}".strip(),
            }
            for one in signed
        ],
    }


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """What a sign-up tells beside its number goes; that somebody came stays a figure."""
    return SignUp.objects.filter(person_id=person_id).update(
        guest_name="", guest_contact="", language="de", companions=0, children=0
    )


def join(kept_id: int, gone_id: int) -> int:
    """What was booked for the second entry of a person was booked for her; who signed up twice comes once."""
    moved = Booking.objects.filter(person_id=gone_id).update(person_id=kept_id)
    comes = (SignUpState.SIGNED_UP, SignUpState.WAITING)
    lists = SignUp.objects.filter(person_id=kept_id, state__in=comes).values("list_id")
    twice = SignUp.objects.filter(person_id=gone_id, state__in=comes, list_id__in=lists)
    twice.update(state=SignUpState.WITHDRAWN)
    return moved + SignUp.objects.filter(person_id=gone_id).update(person_id=kept_id)


_COMES = "to know who comes, and with whom"
# A booking names a person by her key alone: once her row has no name any more, it says nothing of anybody.
DECLARATION = Declaration(
    room="gatherings",
    fields={
        "SignUp.guest_name": Personal(_COMES, Erased.BLANKED),
        "SignUp.guest_contact": Personal("to tell who waits that there is a seat", Erased.BLANKED),
        "SignUp.language": Personal("to write in it", Erased.BLANKED),
        "SignUp.companions": Personal(_COMES, Erased.BLANKED),
        "SignUp.children": Personal(_COMES, Erased.BLANKED),
    },
    impersonal=frozenset(
        {
            *("Thing.kind", "Thing.name", "Thing.sort_key", "Thing.where", "Thing.lat", "Thing.lon", "Thing.note"),
            *("Thing.handover_minutes", "Thing.added_at", "Thing.ended_at"),
            *("Booking.during", "Booking.handover_minutes", "Booking.state", "Booking.room", "Booking.kind"),
            *("Booking.subject_id", "Booking.made_at", "Booking.made_by_user_id"),
            *("SignUpList.seats", "SignUpList.most_companions", "SignUpList.childcare_seats", "SignUpList.opens_at"),
            *("SignUpList.closes_at", "SignUpList.made_at", "SignUpList.ended_at"),
            *("SignUp.ref", "SignUp.state", "SignUp.asked_at", "SignUp.moved_up_at", "SignUp.withdrawn_at"),
        },
    ),
    erase=erase,
    export=export,
    needed_because=needed_because,
    join=join,
)
