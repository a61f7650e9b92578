"""What comes again: standing needs with their exceptions."""

from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class NeedKind(models.TextChoices):
    SHOP_AND_DELIVER = "shop_and_deliver"
    ACCOMPANY = "accompany"
    FOOD_BANK = "food_bank"
    ERRAND = "errand"
    GUIDE = "guide"
    INTERPRET = "interpret"


NEIGHBOURLY = (NeedKind.SHOP_AND_DELIVER, NeedKind.ACCOMPANY, NeedKind.FOOD_BANK, NeedKind.ERRAND)
"""The kinds that somebody asks for at the telephone. The others come from an inquiry to a pool."""


class MoneyFrom(models.TextChoices):
    """Whose money is spent: the client's, the helper's own in advance, or the carrier's float."""

    CLIENT = "client"
    HELPER = "helper"
    FLOAT = "float"


class Every(models.TextChoices):
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Rhythm(Tenanted):
    """A standing need: every week, every other week or every month on the weekday of ``first_day``.

    Monthly means the same weekday of the month (the second Thursday). Times are wall time of Europe/Berlin. The needs
    themselves are laid some days ahead, one row for each day, so that each can be moved, cancelled and met on its own.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="rhythms")
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    every = models.CharField(max_length=10, choices=Every.choices)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    begins = models.TimeField()
    ends = models.TimeField()
    minutes = models.PositiveIntegerField()
    shop = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    wish = EncryptedTextField(blank=True)
    ceiling_cents = models.PositiveIntegerField(null=True)
    money = models.CharField(max_length=10, choices=MoneyFrom.choices, default=MoneyFrom.CLIENT)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="assistance_rhythm_window"),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="assistance_rhythm_ends_later",
            ),
        ]


class RhythmException(Tenanted):
    """One day of a rhythm that is different: left out, or moved to another day or hour."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()
    moved_to = models.DateField(null=True)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "rhythm", "day"], name="assistance_exception_once"),
        ]
