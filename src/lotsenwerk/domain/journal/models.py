"""The append-only record of every verb, in two parts: what happened, and the personal part that can be forgotten.

A line holds verb, time and ids; ``digest`` fixes the personal part without telling it. The personal part lies in
``Detail`` together with the salt of the digest: when erasure deletes it, the line and its seal stay true and tell
nothing.
"""

from django.db import models

from lotsenwerk.kit.fields import EncryptedJSONField
from lotsenwerk.kit.tenancy import Tenanted

Subject = tuple[str, str, int]
"""What a line is about: (room, kind, id)."""


class Line(Tenanted):
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    came = models.CharField(max_length=10)
    user_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    partner_id = models.BigIntegerField(null=True)
    room = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    about_person_id = models.BigIntegerField(null=True)
    story_room = models.CharField(max_length=30, default="")
    story_kind = models.CharField(max_length=30, default="")
    story_id = models.BigIntegerField(null=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation_id", "story_room", "story_kind", "story_id", "id"], name="journal_story"
            ),
            models.Index(fields=["organisation_id", "room", "kind", "subject_id", "id"], name="journal_subject"),
            models.Index(fields=["organisation_id", "about_person_id", "id"], name="journal_about"),
        ]


class Detail(Tenanted):
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="detail")
    salt = models.BinaryField(max_length=32)
    told = EncryptedJSONField()


class Seal(Tenanted):
    """A batch of lines under one hash, which also covers the seal before it."""

    number = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "number"], name="journal_seal_number")]


class SealedLine(Tenanted):
    """The place of one line in its seal: lines may be committed out of order, so a range of ids would not do."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="places")
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="place")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "seal", "position"], name="journal_place_in_seal"),
        ]


class Stamp(Tenanted):
    """A number that rises with every verb, for screens that ask whether anything is new."""

    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id"], name="journal_one_stamp")]


class Done(Tenanted):
    """What was answered to an action that carried an id, so that the second tap gets the first answer."""

    action_id = models.UUIDField()
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "action_id"], name="journal_done_once")]
