"""Reads of what we give to others: our own entries in one language. What we have read of others is not given on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from lotsenwerk.domain.organisations.models import Kind, OpeningHours, Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.publishing.models import Borrowed, EntryDay, EntryPicture, EntryText
from lotsenwerk.kit import clock

EASY: Final = "de-simple"
SERVICES: Final = (Kind.ADVICE_SERVICE, Kind.CLUB, Kind.MIGRANT_ORGANISATION)
DAYS_AHEAD: Final = timedelta(days=92)
"""So far ahead the days of dates are given, as Integreat does it."""


def texts(kinds: Sequence[str], language: str, *, at: datetime, of: int | None = None) -> QuerySet[EntryText]:
    """What is shown today in exactly this language, of one organisation or of all, the newest first."""
    today = clock.local(at).date()
    shown = Q(entry__is_shown=True) & (Q(entry__shown_until__isnull=True) | Q(entry__shown_until__gte=today))
    rows = EntryText.objects.filter(shown, entry__kind__in=kinds, language=language)
    rows = rows if of is None else rows.filter(organisation_id=of)
    rows = rows if language != EASY else rows.filter(is_reviewed=True)
    return rows.select_related("entry__carrier", "entry__municipality", "entry__organisation").order_by(
        "-entry__published_at", "-entry_id"
    )


def own_texts(kinds: Sequence[str], language: str, *, at: datetime, of: int) -> Sequence[EntryText]:
    """The open organisation's own of them, with all languages, its pictures and its days ahead. Four queries."""
    days = EntryDay.objects.filter(ends__gte=at, begins__lt=at + DAYS_AHEAD, is_cancelled=False).order_by("begins")
    others = EntryText.objects.filter(Q(is_reviewed=True) | ~Q(language=EASY)).only("entry_id", "language")
    pictures = EntryPicture.objects.defer("content").order_by("position", "id")
    rows = texts(kinds, language, at=at, of=of).exclude(
        entry_id__in=Borrowed.objects.filter(entry__isnull=False).values("entry_id")
    )
    return list(
        rows.prefetch_related(
            Prefetch("entry__texts", others.order_by("language")),
            Prefetch("entry__pictures", pictures),
            Prefetch("entry__days", days),
        )
    )


def own_services() -> Sequence[Organisation]:
    """Advice services and clubs that the open organisation lists itself, with their opening hours. Two queries."""
    borrowed = Borrowed.objects.filter(partner__isnull=False).values("partner_id")
    hours = OpeningHours.objects.order_by("weekday", "opens")
    return list(partners(*SERVICES).exclude(pk__in=borrowed).prefetch_related(Prefetch("opening_hours", hours)))


def languages_of(organisation_ids: Sequence[int]) -> dict[int, set[str]]:
    """In which languages each of these bodies says something today; German everywhere. One query."""
    found: dict[int, set[str]] = {one: {"de"} for one in organisation_ids}
    rows = EntryText.objects.filter(Q(is_reviewed=True) | ~Q(language=EASY), entry__is_shown=True)
    for one, language in rows.filter(organisation_id__in=found).values_list("organisation_id", "language").distinct():
        found[one].add(language)
    return found
