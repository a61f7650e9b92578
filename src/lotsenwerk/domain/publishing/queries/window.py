"""The search of the shop window, for everybody and without scope: docs/rules/publishing.md, PU40 to PU47."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any, Final

from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db.models import Case, Count, F, FloatField, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Power
from django.db.models.lookups import LessThanOrEqual

from lotsenwerk.domain.people.models import TimeOfWeek
from lotsenwerk.domain.publishing.models import Entry, EntryPicture, EntryText, Field
from lotsenwerk.domain.publishing.queries.words import Query, Typed, query_of, typed_words
from lotsenwerk.kit import clock
from lotsenwerk.kit.maps import METRES_PER_DEGREE, Spot
from lotsenwerk.kit.prepared import prepared

PAGE: Final = 20
MOST_PAGES: Final = 250
NEAR_BY: Final = 4
"""So many entries are shown where nothing fits."""
_ON_A_CARD: Final = (
    *("title", "summary", "language", "is_outdated", "entry_id"),
    *(f"entry__{name}" for name in ("kind", "ref", "slug", "lat", "lon", "field", "speaks", "times", "is_digital")),
    *(
        f"entry__{name}"
        for name in ("seeks_helpers", "has_ended", "facts", "shown_until", "published_at", "changed_at")
    ),
    *(f"entry__{other}__name" for other in ("organisation", "carrier", "municipality", "county")),
)
"""What a list reads of an entry: nothing of the long texts, of who can be asked, or of who stands behind."""
OWN_LANGUAGE: Final = 2.0
"""A word found in the reader's language counts so much more than one found in another."""

Tongue: Final = Enum("Tongue", [(code.replace("-", "_"), code) for code, _name in settings.LANGUAGES])  # type: ignore[misc]  # the settings name the members
"""Each language that we speak: there is a statement for each."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor looks for. ``language`` is the reader's, ``speaks`` one that is spoken there (ISO 639-3).

    ``here`` and ``radius_km`` go together; ``county_id`` narrows too. ``state`` is "running", "ended" or empty.
    """

    kinds: tuple[str, ...]
    language: str = "de"
    words: str = ""
    here: Spot | None = None
    radius_km: int = 20
    county_id: int | None = None
    field: str = ""
    speaks: str = ""
    time: str = ""
    is_digital: bool = False
    seeks_helpers: bool = False
    state: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a list shows it: the words that there are for the reader, how far it is, its first picture."""

    entry: Entry
    text: EntryText
    metres: int | None = None
    picture: EntryPicture | None = None


@dataclass(frozen=True, slots=True)
class Heap:
    """How many of the found ones lie in one municipality."""

    county_id: int | None
    municipality_id: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, a page of it.

    ``instead`` are the words that were looked for where nobody has written the typed ones, ``is_loose`` says that not
    all of them fit. ``near_by`` is filled where nothing was found.
    """

    asked: Asked
    count: int
    rows: Sequence[Shown]
    heaps: Sequence[Heap]
    instead: str = ""
    is_loose: bool = False
    near_by: Sequence[Shown] = ()

    @property
    def pages(self) -> int:
        """How many pages of 20 there are, one at least."""
        return max(1, min(MOST_PAGES, -(-self.count // PAGE)))


def search(asked: Asked, *, at: datetime) -> Found:
    """The page that was asked for, of all that fits. At most six queries, eight where nothing fits."""
    typed = typed_words(asked.words)
    query = query_of(typed, asked.language) if typed else None
    heaps = heaps_of(asked, query, at)
    instead, is_loose = "", False
    if not heaps and typed:
        meant, is_loose = _meant(typed)
        if meant is not None:
            query = query_of(meant, asked.language, all_of_them=not is_loose)
            heaps = heaps_of(asked, query, at)
            instead = "" if is_loose else _said(meant)
    count = sum(heap.count for heap in heaps)
    found = Found(asked, count, (), heaps, instead if count else "", is_loose and bool(count))
    if not count:
        return replace(found, near_by=_near_by(asked, at))
    page = min(max(asked.page, 1), found.pages)
    ids = list(_ids(asked, query, at)[(page - 1) * PAGE : page * PAGE])
    return replace(found, asked=replace(asked, page=page), rows=shown_rows(ids, asked))


def fitting(asked: Asked, at: datetime, to: str = "") -> Q:
    """What a visitor narrows by, and that it is shown today. ``to`` leads to the entry."""
    today = clock.local(at).date()
    fits = Q(**{f"{to}kind__in": asked.kinds, f"{to}is_shown": True})
    if len(asked.kinds) == 1:
        fits = Q(**{f"{to}kind": asked.kinds[0], f"{to}is_shown": True})
    fits &= Q(**{f"{to}shown_until__isnull": True}) | Q(**{f"{to}shown_until__gte": today})
    narrow: dict[str, Any] = {
        "county_id": asked.county_id,
        "field": asked.field if asked.field in Field.values else "",
        "speaks__contains": [asked.speaks[:3]] if asked.speaks else None,
        "times__contains": [asked.time] if asked.time in TimeOfWeek.values else None,
        "is_digital": asked.is_digital or None,
        "seeks_helpers": asked.seeks_helpers or None,
        "has_ended": {"running": False, "ended": True}.get(asked.state),
    }
    fits &= Q(**{f"{to}{name}": value for name, value in narrow.items() if value not in (None, "")})
    if asked.here is not None:
        fits &= _around(asked.here, asked.radius_km * 1000, to)
    return fits


def _around(here: Spot, metres: float, to: str) -> Q:
    """What lies in the box around a spot, which has an index, and not in one of its corners."""
    high = metres / METRES_PER_DEGREE
    wide = high / math.cos(math.radians(here.lat))
    return Q(
        LessThanOrEqual(far(here, to), high**2),
        **{
            f"{to}lat__gte": here.lat - high,
            f"{to}lat__lte": here.lat + high,
            f"{to}lon__gte": here.lon - wide,
            f"{to}lon__lte": here.lon + wide,
        },
    )


def with_words(query: Query) -> QuerySet[EntryText, int]:
    """The entries in whose words, of whatever language, something is found."""
    return EntryText.objects.filter(found_by=query).values_list("entry_id", flat=True)


def heaps_of(asked: Asked, query: Query | None, at: datetime) -> Sequence[Heap]:
    """All that fits, counted by where it lies. It is the count of the list and the marks of the map in one query."""
    rows = Entry.objects.filter(fitting(asked, at))
    if query is not None:
        rows = rows.filter(pk__in=with_words(query))
    counted = rows.values_list("county_id", "municipality_id").annotate(count=Count("pk")).order_by()
    return [Heap(county_id, municipality_id, count) for county_id, municipality_id, count in counted]


def _ids(asked: Asked, query: Query | None, at: datetime) -> QuerySet[Any, int]:
    """What fits, in its order. Without words the index by name gives it, where no place is asked for either."""
    if query is None:
        entries = Entry.objects.filter(fitting(asked, at)).annotate(distance=far(asked.here, ""))
        order = ["has_ended", *(["distance"] if asked.here else []), "sort_key", "pk"]
        return entries.order_by(*order).values_list("pk", flat=True)
    own = Case(When(language=asked.language, then=Value(OWN_LANGUAGE)), default=Value(1.0), output_field=FloatField())
    texts = EntryText.objects.filter(fitting(asked, at, "entry__"), found_by=query).values("entry_id")
    ranked = texts.annotate(fits=Max(SearchRank(F("found_by"), query) * own), far=Min(far(asked.here, "entry__")))
    return ranked.order_by("entry__has_ended", "-fits", "far", "entry__sort_key", "entry_id").values_list(
        "entry_id", flat=True
    )


def far(here: Spot | None, to: str) -> Any:
    """The square of the way in degrees of latitude: enough to put places of one state in order."""
    if here is None:
        return Value(0.0, output_field=FloatField())
    shrunk = math.cos(math.radians(here.lat)) ** 2
    return Power(F(f"{to}lat") - here.lat, 2) + Power(F(f"{to}lon") - here.lon, 2) * Value(shrunk)


def shown_rows(ids: Sequence[int], asked: Asked) -> Sequence[Shown]:
    """The entries with these ids, in their order. Two queries."""
    texts: dict[int, EntryText] = {}
    for text in _texts(list(ids), Tongue(asked.language)):
        if text.entry_id not in texts or text.language == asked.language:
            texts[text.entry_id] = text
    pictures: dict[int, EntryPicture] = {}
    for picture in _pictures(list(ids)):
        pictures.setdefault(picture.entry_id, picture)
    return [
        Shown(texts[pk].entry, texts[pk], metres(asked.here, texts[pk].entry), pictures.get(pk))
        for pk in ids
        if pk in texts
    ]


@prepared
def _texts(ids: list[int], tongue: Enum) -> QuerySet[EntryText]:
    joined = ("entry", "entry__organisation", "entry__carrier", "entry__municipality", "entry__county")
    rows = EntryText.objects.filter(entry__in=ids, language__in=sorted({"de", tongue.value}))
    return rows.select_related(*joined).only(*_ON_A_CARD)


@prepared
def _pictures(ids: list[int]) -> QuerySet[EntryPicture]:
    rows = EntryPicture.objects.filter(entry__in=ids).order_by("entry", "position", "id")
    return rows.only("entry_id", "ref", "alt", "width", "height")


def metres(here: Spot | None, entry: Entry) -> int | None:
    """How far an entry is, as the crow flies; None where nobody asked or its place is not known."""
    if here is None or entry.lat is None or entry.lon is None:
        return None
    north = (entry.lat - here.lat) * METRES_PER_DEGREE
    east = (entry.lon - here.lon) * METRES_PER_DEGREE * math.cos(math.radians(here.lat))
    return round(math.hypot(north, east))


def _meant(typed: Sequence[Typed]) -> tuple[Sequence[Typed] | None, bool]:
    """The words that may be meant, and whether one of them is enough; nothing where there is nothing else to try."""
    meant = [word.meant() for word in typed]
    if meant != list(typed):
        return meant, False
    return (typed, True) if len(typed) > 1 else (None, False)


def _said(meant: Sequence[Typed]) -> str:
    return " ".join(word.word for word in meant)


def _near_by(asked: Asked, at: datetime) -> Sequence[Shown]:
    """What there is of the kind without the words and filters: nearest first where a place was asked for."""
    wide = Asked(asked.kinds, language=asked.language, here=asked.here, radius_km=500, state="running")
    return shown_rows(list(_ids(wide, None, at)[:NEAR_BY]), wide)
