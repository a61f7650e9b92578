"""Files of grants: what is applied for, what a notice says, what was received, and what has to be done until when."""

import hashlib

from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit.tenancy import Tenanted


class GrantState(models.TextChoices):
    """How far a file is; its table stands in ``states.py``."""

    DRAFT = "draft"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Grant(Tenanted):
    """One project of one year: what is asked of a programme's line, and all that follows. It names no person.

    ``carrier`` is the partner that applies; none: the town itself. ``pool`` is whose deployments it pays. It is judged
    by the version of the guideline that counts on its first day. ``previous`` is the file of the year before.
    ``budget_code`` and ``cost_centre`` are the cash office's; ``state_since`` is when it came to its state.
    """

    ref = models.CharField(max_length=10)
    programme = models.CharField(max_length=30, default="wir")
    line = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    carrier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, related_name="grants")
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=GrantState.choices, default=GrantState.DRAFT)
    state_since = models.DateTimeField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next")
    budget_code = models.CharField(max_length=40, blank=True)
    cost_centre = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="funding_grant_ref"),
            models.CheckConstraint(condition=models.Q(first_day__lte=models.F("last_day")), name="funding_grant_days"),
        ]

    def __str__(self) -> str:
        return self.title


class GrantText(Tenanted):
    """What is written into one field of the application; no row: nothing yet."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="texts")
    field = models.CharField(max_length=30)
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "grant", "field"], name="funding_text_once"),
        ]


class Side(models.TextChoices):
    COST = "cost"
    INCOME = "income"


class Part(models.TextChoices):
    """What money goes to, in the plan and in the ledger, and below it where it comes from."""

    POST = "post"
    LUMP_SUM = "lump_sum"
    MICRO_GRANT = "micro_grant"
    HOURS = "hours"
    DEPLOYMENT = "deployment"
    COURSE = "course"
    EXPENSE = "expense"

    GRANT = "grant"
    OWN_MONEY = "own_money"
    PUBLIC_MONEY = "public_money"
    DONATION = "donation"
    OTHER_INCOME = "other_income"


class FinancingItem(Tenanted):
    """One line of the financing plan. Where the guideline names a rate, ``cents`` follow from ``quantity`` of it."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="items")
    side = models.CharField(max_length=6, choices=Side.choices)
    part = models.CharField(max_length=12, choices=Part.choices)
    words = models.CharField(max_length=120, blank=True)
    quantity = models.PositiveIntegerField(null=True)
    unit_cents = models.PositiveIntegerField(null=True)
    cents = models.PositiveIntegerField()


class Notice(Tenanted):
    """What the granting authority decided, from a day on. Rows are only added; the newest that has begun counts.

    ``cents`` are the whole grant, ``pool_cents`` and ``minutes`` what of it is for the pool's deployments.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="notices")
    number = models.CharField(max_length=80)
    dated = models.DateField()
    received = models.DateField()
    cents = models.PositiveIntegerField()
    pool_cents = models.PositiveIntegerField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    valid_from = models.DateField()
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)


class Instalment(Tenanted):
    """Money that is to come on a day, and what has come of it."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    due = models.DateField()
    cents = models.PositiveIntegerField()
    received_on = models.DateField(null=True)
    received_cents = models.PositiveIntegerField(null=True)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True, received_cents__isnull=True)
                | models.Q(received_on__isnull=False, received_cents__isnull=False),
                name="funding_instalment_whole",
            ),
        ]


class TaskKind(models.TextChoices):
    """What has to be done of itself; ``own`` tasks are somebody's words."""

    APPLY = "apply"
    CONFIRM = "confirm"
    PROVE = "prove"
    OWN = "own"


class GrantTask(Tenanted):
    """Something that has to be done until a day; ``rule`` names where the day comes from."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=8, choices=TaskKind.choices)
    words = models.CharField(max_length=160, blank=True)
    due = models.DateField()
    rule = models.CharField(max_length=30, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by_user_id = models.BigIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "grant", "kind"],
                condition=~models.Q(kind=TaskKind.OWN),
                name="funding_task_once",
            ),
        ]


class CalendarFeed(Tenanted):
    """A secret address under which somebody's calendar reads the tasks; only the digest of the secret is kept."""

    user_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "user_id"], name="funding_feed_once")]

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of a secret."""
        return hashlib.sha256(secret.encode()).hexdigest()
