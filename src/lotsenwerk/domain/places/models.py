"""Where things are: counties, municipalities, postcodes. The same for every tenant, so outside the wall."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountyKind(models.TextChoices):
    COUNTY = "county", _("county")
    FREE_CITY = "city", _("city that is a county of its own")


class County(models.Model):
    """A county (Landkreis), or a city that belongs to none (kreisfreie Stadt)."""

    ags = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=CountyKind.choices)
    sort_key = models.CharField(max_length=200)

    class Meta:
        ordering = ["sort_key", "ags"]
        verbose_name_plural = "counties"

    def __str__(self) -> str:
        return self.name


class MunicipalityKind(models.TextChoices):
    TOWN = "town", _("town")
    MARKET = "market", _("market town")
    MUNICIPALITY = "municipality", _("municipality")
    UNINCORPORATED = "unincorporated", _("area without municipality")
    """Forest mostly: nobody lives there, so no search finds it."""


class Municipality(models.Model):
    """A town or municipality, known by its official key (AGS)."""

    ags = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80)
    """Short, as people say it: "Bürstadt"."""
    official_name = models.CharField(max_length=100)
    """With its title: "Bürstadt, Stadt"."""
    kind = models.CharField(max_length=16, choices=MunicipalityKind.choices)
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="municipalities")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    """A point inside the boundary, not the market square; NULL for a municipality that only the register knows."""
    area_ha = models.PositiveIntegerField(null=True)
    seat_postcode = models.CharField(max_length=5, blank=True)
    """The postcode of the town hall."""
    population = models.PositiveIntegerField(null=True)
    population_source = models.CharField(max_length=160, blank=True)
    """Who published the figure, and for which day."""
    sort_key = models.CharField(max_length=200)
    register_date = models.DateField(null=True)
    """Day of the official register that last wrote this row; NULL while it is only the data file shipped here."""
    is_current = models.BooleanField(default=True)
    """False when the official register no longer lists it (merged into another). Never deleted: others point at it."""
    former_ags = models.CharField(max_length=8, blank=True)
    """The key it had before the register gave it another one (a town that leaves its county)."""

    class Meta:
        ordering = ["sort_key", "ags"]
        verbose_name_plural = "municipalities"
        indexes = [models.Index(fields=["sort_key"], name="municipality_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(population__isnull=True) | ~models.Q(population_source=""),
                name="municipality_population_has_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """One postcode in one municipality. A postcode may reach into several, and a city has many."""

    plz = models.CharField(max_length=5)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ["plz"]
        constraints = [models.UniqueConstraint(fields=["plz", "municipality"], name="postcode_once_a_municipality")]

    def __str__(self) -> str:
        return self.plz


class PlaceKey(models.Model):
    """One key under which a municipality is found, see `kit.names`."""

    key = models.CharField(max_length=30)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "municipality"], name="place_key_once")]

    def __str__(self) -> str:
        return self.key
