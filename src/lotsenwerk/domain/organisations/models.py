"""Bodies that act: the tenant itself and its partners. They stand outside the wall and hold nothing of clients."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.places.models import Municipality


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    STATE = "state"
    CARRIER = "carrier"
    MIGRANT_ORGANISATION = "migrant_organisation"
    AUTHORITY = "authority"
    FOOD_BANK = "food_bank"
    SHOP = "shop"
    CLUB = "club"
    ADVICE_SERVICE = "advice_service"


class Module(models.TextChoices):
    """What an organisation has switched on; a field nobody needs is not shown."""

    SHOPPING = "shopping"
    FOOD_BANK = "food_bank"
    GUIDES = "guides"
    INTERPRETERS = "interpreters"
    PROJECTS = "projects"
    FUNDING = "funding"


class Access(models.TextChoices):
    """Whether somebody in a wheelchair gets in; nothing where nobody has looked."""

    UNKNOWN = "", "–"
    STEP_FREE = "step_free"
    WITH_HELP = "with_help"
    STEPS = "steps"


class Organisation(models.Model):
    """A body. With ``keeps_records`` it is a tenant, answerable for the data behind its wall.

    ``kept_by`` names the tenant that lists a partner; tenants have none. ``speaks`` are codes of ISO 639-3. What is not
    listed any more has ``ended_at``: what was done there stays true.
    """

    kind = models.CharField(max_length=30, choices=Kind.choices)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, db_collation="C")
    slug = models.SlugField(max_length=60, unique=True)
    keeps_records = models.BooleanField(default=False)
    kept_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="partners")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, related_name="+")
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    modules = ArrayField(models.CharField(max_length=30, choices=Module.choices), default=list, blank=True)
    website = models.URLField(blank=True)
    about = models.CharField(max_length=300, blank=True)
    speaks = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    access = models.CharField(max_length=10, choices=Access.choices, blank=True)
    by_appointment = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(keeps_records=False) | models.Q(kept_by__isnull=True),
                name="organisations_tenant_is_kept_by_nobody",
            ),
        ]
        indexes = [models.Index(fields=["kept_by", "kind", "sort_key"], name="organisations_partners")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Street and house number in one line, as they stand on a letter."""
        return f"{self.street} {self.house_number}".strip()


class OpeningHours(models.Model):
    """One stretch of opening on one weekday (Monday is 0), wall time of Europe/Berlin."""

    of = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="organisations_weekday"),
            models.CheckConstraint(condition=models.Q(opens__lt=models.F("closes")), name="organisations_opens_first"),
            models.UniqueConstraint(fields=["of", "weekday", "opens"], name="organisations_hours_once"),
        ]
