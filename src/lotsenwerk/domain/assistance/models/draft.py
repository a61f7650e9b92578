"""What is being typed during a call, kept so that nothing is lost when the browser is."""

from django.db import models

from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.fields import EncryptedJSONField
from lotsenwerk.kit.tenancy import Tenanted


class Draft(Tenanted):
    """The form of one call as one colleague has typed it so far; none for a caller nobody knows yet.

    No fact of the town, so the journal knows nothing of it: it goes when the need is saved, and after two days.
    """

    user_id = models.BigIntegerField()
    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, related_name="+")
    typed = EncryptedJSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "user_id", "client"], nulls_distinct=False, name="assistance_one_draft"
            ),
        ]
