"""Things that can be booked: the cargo bicycle, a projector, a room."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.tenancy import Tenanted


class ThingKind(models.TextChoices):
    CARGO_BICYCLE = "cargo_bicycle"
    EQUIPMENT = "equipment"
    ROOM = "room"


class ToCarriers(models.TextChoices):
    """Whether carriers and associations have it too: not at all, when the desk says yes, or at once."""

    NO = "no"
    ASK = "ask"
    AT_ONCE = "at_once"


class Thing(Tenanted):
    """Something that a town lends. ``handover_minutes`` lie free between two bookings."""

    kind = models.CharField(max_length=20, choices=ThingKind.choices)
    name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=340, db_collation="C")
    where = models.CharField(max_length=160, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    note = models.CharField(max_length=300, blank=True)
    handover_minutes = models.PositiveSmallIntegerField(default=15)
    to_carriers = models.CharField(max_length=8, choices=ToCarriers.choices, default=ToCarriers.NO)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class BookingState(models.TextChoices):
    ASKED = "asked"
    BOOKED = "booked"
    DECLINED = "declined"
    CANCELLED = "cancelled"


HOLDS = (BookingState.ASKED, BookingState.BOOKED)
"""What keeps a time: whoever asks first has it until she is answered."""


class Booking(Tenanted):
    """Somebody has a thing for a while; ``during`` ends after the handover. The database refuses two at once.

    It is a ``person`` of the town or a ``partner``, who says what it is for and may be answered when declined.

    What it is for stands in rooms above: ``room``, ``kind`` and ``subject_id`` name it, and may be empty.
    """

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="bookings")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    during = DateTimeRangeField()
    handover_minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.BOOKED)
    room = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(partner__isnull=True),
                name="gatherings_booked_by_one",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "thing", "state"], name="gatherings_bookings_of"),
            models.Index(fields=["organisation_id", "room", "kind", "subject_id"], name="gatherings_booked_for"),
        ]
