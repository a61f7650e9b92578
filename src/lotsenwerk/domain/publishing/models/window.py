"""The shop window: all that the public may see, of every town, ready to be found. Nothing else is ever copied here.

It stands outside the walls for whoever reads; a row is written only in the scope of its own organisation.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.places.models import County, Municipality
from lotsenwerk.domain.publishing.models.pages import Field, PageKind


class Entry(models.Model):
    """What is shown of one page, whatever the language. It is found by kind, place, field, languages and time.

    ``organisation`` answers for it, ``carrier`` is whose it is where that is somebody else. ``speaks`` are codes of
    ISO 639-3, ``times`` those of :class:`people.models.TimeOfWeek`. ``facts`` are what its kind adds (see
    ``documents.py``), ``contact`` and ``quotes`` are shown as they are. What is taken down stays for a while with
    ``is_shown`` false, so that lists know that they have changed. ``checked_on`` is when somebody last said that all of
    it is true; what nobody has looked at for half a year says so.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    carrier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=PageKind.choices)
    ref = models.CharField(max_length=10, unique=True)
    slug = models.SlugField(max_length=100)
    sort_key = models.CharField(max_length=340, db_collation="C")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, related_name="+")
    county = models.ForeignKey(County, on_delete=models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    field = models.CharField(max_length=14, choices=Field.choices, blank=True)
    speaks = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    times = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_digital = models.BooleanField(default=False)
    seeks_helpers = models.BooleanField(default=False)
    has_ended = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)
    quotes = models.JSONField(default=list)
    shown_until = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    is_shown = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="publishing_entry_slug")]
        indexes = [
            models.Index(fields=["kind", "has_ended", "sort_key", "id"], name="publishing_entries_by_name"),
            models.Index(fields=["kind", "lat", "lon"], name="publishing_entries_by_place"),
            models.Index(fields=["kind", "-published_at"], name="publishing_entries_newest"),
            models.Index(fields=["changed_at"], name="publishing_entries_changed"),
        ]


class EntryText(models.Model):
    """The words of an entry in one language. Those that are outdated are shown with a mark; German is always there."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="texts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400, blank=True)
    words = models.JSONField(default=dict)
    is_outdated = models.BooleanField(default=False)
    is_reviewed = models.BooleanField(default=False)
    found_by = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="publishing_text_once")]
        # Read a thousand times for each time that it is written: nothing waits beside the index to be sorted in.
        indexes = [GinIndex(fields=["found_by"], name="publishing_texts_found", fastupdate=False)]


class EntryDay(models.Model):
    """One time at which an entry takes place, as it stands in the list of dates. ``regular_day`` names it for good."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="days")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    regular_day = models.DateField()
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    seats_left = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "regular_day"], name="publishing_day_once")]
        indexes = [models.Index(fields=["begins", "entry"], name="publishing_days_ahead")]


class EntryPicture(models.Model):
    """A picture as it is shown."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pictures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=10, unique=True)
    content = models.BinaryField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=200)
    credit = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)


class WordKey(models.Model):
    """A word that stands in some entry, under each key by which it is found: itself, and less one letter."""

    key = models.CharField(max_length=30, db_collation="C")
    word = models.CharField(max_length=30, db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="publishing_word_once")]


class SearchMiss(models.Model):
    """What visitors looked for in vain on a day, and how often: words, a language and a number, nobody's name."""

    day = models.DateField()
    kind = models.CharField(max_length=8, choices=PageKind.choices)
    language = models.CharField(max_length=10)
    words = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "kind", "language", "words"], name="publishing_miss_once"),
        ]
