"""What stands outside the wall, as it opens the scope: hashes and ids, nothing of a person."""

from django.db import models


class Link(models.Model):
    """A one-time link. It stands outside the wall, as it opens the scope; it holds a hash and ids, nothing of a person.

    It never acts on GET and never logs in: it allows one purpose on one subject, shown at ``route`` with ``ref``, until
    it expires.
    """

    token_hash = models.BinaryField(max_length=32, unique=True)
    organisation_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    purpose = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    route = models.CharField(max_length=60)
    ref = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "person_id"], name="people_links_of_person")]


class HelperCard(models.Model):
    """A card that a volunteer shows at the door. It stands outside the wall, as anybody may check its number by page.

    It holds a hash and ids, nothing of a person; what the page says is read behind the wall.
    """

    number_hash = models.BinaryField(max_length=32, unique=True)
    organisation_id = models.BigIntegerField()
    volunteer_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    valid_until = models.DateField()
    ended_at = models.DateTimeField(null=True)
