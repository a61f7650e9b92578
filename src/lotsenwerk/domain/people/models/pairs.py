"""What stands between one client and one volunteer: that they never meet, or that she always comes."""

from django.db import models

from lotsenwerk.domain.people.models.helped import Client
from lotsenwerk.domain.people.models.helping import Volunteer
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class Side(models.TextChoices):
    """Who does not want to meet the other. The other side is never told."""

    CLIENT = "client"
    VOLUNTEER = "volunteer"
    DESK = "desk"


class Veto(Tenanted):
    """These two are never brought together. Always a wall in matching, and never shown to the other side."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="vetoes")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="vetoes")
    said_by = models.CharField(max_length=10, choices=Side.choices)
    note = EncryptedTextField(blank=True)
    since = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "client", "volunteer"], name="people_veto_once"),
        ]


class StandingYes(Tenanted):
    """A volunteer has said yes beforehand: to her regular client she goes without being asked each time."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="regulars")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="regulars")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "client", "volunteer"],
                condition=models.Q(ended_at__isnull=True),
                name="people_standing_yes_once",
            ),
        ]
