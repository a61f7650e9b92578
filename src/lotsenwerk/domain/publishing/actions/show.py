"""Put a page into the shop window, as it is published, or take it out again. For the verbs of this room and above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression

from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.publishing.documents import facts_from_json, words_from_json
from lotsenwerk.domain.publishing.models import (
    Entry,
    EntryDay,
    EntryPicture,
    EntryText,
    Page,
    PageKind,
    PagePicture,
    PageState,
    Version,
)
from lotsenwerk.domain.publishing.queries.as_shown import Shown, languages_of, values_of, words_shown
from lotsenwerk.domain.publishing.slugs import slug_of
from lotsenwerk.domain.publishing.vocabulary import CONFIGS, learn_words, plain
from lotsenwerk.kit.names import sort_key


def show(page: Page, at: datetime) -> Entry:
    """Make the entry of a published page what the page says now: facts, every language, quotes, pictures."""
    version = Version.objects.get(page=page, number=page.published_number or 0)
    facts, words = facts_from_json(version.facts), words_from_json(version.words)
    entry, _made = Entry.objects.update_or_create(ref=page.ref, defaults=values_of(page, facts, words, at))
    _show_words(entry, languages_of(page, words))
    _show_pictures(entry, page)
    return entry


def show_again(page: Page, at: datetime) -> None:
    """The same for a page that may be published or not: a draft shows nothing."""
    if page.state == PageState.PUBLISHED:
        show(page, at)


def take_down(page: Page, at: datetime) -> None:
    """Nobody sees it any more; what it said goes, the empty entry tells lists that they have changed."""
    entry = Entry.objects.filter(ref=page.ref).first()
    if entry is not None:
        empty_entry(entry, at)


def empty_entry(entry: Entry, at: datetime) -> None:
    """Leave nothing of an entry but that it is not shown any more."""
    entry.is_shown, entry.changed_at = False, at
    entry.facts, entry.contact, entry.quotes = {}, {}, []
    entry.save(update_fields=["is_shown", "changed_at", "facts", "contact", "quotes"])
    for rows in (entry.texts, entry.days, entry.pictures):
        rows.all().delete()


@dataclass(frozen=True, slots=True)
class Time:
    """One day on which an entry takes place."""

    begins: datetime
    ends: datetime
    is_cancelled: bool = False
    seats_left: int | None = None


def show_without_page(
    ref: str,
    kind: PageKind,
    *,
    values: Mapping[str, Any],
    shown: Sequence[Shown],
    times: Mapping[date, Time],
    at: datetime,
) -> Entry:
    """Make the window show what a room above tells, and no page of this one: its facts, its words and its days."""
    title = shown[0].words.title
    own = {"organisation": this_organisation(), "kind": kind, "sort_key": sort_key(title), "is_shown": True}
    slug = f"{slug_of(title)[:80]}-{ref.lower()}"
    first = {**own, **values, "slug": slug, "changed_at": at}
    entry, _made = Entry.objects.update_or_create(
        ref=ref, defaults=first, create_defaults={**first, "published_at": at}
    )
    _show_words(entry, shown)
    entry.days.all().delete()
    EntryDay.objects.bulk_create(
        EntryDay(
            entry=entry,
            organisation_id=entry.organisation_id,
            regular_day=day,
            begins=one.begins,
            ends=one.ends,
            is_cancelled=one.is_cancelled,
            seats_left=one.seats_left,
        )
        for day, one in times.items()
    )
    return entry


def take_down_ref(ref: str, at: datetime) -> None:
    """Nobody sees any more what a room above told."""
    entry = Entry.objects.filter(ref=ref, is_shown=True).first()
    if entry is not None:
        empty_entry(entry, at)


def show_words(entry: Entry, shown: Sequence[Shown]) -> None:
    """Make an entry say these words and no others. Where no page stands behind it, its room has found them."""
    _show_words(entry, shown)


def _show_words(entry: Entry, shown: Sequence[Shown]) -> None:
    entry.texts.exclude(language__in=[one.language for one in shown]).delete()
    where = " ".join([str(entry.municipality or ""), str(entry.carrier or "")])
    for one in shown:
        kept = {
            "organisation_id": entry.organisation_id,
            "title": one.words.title,
            "summary": one.words.summary,
            "words": words_shown(one.words),
            "is_outdated": one.is_outdated,
            "is_reviewed": one.is_reviewed,
            "found_by": _found_by(one, where),
        }
        EntryText.objects.update_or_create(entry=entry, language=one.language, defaults=kept)
        learn_words(f"{one.words.title} {one.words.summary} {where}")


def _found_by(one: Shown, where: str) -> CombinedExpression:
    """What it is found by: its words as the language bends them, and as they are written, without marks."""
    config = CONFIGS.get(one.language, "simple")
    words = one.words
    rest = [*words.sections.values(), *(f"{item.heading} {item.text}" for item in (*words.goals, *words.milestones))]
    body = " ".join([*rest, *words.partners])
    written = plain(f"{words.title} {words.summary} {where}")
    return (
        SearchVector(Value(words.title), weight="A", config=config)
        + SearchVector(Value(f"{words.summary} {where}"), weight="B", config=config)
        + SearchVector(Value(body), weight="D", config=config)
        + SearchVector(Value(written), weight="C", config="simple")
    )


def _show_pictures(entry: Entry, page: Page) -> None:
    kept = {row.ref: row for row in PagePicture.objects.filter(page=page).defer("content")}
    entry.pictures.exclude(ref__in=kept).delete()
    here = set(entry.pictures.values_list("ref", flat=True))
    for ref, row in kept.items():
        said = {"alt": row.alt, "credit": row.credit, "position": row.position}
        if ref in here:
            entry.pictures.filter(ref=ref).update(**said)
            continue
        names = ("content", "content_type", "sha256", "width", "height")
        EntryPicture.objects.create(
            entry=entry,
            organisation_id=entry.organisation_id,
            ref=ref,
            **said,
            **{name: getattr(row, name) for name in names},
        )
