"""What bookings keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import Booking, BookingState
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.personal import Declaration


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Who has something of the town's, or is going to, cannot be forgotten yet."""
    now: datetime = clock.now()
    ahead = Booking.objects.filter(person_id=person_id, state=BookingState.BOOKED, during__endswith__gt=now)
    return [_("Something is still booked for this person. Please cancel it first.")] if ahead.exists() else []


def export(person_id: int) -> Mapping[str, object]:
    """Every booking of a person, in values that JSON can hold."""
    rows = Booking.objects.filter(person_id=person_id).select_related("thing").order_by("during")
    return {
        "bookings": [
            {"thing": one.thing.name, "from": one.during.lower.isoformat(), "state": one.state} for one in rows
        ],
    }


def join(kept_id: int, gone_id: int) -> int:
    """What was booked for the second entry of a person was booked for her."""
    return Booking.objects.filter(person_id=gone_id).update(person_id=kept_id)


# A booking names a person by her key alone: once her row has no name any more, it says nothing of anybody.
DECLARATION = Declaration(
    room="gatherings",
    fields={},
    impersonal=frozenset(
        {
            *("Thing.kind", "Thing.name", "Thing.sort_key", "Thing.where", "Thing.lat", "Thing.lon", "Thing.note"),
            *("Thing.handover_minutes", "Thing.added_at", "Thing.ended_at"),
            *("Booking.during", "Booking.handover_minutes", "Booking.state", "Booking.room", "Booking.kind"),
            *("Booking.subject_id", "Booking.made_at", "Booking.made_by_user_id"),
        },
    ),
    export=export,
    needed_because=needed_because,
    join=join,
)
