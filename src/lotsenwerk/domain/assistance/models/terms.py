"""What a pool promises those who ask it, who may ask, and the numbers that stand for the people spoken for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client, Pool, Volunteer
from lotsenwerk.engines.scope.findings import TurnTo, Weight
from lotsenwerk.engines.scope.interpreting import Asker, Body, Subject, Way
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted

BODIES = [(one.value, one.value) for one in Body]
SUBJECTS = [(one.value, one.value) for one in Subject]
WAYS = [(one.value, one.value) for one in Way]
ASKERS = [(one.value, one.value) for one in Asker]
WEIGHTS = [(one.value, one.value) for one in Weight]
INSTEAD_OF_US = [(one.value, one.value) for one in TurnTo]


class Exchange(models.TextChoices):
    """When requester and volunteer hear each other's telephone numbers."""

    NEVER = "never"
    AFTER_YES = "after_yes"
    DAY_BEFORE = "day_before"


class PoolTerms(Tenanted):
    """What counts for requests to a pool from a day on; the newest that has begun counts (docs/rules/scope.md).

    Amounts are cents, lengths minutes, ways kilometres there and back; nought means that this part is not paid. None:
    no bound. ``neighbour`` is who is named where nobody is found. Contacts are forgotten ``contacts_kept_days`` after.
    """

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField()
    may_ask = models.CharField(max_length=12, choices=ASKERS, default=Asker.PARTNER.value)
    lead_working_days = models.PositiveSmallIntegerField(default=5)
    takes_urgent = models.BooleanField(default=True)
    answer_working_days = models.PositiveSmallIntegerField(default=3)
    ways = ArrayField(models.CharField(max_length=12, choices=WAYS), default=list)
    most_funded = models.PositiveSmallIntegerField(null=True)
    most_minutes = models.PositiveSmallIntegerField(null=True)
    neighbour = models.CharField(max_length=160, blank=True)
    exchange = models.CharField(max_length=12, choices=Exchange.choices, default=Exchange.AFTER_YES)
    contacts_kept_days = models.PositiveSmallIntegerField(default=14)
    cents_a_deployment = models.PositiveIntegerField(default=0)
    cents_a_step = models.PositiveIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=30)
    first_block = models.PositiveSmallIntegerField(default=0)
    cents_a_kilometre = models.PositiveSmallIntegerField(default=0)
    free_kilometres = models.PositiveSmallIntegerField(default=0)
    lump_sums = ArrayField(models.PositiveIntegerField(), default=list)
    fee = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "pool", "valid_from"], name="assistance_terms_once"),
            models.CheckConstraint(condition=models.Q(step__gte=1), name="assistance_terms_step"),
        ]


class Exclusion(Tenanted):
    """What a pool does not serve, or serves unwillingly: a kind of body or a subject, with its printable reason."""

    terms = models.ForeignKey(PoolTerms, on_delete=models.CASCADE, related_name="exclusions")
    body = models.CharField(max_length=20, choices=BODIES, blank=True)
    subject = models.CharField(max_length=20, choices=SUBJECTS, blank=True)
    weight = models.CharField(max_length=10, choices=WEIGHTS, default=Weight.STOP.value)
    words = models.CharField(max_length=300, blank=True)
    turn_to = models.CharField(max_length=30, choices=INSTEAD_OF_US, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(body="") ^ models.Q(subject=""), name="assistance_excludes_one_thing"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "terms", "body", "subject"], name="assistance_excluded_once"
            ),
        ]


class CooperationState(models.TextChoices):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"


class Cooperation(Tenanted):
    """An institution and a pool work together, or asked to. It is a listed body, ``partner``, once it was approved.

    Until then all that is known of it stands here, as it was typed in with its first request.
    """

    ref = models.CharField(max_length=10)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="cooperations")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=CooperationState.choices, default=CooperationState.ASKED)
    body = models.CharField(max_length=20, choices=BODIES)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    contact_name = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    email = EncryptedTextField(blank=True)
    billing_address = EncryptedTextField(blank=True)
    accepted_rules_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_user_id = models.BigIntegerField(null=True)
    because = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_cooperation_ref"),
            models.UniqueConstraint(
                fields=["organisation_id", "pool", "partner"],
                condition=models.Q(state="approved"),
                name="assistance_cooperates_once",
            ),
        ]


class ClientNumber(Tenanted):
    """A number on paper that stands for somebody who is spoken for; nobody here knows for whom."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="client_numbers")
    number = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="assistance_client_number"),
        ]


class Bias(Tenanted):
    """Somebody is not asked for a number any more. Why is kept nowhere."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="biases")
    number = models.ForeignKey(ClientNumber, on_delete=models.CASCADE, related_name="biases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "number"], name="assistance_biased_once"),
        ]
