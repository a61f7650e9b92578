"""Hours that count: what was granted to a pool, who coordinates, and what a volunteer said of her year."""

from django.db import models

from lotsenwerk.domain.people.models import Pool, Volunteer
from lotsenwerk.engines.funding.ceilings import Ceiling
from lotsenwerk.kit.tenancy import Tenanted

CEILINGS = [(one.value, one.value) for one in Ceiling]


class Way(models.TextChoices):
    """How somebody said it: on her own phone, or on paper that she signed and the desk has seen."""

    TAP = "tap"
    PAPER = "paper"


class Budget(Tenanted):
    """What a notice grants a pool for a calendar year, from a day on. Rows are only added; the newest counts.

    ``minutes`` and ``cents`` are what was granted, one of them at least; none: the notice does not say it so.
    """

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    minutes_applied = models.PositiveIntegerField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    cents = models.PositiveIntegerField(null=True)
    valid_from = models.DateField()
    notice = models.CharField(max_length=80)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=False) | models.Q(cents__isnull=False),
                name="funding_budget_grants_something",
            ),
        ]


class Coordinating(Tenanted):
    """A guide coordinates others from a day until another: her yearly cap is the higher one on these days."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="coordinating")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "volunteer", "first_day"], name="funding_coordinates_once"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="funding_coordinates_forward",
            ),
        ]


class TellingConsent(Tenanted):
    """She agreed that organisations tell each other her yearly hours, until she takes it back."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="telling_consents")
    way = models.CharField(max_length=5, choices=Way.choices)
    given_at = models.DateTimeField()
    seen_by_user_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "volunteer"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="funding_one_consent",
            ),
        ]


class ToldHours(models.Model):
    """Minutes of one login, organisation and year. It stands outside the wall, so that the others can read it.

    A row is there only while her consent stands, and holds no day, no name and no person.
    """

    user_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "year", "organisation_id"], name="funding_told_once"),
        ]


class SaidElsewhere(Tenanted):
    """What she says that she worked and received elsewhere in a year; she agreed that it is kept."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="said_elsewhere")
    year = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()
    said_on = models.DateField()
    way = models.CharField(max_length=5, choices=Way.choices)
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "year"], name="funding_said_once"),
        ]


class Waiver(Tenanted):
    """She waives the allowance of a year, from a day on: what she gives then is not paid for."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="waivers")
    year = models.PositiveSmallIntegerField()
    from_day = models.DateField()
    way = models.CharField(max_length=5, choices=Way.choices)
    signed_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "volunteer", "year"],
                condition=models.Q(taken_back_at__isnull=True),
                name="funding_one_waiver",
            ),
        ]


class TaxChoice(Tenanted):
    """Which of the two ceilings of the income tax law stands against a year; without a row the honorary one."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="tax_choices")
    year = models.PositiveSmallIntegerField()
    ceiling = models.CharField(max_length=10, choices=CEILINGS)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "year"], name="funding_one_ceiling"),
        ]
