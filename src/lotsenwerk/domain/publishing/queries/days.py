"""The days ahead of what takes place, of every town: reads of the shop window, for everybody and without scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from lotsenwerk.domain.publishing.models import Entry, EntryDay, EntryText, Field, PageKind
from lotsenwerk.domain.publishing.queries.window import Asked, Heap, fitting, with_words
from lotsenwerk.domain.publishing.queries.words import query_of, typed_words
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere

A_PAGE: Final = 24
MOST_PAGES: Final = 100
FOR_OTHERS: Final = {"for_organisations": True}


@dataclass(frozen=True, slots=True)
class AskedDays:
    """What a visitor looks for: ``of`` says it of the dates as of every entry, ``last`` is the last day.

    Workshops for organisations are a list of their own: with ``for_organisations`` these alone, else none of them.
    """

    of: Asked
    has_childcare: bool = False
    for_organisations: bool = False
    last: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One time of an entry with the words that there are for the reader."""

    day: EntryDay
    text: EntryText


def days_ahead(asked: AskedDays, *, at: datetime, most: int = A_PAGE) -> tuple[Sequence[DayAhead], bool]:
    """A page of the days that fit, the soonest first, and whether there are more. Two queries."""
    first = (min(max(asked.page, 1), MOST_PAGES) - 1) * most
    joined = ("entry__organisation", "entry__carrier", "entry__municipality")
    rows = list(_fitting(asked, at).select_related(*joined)[first : first + most + 1])
    days = rows[:most]
    texts = texts_of({day.entry_id for day in days}, asked.of.language)
    return [DayAhead(day, texts[day.entry_id]) for day in days if day.entry_id in texts], len(rows) > most


def heaps_of_days(asked: AskedDays, *, at: datetime) -> Sequence[Heap]:
    """The same dates counted by where they lie, each once: the marks of the map. One query."""
    rows = _fitting(asked, at).order_by().values_list("entry__county_id", "entry__municipality_id")
    counted = rows.annotate(count=Count("entry_id", distinct=True))
    return [Heap(county_id, municipality_id, count) for county_id, municipality_id, count in counted]


def days_beside(entry: Entry, language: str, *, at: datetime, most: int = 6) -> Sequence[DayAhead]:
    """The next times of dates of whoever an entry is of; of a project or an offer those of its field. Two queries."""
    same = Q(entry__organisation_id=entry.organisation_id, entry__carrier_id=entry.carrier_id)
    if entry.kind != PageKind.PROFILE:
        same &= Q(entry__field=entry.field or Field.NONE)
    rows = _fitting(AskedDays(Asked((PageKind.DATE,), language)), at).filter(same, is_cancelled=False)
    days = list(rows.select_related("entry")[:most])
    texts = texts_of({day.entry_id for day in days}, language)
    return [DayAhead(day, texts[day.entry_id]) for day in days if day.entry_id in texts]


def date_entry(slug: str, language: str, *, at: datetime) -> tuple[Entry, EntryText]:
    """One date that is shown, with its words; ``NotThere`` otherwise. Two queries."""
    joined = ("organisation", "carrier", "municipality")
    found = Entry.objects.select_related(*joined).filter(fitting(Asked((PageKind.DATE,)), at), slug=slug).first()
    text = found and texts_of({found.pk}, language).get(found.pk)
    if found is None or not text:
        raise NotThere
    return found, text


def day_of_entry(entry: Entry, regular_day: date) -> EntryDay | None:
    """One time of a date, by the day that names it; none where it is not shown."""
    return EntryDay.objects.select_related("entry").filter(entry=entry, regular_day=regular_day).first()


def next_days(entry: Entry, *, at: datetime, most: int = 5) -> Sequence[EntryDay]:
    """The next times of a date, with those that were cancelled. One query."""
    return list(entry.days.filter(ends__gt=at).order_by("begins")[:most])


def entry_by_ref(ref: str, language: str) -> tuple[Entry | None, EntryText | None]:
    """What the window shows of a page, with its words; nothing where it has been taken down."""
    found = Entry.objects.select_related("municipality").filter(ref=ref, is_shown=True).first()
    return found, texts_of({found.pk}, language).get(found.pk) if found else None


def texts_of(entry_ids: set[int], language: str) -> Mapping[int, EntryText]:
    """For each entry its words in a language, in German where there are none. One query."""
    texts: dict[int, EntryText] = {}
    for text in EntryText.objects.filter(entry__in=entry_ids, language__in={"de", language}).defer("found_by"):
        if text.entry_id not in texts or text.language == language:
            texts[text.entry_id] = text
    return texts


def _fitting(asked: AskedDays, at: datetime) -> QuerySet[EntryDay]:
    # Nothing lasts longer than a day, and by its beginning the index finds it.
    rows = EntryDay.objects.filter(fitting(asked.of, at, "entry__"), ends__gt=at, begins__gt=at - timedelta(days=1))
    if asked.of.words:
        rows = rows.filter(entry__in=with_words(query_of(typed_words(asked.of.words), asked.of.language)))
    if asked.last is not None:
        rows = rows.filter(begins__lt=datetime.combine(asked.last + timedelta(days=1), time(), clock.BERLIN))
    if asked.has_childcare:
        rows = rows.filter(entry__facts__has_childcare=True)
    of_them = Q(entry__facts__contains=FOR_OTHERS)
    rows = rows.filter(of_them if asked.for_organisations else ~of_them)
    return rows.order_by("begins", "entry_id")
