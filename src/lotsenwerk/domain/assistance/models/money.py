"""Money of a visit, to the cent: lines that are only ever added, and the daily closing of the carrier's float."""

from django.db import models

from lotsenwerk.domain.assistance.models.journey import Assignment
from lotsenwerk.kit.files import StoredFile
from lotsenwerk.kit.tenancy import Tenanted


class CashKind(models.TextChoices):
    """What happened to some money. The purse is what the helper holds for this visit; it must end at nought."""

    CLIENT_GAVE = "client_gave"
    FLOAT_GAVE = "float_gave"
    HELPER_ADVANCED = "helper_advanced"
    DEPOSIT_REFUND = "deposit_refund"
    SPENT = "spent"
    CLIENT_GOT_BACK = "client_got_back"
    FLOAT_GOT_BACK = "float_got_back"
    HELPER_GOT_BACK = "helper_got_back"
    CLIENT_PAID_FLOAT = "client_paid_float"
    FLOAT_FILLED = "float_filled"
    FLOAT_EMPTIED = "float_emptied"
    WRITTEN_OFF = "written_off"


class CashLine(Tenanted):
    """One movement of money, always more than nought; its kind says from where to where. Rows are never changed.

    A mistake is put right by ``undoes``: a line of the same kind and amount that takes the other one back.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, related_name="cash")
    kind = models.CharField(max_length=20, choices=CashKind.choices)
    cents = models.PositiveIntegerField()
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cents__gte=1, cents__lte=1_000_000), name="assistance_cash_amount"
            ),
            models.UniqueConstraint(fields=["organisation_id", "undoes"], name="assistance_cash_undone_once"),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "assignment"], name="assistance_cash_of"),
            models.Index(fields=["organisation_id", "at"], name="assistance_cash_when"),
        ]


class FloatClosing(Tenanted):
    """The float was counted at the end of a day. ``expected_cents`` is what the lines said; rows are never changed."""

    day = models.DateField()
    counted_cents = models.IntegerField()
    expected_cents = models.IntegerField()
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "day"], name="assistance_closed_once"),
            models.CheckConstraint(condition=models.Q(counted_cents__gte=0), name="assistance_counted"),
        ]


class ReceiptPhoto(Tenanted, StoredFile):
    """A picture of a till receipt, made again without its hidden data, and deleted when it has come of age."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="receipt_photos")

    class Meta(StoredFile.Meta):
        indexes = [models.Index(fields=["organisation_id", "assignment"], name="assistance_receipts_of")]
