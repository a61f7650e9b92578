"""The outbox: what leaves, to whom, by which way, and how it ended."""

from django.db import models

from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.fields import EncryptedJSONField
from lotsenwerk.kit.tenancy import Tenanted


class Channel(models.TextChoices):
    SMS = "sms"
    MAIL = "mail"


class LetterState(models.TextChoices):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"


class Letter(Tenanted):
    """One message to one person. ``told`` holds what the sentence needs, encrypted; the text is made when it leaves.

    Nobody stands in ``to`` where it goes to a guest, who has signed up without being a person of this town: then her
    name and her address are told with it, and are forgotten with it.

    ``due_at`` lies a little ahead, so that a step that is taken back reaches nobody. A letter that may or may not
    have left is ``unclear``: it is shown to the desk and never sent again by itself.

    What is ``urgent`` leaves at night too. ``told`` is emptied to NULL when the person is forgotten or the letter has
    come of age.
    """

    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="letters")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    message = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    told = EncryptedJSONField(null=True)
    room = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "state", "due_at"], name="notifications_due"),
            models.Index(fields=["organisation_id", "room", "kind", "subject_id"], name="notifications_subject"),
        ]

    @property
    def receiver(self) -> str:
        """The name of the one to whom it goes; empty where it is forgotten."""
        if self.to is not None:
            return self.to.name
        return str((self.told or {}).get("guest", {}).get("name", ""))

    @property
    def number_to_call(self) -> str:
        """The telephone under which one tries first; empty where none is known."""
        if self.to is not None:
            return self.to.phone or self.to.mobile
        return str((self.told or {}).get("guest", {}).get("address", "")) if self.channel == Channel.SMS else ""


class SendingHours(Tenanted):
    """Between which hours this town writes to people; what falls due at night waits for the morning. One row."""

    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id"], name="notifications_one_row_of_hours"),
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="notifications_day_not_night"),
        ]
