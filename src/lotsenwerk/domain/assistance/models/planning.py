"""Plans of a day or a week: what they were made from, what they propose, and what the desk holds in its place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.assistance.models.journey import Need
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.tenancy import Tenanted


class PlanState(models.TextChoices):
    """How far a plan is. Of the published ones at most one counts for a day; the others were replaced by it."""

    WAITING = "waiting"
    SEARCHING = "searching"
    READY = "ready"
    PUBLISHED = "published"
    REPLACED = "replaced"
    DROPPED = "dropped"


class PlanFault(models.TextChoices):
    """Why a plan was dropped by the program and not by the desk."""

    BROKE_OFF = "broke_off"
    MAKES_NO_SENSE = "makes_no_sense"


class Plan(Tenanted):
    """A proposal who goes where, when and in which order, from ``first_day`` to ``last_day``.

    ``snapshot`` is everything it was made from, frozen, so that it can be explained later; it knows people by number
    alone and is forgotten some weeks after the last day. ``routes`` is the best that was found so far. ``changes`` is
    the published plan from which this one sets out. A search that breaks off leaves every other plan as it was, and
    says so in ``fault``.
    """

    ref = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.WAITING)
    changes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField(null=True)
    routes = models.JSONField(null=True)
    seed = models.PositiveIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField()
    percent_done = models.PositiveSmallIntegerField(default=0)
    cost = models.BigIntegerField(null=True)
    served = models.PositiveIntegerField(null=True)
    unserved = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)
    heard_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by_user_id = models.BigIntegerField(null=True)
    fault = models.CharField(max_length=16, choices=PlanFault.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_plan_ref"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="assistance_plan_ends_later"
            ),
            models.CheckConstraint(condition=models.Q(percent_done__lte=100), name="assistance_plan_percent"),
        ]
        indexes = [models.Index(fields=["organisation_id", "last_day"], name="assistance_plans_until")]


class Pin(Tenanted):
    """What the coordinator holds of a need, whatever a search thinks: who goes, or when the visit begins, or both."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="pins")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, null=True, related_name="+")
    begins_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "need"], name="assistance_pinned_once"),
            models.CheckConstraint(
                condition=models.Q(volunteer__isnull=False) | models.Q(begins_at__isnull=False),
                name="assistance_pin_holds_something",
            ),
        ]


class FixedOrder(Tenanted):
    """The order that the coordinator gave a helper's day: numbers of needs. Others may go in between."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    needs = ArrayField(models.BigIntegerField())
    made_at = models.DateTimeField()
    made_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "volunteer", "day"], name="assistance_order_once"),
        ]


class DayOffer(Tenanted):
    """A helper was asked for a whole day at once; each visit of it is an offer of its own that names this row."""

    ref = models.CharField(max_length=10)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="days")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_day_ref"),
            models.UniqueConstraint(fields=["organisation_id", "plan", "volunteer", "day"], name="assistance_day_once"),
        ]
