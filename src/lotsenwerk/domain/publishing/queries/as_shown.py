"""What the shop window would say of a page: what is published, and what its writers see before.

Both go through here, so that nobody publishes anything else than she has seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.queries import municipality_by_ags
from lotsenwerk.domain.publishing.documents import Facts, Words, digest, facts_from_json, words_from_json
from lotsenwerk.domain.publishing.models import (
    Entry,
    EntryDay,
    EntryPicture,
    EntryText,
    Page,
    PagePicture,
    Testimonial,
    Translation,
)
from lotsenwerk.domain.publishing.queries.entries import DAYS_SHOWN, Whole
from lotsenwerk.domain.publishing.queries.pages import version_of
from lotsenwerk.domain.publishing.slugs import slug_of
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


def preview(page: Page, number: int, language: str, *, at: datetime) -> Whole:
    """A version as everybody will read it once it is published. Nothing is written, and nobody else sees it."""
    version = version_of(page, number)
    facts, words = facts_from_json(version.facts), words_from_json(version.words)
    entry = Entry(ref=page.ref, **values_of(page, facts, words, at))
    entry.carrier = page.carrier
    texts = {one.language: _text(entry, one) for one in languages_of(page, words)}
    return Whole(
        entry,
        texts.get(language) or texts["de"],
        [_picture(row) for row in PagePicture.objects.filter(page=page).defer("content").order_by("position", "id")],
        list(EntryDay.objects.filter(entry__ref=page.ref, ends__gte=at).order_by("begins")[:DAYS_SHOWN]),
        entry.quotes,
        frozenset(texts),
    )


def _text(entry: Entry, one: Shown) -> EntryText:
    said = {"title": one.words.title, "summary": one.words.summary, "words": words_shown(one.words)}
    return EntryText(
        entry=entry, language=one.language, is_outdated=one.is_outdated, is_reviewed=one.is_reviewed, **said
    )


def _picture(row: PagePicture) -> EntryPicture:
    names = ("ref", "alt", "credit", "width", "height", "position")
    return EntryPicture(**{name: getattr(row, name) for name in names})


def values_of(page: Page, facts: Facts, words: Words, at: datetime) -> dict[str, Any]:
    """What the entry of a page is, whatever the language: the columns of its row."""
    place = _municipality(facts)
    today = clock.local(at).date()
    return {
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


def languages_of(page: Page, german: Words) -> Sequence[Shown]:
    """German and every translation; Leichte Sprache only where somebody vouches for it."""
    now = digest(german)
    return [
        Shown("de", german),
        *(
            Shown(row.language, words_from_json(row.words), row.of_digest != now, bool(row.reviewed_by))
            for row in Translation.objects.filter(page=page)
            if row.language != EASY or row.reviewed_by
        ),
    ]


def words_shown(words: Words) -> dict[str, object]:
    """The running texts as they stand in the window."""
    shown: dict[str, object] = dict(words.sections)
    for name in ("goals", "milestones"):
        if items := getattr(words, name):
            shown[name] = [[one.heading, one.text] for one in items]
    if words.partners:
        shown["partners"] = list(words.partners)
    return shown
