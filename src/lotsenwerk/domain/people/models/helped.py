"""Who is helped, how one gets to the door, and whom she trusts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models.person import Circumstance, Gender, Person
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class ClientStatus(models.TextChoices):
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Client(Tenanted):
    """Somebody who is helped. ``access_notes`` say how one gets to the door; they are encrypted at rest.

    ``circumstances`` are what a helper meets there, so that nobody is sent who said that she rather would not. An
    institution that asks for interpreters or guides is a client too: ``partner`` names it.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="client")
    status = models.CharField(max_length=10, choices=ClientStatus.choices, default=ClientStatus.ACTIVE)
    access_notes = EncryptedTextField(blank=True)
    floor = EncryptedTextField(blank=True)
    bell_name = EncryptedTextField(blank=True)
    walking_aid = EncryptedTextField(blank=True)
    who_opens = EncryptedTextField(blank=True)
    circumstances = ArrayField(models.CharField(max_length=10, choices=Circumstance.choices), default=list)
    gender_wish = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "partner"],
                condition=models.Q(partner__isnull=False),
                name="people_institution_once",
            ),
        ]


class Relation(models.TextChoices):
    """What somebody is to a client."""

    DAUGHTER = "daughter"
    SON = "son"
    PARTNER = "partner"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    CARER = "carer"
    OTHER = "other"


class ContactPerson(Tenanted):
    """Somebody whom a client trusts: she may call for the client, and hears what happens once the client agreed to it.

    ``told_since`` is the day of the client's consent to telling her; without it she is called in an emergency only.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_of")
    relation = models.CharField(max_length=10, choices=Relation.choices, default=Relation.OTHER)
    in_emergency = models.BooleanField(default=True)
    told_since = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "client", "person"], name="people_contact_once"),
        ]
