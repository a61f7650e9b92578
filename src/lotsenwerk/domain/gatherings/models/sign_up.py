"""Signing up for something: seats, a waiting list that moves up by itself, companions, and seats in the childcare."""

from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class SignUpList(Tenanted):
    """Who may come to something. What it is for stands in rooms above. No ``seats``: as many as come.

    ``most_companions`` is how many somebody may bring; each takes a seat. Children take a seat of the childcare alone.
    """

    seats = models.PositiveSmallIntegerField(null=True)
    most_companions = models.PositiveSmallIntegerField(default=0)
    childcare_seats = models.PositiveSmallIntegerField(default=0)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class SignUpState(models.TextChoices):
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class CallAbout(models.TextChoices):
    """What somebody still has to be told by telephone, as nothing else reaches her."""

    NOTHING = "", "–"
    MOVED_UP = "moved_up"
    CHANGED = "changed"
    CANCELLED = "cancelled"


class SignUp(Tenanted):
    """Somebody wants to come: a person of this town, or a guest with a name and how she is reached.

    ``sent_by`` is the carrier that sends her; ``asked_at`` is her place in the row of those who wait.
    """

    ref = models.CharField(max_length=10)
    list = models.ForeignKey(SignUpList, on_delete=models.PROTECT, related_name="sign_ups")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sign_ups")
    guest_name = EncryptedTextField(blank=True)
    guest_contact = EncryptedTextField(blank=True)
    language = models.CharField(max_length=10, default="de")
    companions = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveSmallIntegerField(default=0)
    sent_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=SignUpState.choices)
    asked_at = models.DateTimeField()
    moved_up_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    made_by_user_id = models.BigIntegerField(null=True)
    call_about = models.CharField(max_length=10, choices=CallAbout.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="gatherings_sign_up_ref"),
            models.UniqueConstraint(
                fields=["organisation_id", "list", "person"],
                condition=models.Q(state__in=["signed_up", "waiting"]) & models.Q(person__isnull=False),
                name="gatherings_signed_up_once",
            ),
        ]
