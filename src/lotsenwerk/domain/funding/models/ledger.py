"""The ledger: what was spent of which file. Lines are only added; what was wrong is reversed and written anew."""

from django.db import models

from lotsenwerk.domain.funding.models.grants import Grant, Part
from lotsenwerk.kit.tenancy import Tenanted


class SourceKind(models.TextChoices):
    """What a line is made from; ``typed`` by hand, where nothing here knows of it."""

    TYPED = "typed"
    DEPLOYMENT = "deployment"
    COURSE = "course"
    CLAIM = "claim"


class LedgerLine(Tenanted):
    """Money that one file pays for one thing. It names no person: its source does, for as long as it may.

    ``quantity`` counts what the part counts: minutes of payable hours, deployments, units x participants; ``months``,
    ``share`` (thousandths) and ``gross_cents`` a month are those of a post. A source stands in one line at most, of
    any file: ``turn`` is how often it was taken back before, so that the same source can be written again. A line
    with ``reverses`` takes that line back, with its negative sum.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="lines")
    part = models.CharField(max_length=12, choices=Part.choices)
    day = models.DateField()
    cents = models.IntegerField()
    quantity = models.IntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    share = models.PositiveSmallIntegerField(null=True)
    gross_cents = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=160, blank=True)
    source_kind = models.CharField(max_length=10, choices=SourceKind.choices)
    source_id = models.BigIntegerField(null=True)
    turn = models.PositiveSmallIntegerField(default=0)
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversals")
    because = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "source_kind", "source_id", "turn"],
                condition=models.Q(source_id__isnull=False, reverses__isnull=True),
                name="funding_source_once",
            ),
            models.UniqueConstraint(fields=["organisation_id", "reverses"], name="funding_reversed_once"),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, cents__gt=0) | models.Q(reverses__isnull=False, cents__lt=0),
                name="funding_line_sign",
            ),
        ]


class Pull(Tenanted):
    """Confirmed deployments are taken into the ledger, person by person; the page reads here how far that is."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="pulls")
    asked_at = models.DateTimeField()
    asked_by_user_id = models.BigIntegerField(null=True)
    people = models.PositiveIntegerField(default=0)
    people_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    reversed = models.PositiveIntegerField(default=0)
    elsewhere = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "grant"],
                condition=models.Q(finished_at__isnull=True),
                name="funding_one_pull",
            ),
        ]
