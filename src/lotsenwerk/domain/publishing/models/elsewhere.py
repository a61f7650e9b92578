"""What a town reads of others and shows beside its own: from where, and which of our rows came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.publishing.models.window import Entry
from lotsenwerk.kit.tenancy import Tenanted


class Source(Tenanted):
    """A region of Integreat that a town reads every night. ``region`` is its name in addresses there.

    ``languages`` are ours. ``fault`` is why the last reading did not work, empty when it did: then all that was shown
    before is still shown. Of pages only the number is kept: they belong to others, and are read there.
    """

    region = models.SlugField(max_length=60)
    name = models.CharField(max_length=120, blank=True)
    website = models.URLField(max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    added_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=20, blank=True)
    places = models.PositiveIntegerField(default=0)
    dates = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "region"], name="publishing_source_once"),
        ]


class Borrowed(Tenanted):
    """One thing that came from a source: there it is ``key``, here a listed partner or an entry of the shop window.

    ``digest`` is what it said there when it was read: only what has changed there is changed here.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="borrowed")
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "source", "key"], name="publishing_borrowed_once"),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=False, entry__isnull=True)
                | models.Q(partner__isnull=True, entry__isnull=False),
                name="publishing_borrowed_is_one_thing",
            ),
        ]
