"""One entry of the shop window as everybody reads it, and what lists and caches have to know of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Max, Q, QuerySet

from lotsenwerk.domain.publishing.models import Entry, EntryDay, EntryPicture, EntryText, PageKind
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere

DAYS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Whole:
    """An entry with all that its page says: ``text`` in the reader's language or, where there is none, in German."""

    entry: Entry
    text: EntryText
    pictures: Sequence[EntryPicture]
    days: Sequence[EntryDay]
    quotes: Sequence[dict[str, Any]]
    languages: frozenset[str]


def whole_entry(kind: PageKind, slug: str, language: str, *, at: datetime) -> Whole:
    """One page of the window; ``NotThere`` where it was never shown, is taken down or over. Four queries."""
    joined = ("organisation", "carrier", "municipality", "county")
    entry = _shown_today(at).filter(kind=kind, slug=slug).select_related(*joined).first()
    if entry is None:
        raise NotThere
    texts = {text.language: text for text in entry.texts.defer("found_by")}
    if "de" not in texts:
        raise NotThere
    return Whole(
        entry,
        texts.get(language) or texts["de"],
        list(entry.pictures.defer("content").order_by("position", "id")),
        list(entry.days.filter(ends__gte=at).order_by("begins")[:DAYS_SHOWN]),
        [quote for quote in entry.quotes if date.fromisoformat(quote["until"]) >= clock.local(at).date()],
        frozenset(texts),
    )


def shown_slug(ref: str, *, at: datetime) -> str:
    """Under which name a page stands in the window today; empty where it is not shown. One query."""
    return _shown_today(at).filter(ref=ref).values_list("slug", flat=True).first() or ""


def last_change() -> datetime | None:
    """When something in the window was shown, changed or taken down last. One query, by its index."""
    changed: datetime | None = Entry.objects.aggregate(changed=Max("changed_at"))["changed"]
    return changed


def addresses(kinds: Sequence[str], *, at: datetime) -> Sequence[tuple[str, str, datetime]]:
    """Kind, slug and last change of all that is shown today, for search engines."""
    rows = _shown_today(at).filter(kind__in=kinds).order_by("kind", "slug")
    return list(rows.values_list("kind", "slug", "changed_at"))


def shown_picture(ref: str) -> EntryPicture:
    """A picture of the window with its content; ``NotThere`` where it is not shown."""
    found = EntryPicture.objects.filter(ref=ref, entry__is_shown=True).first()
    if found is None:
        raise NotThere
    return found


def picture_mark(ref: str) -> str:
    """The SHA-256 of a picture, empty where it is not shown: enough to say that it is unchanged."""
    return EntryPicture.objects.filter(ref=ref, entry__is_shown=True).values_list("sha256", flat=True).first() or ""


def _shown_today(at: datetime) -> QuerySet[Entry]:
    today = clock.local(at).date()
    return Entry.objects.filter(Q(shown_until__isnull=True) | Q(shown_until__gte=today), is_shown=True)
