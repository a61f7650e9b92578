"""Interest: somebody without an account said on the public pages that she would like to help."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.people.models.person import Person
from lotsenwerk.domain.people.models.pools import PoolKind
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class InterestState(models.TextChoices):
    NEW = "new"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Declined(models.TextChoices):
    """Why nothing comes of an interest. Written into the journal alone."""

    NO_PLACE = "no_place"
    OTHER_TOWN = "other_town"
    TOO_YOUNG = "too_young"
    OTHER_TASK = "other_task"
    NOT_REACHED = "not_reached"


class TimeOfWeek(models.TextChoices):
    """When somebody has time, as roughly as one says it on a form."""

    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    EVENINGS = "evenings"
    WEEKENDS = "weekends"


class Interest(Tenanted):
    """What was typed in, and the day until which somebody was promised to call.

    It becomes a person only when a coordinator takes it up; ``speaks`` are codes of ISO 639-3.
    """

    ref = models.CharField(max_length=10)
    roles = ArrayField(models.CharField(max_length=20, choices=PoolKind.choices))
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    phone = EncryptedTextField(blank=True)
    email = EncryptedTextField(blank=True)
    language = models.CharField(max_length=10)
    speaks = ArrayField(models.CharField(max_length=3), default=list)
    postcode = models.CharField(max_length=5)
    district = models.CharField(max_length=80, blank=True)
    times = ArrayField(models.CharField(max_length=12, choices=TimeOfWeek.choices), default=list)
    message = EncryptedTextField(blank=True)
    state = models.CharField(max_length=10, choices=InterestState.choices, default=InterestState.NEW)
    received_at = models.DateTimeField()
    answer_by = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by_user_id = models.BigIntegerField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="interests")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "ref"], name="people_interest_ref")]
