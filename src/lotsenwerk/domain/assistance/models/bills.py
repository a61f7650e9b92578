"""Bills of a pool to those who asked it: numbered without gaps, never changed, taken back at most."""

from django.db import models

from lotsenwerk.domain.assistance.models.deployments import Deployment
from lotsenwerk.domain.assistance.models.terms import Cooperation
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class Bill(Tenanted):
    """What an institution pays for the confirmed deployments of a month. What stands on it is frozen.

    ``number`` counts the bills of the town that were written in a calendar year, from 1 on and without a gap; one that
    was taken back keeps its number. ``name`` and ``address`` are the institution's, ``sender`` and ``payment`` the
    town's words: who bills, and until when to which account one pays.
    """

    ref = models.CharField(max_length=10)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="bills")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="bills")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    name = models.CharField(max_length=120)
    address = EncryptedTextField(blank=True)
    sender = models.CharField(max_length=400)
    payment = models.CharField(max_length=500, blank=True)
    cents = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by_user_id = models.BigIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_user_id = models.BigIntegerField(null=True)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_bill_ref"),
            models.UniqueConstraint(fields=["organisation_id", "year", "number"], name="assistance_bill_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="assistance_bill_from_one"),
        ]

    @property
    def sign(self) -> str:
        """The number as it stands on paper: 2026-0007."""
        return f"{self.year}-{self.number:04d}"


class BillPosition(Tenanted):
    """A deployment on a bill, and what it costs. It stands on one bill that counts; a bill taken back sets it free."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="positions")
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="positions")
    cents = models.PositiveIntegerField()
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "deployment"],
                condition=models.Q(counts=True),
                name="assistance_billed_once",
            ),
        ]
