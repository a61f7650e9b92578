"""Dates that the public reads: how often they take place, what is different on one day, and who came, without names."""

from django.db import models

from lotsenwerk.domain.gatherings.models.sign_up import SignUpList
from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.kit.tenancy import Tenanted


class Often(models.TextChoices):
    ONCE = "once"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Form(models.TextChoices):
    """What is noted of a day beside the number of people."""

    PLAIN = "plain"
    LANGUAGE_CAFE = "language_cafe"
    REPAIR = "repair"


class Series(Tenanted):
    """When the date of a page takes place: its words, its place and its carrier stand on the page.

    Monthly means the same weekday of the month as ``first_day``. Times are wall time of Europe/Berlin. Who
    ``takes_sign_ups`` has one list for each day, by the terms that stand here; the others count who drops in.
    ``changes`` counts, so that calendars replace what they know.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="series")
    often = models.CharField(max_length=10, choices=Often.choices)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    begins = models.TimeField()
    ends = models.TimeField()
    form = models.CharField(max_length=14, choices=Form.choices, default=Form.PLAIN)
    link = models.URLField(blank=True)
    takes_sign_ups = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField(null=True)
    most_companions = models.PositiveSmallIntegerField(default=0)
    childcare_seats = models.PositiveSmallIntegerField(default=0)
    closes_hours_before = models.PositiveSmallIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "page"], name="gatherings_series_of_page"),
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="gatherings_series_window"),
        ]


class Turn(models.TextChoices):
    """What becomes of a day. One that is dropped is not mentioned; one that is cancelled is, with its reason."""

    AS_ALWAYS = "as_always"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


class SeriesDay(Tenanted):
    """One day of a series of which something is known: ``regular_day`` names it for good, wherever it was moved.

    ``visitors`` is how many came without signing up. Nobody's name stands here.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="days")
    regular_day = models.DateField()
    turn = models.CharField(max_length=10, choices=Turn.choices, default=Turn.AS_ALWAYS)
    moved_to = models.DateField(null=True)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    sign_up_list = models.ForeignKey(SignUpList, on_delete=models.PROTECT, null=True, related_name="days")
    visitors = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "series", "regular_day"], name="gatherings_day_once"),
        ]


class Level(models.TextChoices):
    """How well those at a table speak German, after the European reference frame; A0 are the very beginners."""

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"


class TableCount(Tenanted):
    """How many sat at the table of one level of a language café."""

    day = models.ForeignKey(SeriesDay, on_delete=models.CASCADE, related_name="tables")
    level = models.CharField(max_length=2, choices=Level.choices)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "day", "level"], name="gatherings_table_once")
        ]


class Outcome(models.TextChoices):
    FIXED = "fixed"
    HALF = "half"
    NOT = "not"


class LoggedItem(Tenanted):
    """Something that was brought to be mended: what it is, what it weighs and how it ended. Whose it is nobody asks."""

    day = models.ForeignKey(SeriesDay, on_delete=models.CASCADE, related_name="items")
    what = models.CharField(max_length=80)
    grams = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=5, choices=Outcome.choices)
    noted_at = models.DateTimeField()
