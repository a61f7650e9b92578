"""What the desk writes down and watches over: the Protokollbuch, alerts, incidents, and how this town does it."""

from django.db import models

from lotsenwerk.domain.assistance.models.journey import Assignment, Need
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class CascadeState(models.TextChoices):
    RUNNING = "running"
    ENDED = "ended"


class Cascade(Tenanted):
    """Ask one after the other: the next ``at_once`` likeliest are asked each time ``wait_minutes`` have gone by."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="cascades")
    wait_minutes = models.PositiveIntegerField()
    at_once = models.PositiveSmallIntegerField(default=1)
    next_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CascadeState.choices, default=CascadeState.RUNNING)
    begun_at = models.DateTimeField()
    begun_by_user_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "need"],
                condition=models.Q(state="running"),
                name="assistance_one_cascade",
            ),
            models.CheckConstraint(
                condition=models.Q(wait_minutes__gte=5, at_once__gte=1), name="assistance_cascade_waits"
            ),
        ]


class Way(models.TextChoices):
    """How a contact came about."""

    THEY_CALLED = "they_called"
    WE_CALLED = "we_called"
    IN_PERSON = "in_person"
    IN_WRITING = "in_writing"


class ContactNote(Tenanted):
    """One line of the Protokollbuch: a contact with somebody, when, by whom, and what was said."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_notes")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="contact_notes")
    way = models.CharField(max_length=12, choices=Way.choices)
    text = EncryptedTextField()
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "person", "-at"], name="assistance_notes_of_person"),
            models.Index(fields=["organisation_id", "need", "-at"], name="assistance_notes_of_need"),
        ]


class AlertKind(models.TextChoices):
    """Why the desk has to look at a need."""

    MONEY_MISSING = "money_missing"
    NOT_AT_HOME = "not_at_home"
    NO_SHOW = "no_show"
    CANNOT_COME = "cannot_come"
    NOBODY_ENDED = "nobody_ended"
    NOBODY_FOUND = "nobody_found"
    VOLUNTEER_AWAY = "volunteer_away"


class AlertState(models.TextChoices):
    DUE = "due"
    DONE = "done"


class Alert(Tenanted):
    """Something that a coordinator must hear of. It stays until somebody has taken care of it."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=16, choices=AlertKind.choices)
    state = models.CharField(max_length=10, choices=AlertState.choices, default=AlertState.DUE)
    cents = models.IntegerField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "need", "kind"],
                condition=models.Q(state="due"),
                name="assistance_alert_once",
            ),
        ]


class IncidentState(models.TextChoices):
    OPEN = "open"
    CLOSED = "closed"


class Incident(Tenanted):
    """Something bad happened. Only coordinators and the administration see it; each look is journaled."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="incidents")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="incidents")
    happened_on = models.DateField()
    text = EncryptedTextField()
    measures = EncryptedTextField(blank=True)
    is_insurance_told = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=IncidentState.choices, default=IncidentState.OPEN)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "state", "happened_on"], name="assistance_incidents")]


class Practice(Tenanted):
    """How this town does it; one row. ``insured_through`` is what a helper reads about her insurance."""

    insured_through = models.CharField(max_length=300, blank=True)
    desk_hours = models.CharField(max_length=200, blank=True)
    nobody_ended_after = models.PositiveIntegerField(default=120)
    address_hours = models.PositiveIntegerField(default=24)
    cascade_minutes = models.PositiveIntegerField(default=60)
    laid_days = models.PositiveIntegerField(default=14)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id"], name="assistance_one_practice"),
        ]
