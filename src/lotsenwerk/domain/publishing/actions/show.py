"""Put a page into the shop window, as it is published, or take it out again. For the verbs of this room and above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression

from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.queries import municipality_by_ags
from lotsenwerk.domain.publishing.documents import Facts, Words, digest, facts_from_json, words_from_json
from lotsenwerk.domain.publishing.models import (
    Entry,
    EntryPicture,
    EntryText,
    Page,
    PagePicture,
    PageState,
    Testimonial,
    Translation,
    Version,
)
from lotsenwerk.domain.publishing.slugs import slug_of
from lotsenwerk.domain.publishing.vocabulary import CONFIGS, learn_words, plain
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.names import sort_key

CHECKED_EVERY: Final = timedelta(days=92)
"""So often somebody is asked whether all of it is still true: three months, as engagement portals ask for."""
EASY: Final = "de-simple"


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of a page in one language, as they go into the window."""

    language: str
    words: Words
    is_outdated: bool = False
    is_reviewed: bool = True


def show(page: Page, at: datetime) -> Entry:
    """Make the entry of a published page what the page says now: facts, every language, quotes, pictures."""
    version = Version.objects.get(page=page, number=page.published_number or 0)
    facts, words = facts_from_json(version.facts), words_from_json(version.words)
    entry = _entry(page, facts, words, at)
    _show_words(entry, [Shown("de", words), *_translated(page, words)])
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


def show_words(entry: Entry, shown: Sequence[Shown]) -> None:
    """Make an entry say these words and no others. Where no page stands behind it, its room has found them."""
    _show_words(entry, shown)


def _entry(page: Page, facts: Facts, words: Words, at: datetime) -> Entry:
    place = _municipality(facts)
    today = clock.local(at).date()
    values = {
        "organisation_id": page.organisation_id,
        "carrier_id": page.carrier_id,
        "kind": page.kind,
        "slug": _slug(page, place),
        "sort_key": sort_key(words.title),
        "municipality": place,
        "county_id": place.county_id if place else None,
        "lat": facts.lat if facts.lat is not None or place is None else place.lat,
        "lon": facts.lon if facts.lon is not None or place is None else place.lon,
        "field": facts.field,
        "speaks": list(facts.speaks),
        "times": list(facts.times),
        "is_digital": facts.is_digital,
        "seeks_helpers": facts.seeks_helpers,
        "has_ended": facts.ended_on is not None and facts.ended_on < today,
        "facts": _facts_shown(facts),
        "contact": _contact(page),
        "quotes": _quotes(page, today),
        "shown_until": page.shown_until,
        "checked_on": page.check_by - CHECKED_EVERY if page.check_by else None,
        "is_shown": True,
        "published_at": page.published_at or at,
        "changed_at": at,
    }
    entry, _made = Entry.objects.update_or_create(ref=page.ref, defaults=values)
    return entry


def _municipality(facts: Facts) -> Municipality | None:
    """The place of a page; where it says none, the town whose page it is. What the state says is said everywhere."""
    if not facts.ags:
        here = this_organisation()
        return None if here.kind == Kind.STATE else here.municipality
    try:
        return municipality_by_ags(facts.ags)
    except NotThere:
        return None


def _slug(page: Page, place: Municipality | None) -> str:
    """The page's own with the place behind it; two of one name in one place are told apart by the ref."""
    wanted = f"{page.slug}-{slug_of(place.name)}"[:88] if place else page.slug
    taken = Entry.objects.filter(kind=page.kind, slug=wanted).exclude(ref=page.ref).exists()
    return f"{wanted}-{page.ref.lower()}" if taken else wanted


def _facts_shown(facts: Facts) -> dict[str, object]:
    days = {name: day.isoformat() for name in ("starts_on", "ended_on") if (day := getattr(facts, name))}
    texts = {name: text for name in ("place", "website") if (text := getattr(facts, name))}
    return {**texts, **days, **facts.more}


def _contact(page: Page) -> dict[str, str]:
    names = ("name", "role", "phone", "email")
    return {name: value for name in names if (value := getattr(page, f"contact_{name}"))}


def _quotes(page: Page, today: date) -> list[dict[str, str]]:
    rows = Testimonial.objects.filter(page=page, withdrawn_at__isnull=True, shown_until__gte=today).order_by("id")
    return [
        {
            "name": row.name,
            "role": row.role,
            "said": row.said,
            "language": row.language,
            "until": row.shown_until.isoformat(),
        }
        for row in rows
        if row.shown_until is not None
    ]


def _translated(page: Page, german: Words) -> Sequence[Shown]:
    """Every translation; Leichte Sprache only where somebody vouches for it."""
    now = digest(german)
    return [
        Shown(row.language, words_from_json(row.words), row.of_digest != now, bool(row.reviewed_by))
        for row in Translation.objects.filter(page=page)
        if row.language != EASY or row.reviewed_by
    ]


def _show_words(entry: Entry, shown: Sequence[Shown]) -> None:
    entry.texts.exclude(language__in=[one.language for one in shown]).delete()
    where = " ".join([str(entry.municipality or ""), str(entry.carrier or "")])
    for one in shown:
        kept = {
            "organisation_id": entry.organisation_id,
            "title": one.words.title,
            "summary": one.words.summary,
            "words": _as_shown(one.words),
            "is_outdated": one.is_outdated,
            "is_reviewed": one.is_reviewed,
            "found_by": _found_by(one, where),
        }
        EntryText.objects.update_or_create(entry=entry, language=one.language, defaults=kept)
        learn_words(f"{one.words.title} {one.words.summary} {where}")


def _as_shown(words: Words) -> dict[str, object]:
    shown: dict[str, object] = dict(words.sections)
    for name in ("goals", "milestones"):
        if items := getattr(words, name):
            shown[name] = [[one.heading, one.text] for one in items]
    if words.partners:
        shown["partners"] = list(words.partners)
    return shown


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
