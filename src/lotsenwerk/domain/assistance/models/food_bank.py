"""The food bank (Tafel): households, hours of pick-up, who comes when, and the slip of whoever fetches for another."""

from django.db import models

from lotsenwerk.domain.assistance.models.journey import Assignment, Need
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted


class Household(Tenanted):
    """A client is a guest of a food bank. Of the proof that she may be, only that it was seen is kept."""

    food_bank = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="households")
    adults = models.PositiveSmallIntegerField(default=1)
    children = models.PositiveSmallIntegerField(default=0)
    fee_cents = models.PositiveIntegerField(default=0)
    seen_on = models.DateField(null=True)
    seen_by_user_id = models.BigIntegerField(null=True)
    valid_until = models.DateField(null=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "food_bank", "client"],
                condition=models.Q(ended_at__isnull=True),
                name="assistance_household_once",
            ),
            models.CheckConstraint(
                condition=models.Q(adults__gte=1, adults__lte=20, children__lte=20), name="assistance_household_size"
            ),
        ]


class Diet(models.TextChoices):
    NO_PORK = "no_pork"
    HALAL = "halal"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    NO_LACTOSE = "no_lactose"
    NO_GLUTEN = "no_gluten"
    DIABETES = "diabetes"
    SOFT = "soft"


class DietaryWish(Tenanted):
    """What somebody does not eat: it can tell of faith and of health, so it stands apart and needs a consent."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="dietary_wish")
    wishes = EncryptedTextField()
    consent_on = models.DateField()
    noted_by_user_id = models.BigIntegerField(null=True)


class PickUpSlot(Tenanted):
    """A stretch of a weekday in which food is given out, and for how many households; Monday is 0, wall time."""

    food_bank = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()
    places = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="assistance_slot_weekday"),
            models.CheckConstraint(
                condition=models.Q(begins__lt=models.F("ends")), name="assistance_slot_begins_first"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "food_bank", "weekday", "begins"], name="assistance_slot_once"
            ),
        ]


class PickUpState(models.TextChoices):
    PLANNED = "planned"
    FETCHED = "fetched"
    NOT_COME = "not_come"
    CANCELLED = "cancelled"


class PickUp(Tenanted):
    """A household's food of one day; ``need`` where a helper fetches it."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="pick_ups")
    slot = models.ForeignKey(PickUpSlot, on_delete=models.PROTECT, related_name="pick_ups")
    on = models.DateField()
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="pick_ups")
    state = models.CharField(max_length=10, choices=PickUpState.choices, default=PickUpState.PLANNED)
    fee_cents = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "household", "on"],
                condition=~models.Q(state="cancelled"),
                name="assistance_pick_up_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "on", "slot"], name="assistance_pick_ups_on"),
            models.Index(fields=["organisation_id", "need"], name="assistance_pick_ups_for"),
        ]


class ProxySlip(Tenanted):
    """Somebody may fetch for a household on one day. ``word`` is what both sides know; it is used once."""

    pick_up = models.ForeignKey(PickUp, on_delete=models.PROTECT, related_name="slips")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="slips")
    ref = models.CharField(max_length=10)
    valid_on = models.DateField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by_user_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_slip_ref"),
            models.UniqueConstraint(
                fields=["organisation_id", "pick_up"],
                condition=models.Q(ended_at__isnull=True),
                name="assistance_one_slip",
            ),
        ]
