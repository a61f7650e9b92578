"""Reads of what the state and the counties offer for taking over, as it stands in the shop window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, QuerySet

from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.publishing.documents import MORE, SECTIONS, Facts, Item, Words, mark
from lotsenwerk.domain.publishing.models import Entry, EntryText, Page, PageKind, PageState
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import current_organisation_id

OFFERED: Final = (PageKind.TEXT, PageKind.NEWS, PageKind.PROJECT)
"""What can be taken over: words that are as true elsewhere."""
OFFERS: Final = (Kind.STATE, Kind.COUNTY)
"""Whose pages can be taken over."""


@dataclass(frozen=True, slots=True)
class Original:
    """A page elsewhere as it is published now: its German words, and the facts that can be taken over."""

    entry: Entry
    words: Words

    @property
    def facts(self) -> Facts:
        """What is so there and everywhere else."""
        return facts_shown(self.entry)

    @property
    def mark(self) -> str:
        """By it a page knows whether it is as it was."""
        return mark(self.words, self.facts)


def originals(actor: Actor) -> QuerySet[EntryText]:
    """The German words of every page that can be taken over and is not here yet, with its entry, the newest first."""
    if not may_publish(actor):
        raise NotThere
    here = list(Page.objects.exclude(mirrors="").exclude(state=PageState.WITHDRAWN).values_list("mirrors", flat=True))
    rows = _offered().exclude(entry__ref__in=here)
    return rows.order_by(F("entry__published_at").desc(), "-entry_id")


def original_for(ref: str) -> Original:
    """One page that can be taken over; ``NotThere`` otherwise."""
    found = _offered().filter(entry__ref=ref).first()
    if found is None:
        raise NotThere
    return Original(found.entry, words_shown(found))


def original_of(page: Page) -> Original | None:
    """What a page was taken from, as it is published now; None where it is not any more."""
    rows = EntryText.objects.select_related("entry__organisation").filter(language="de", entry__is_shown=True)
    found = rows.filter(entry__ref=page.mirrors).first() if page.mirrors else None
    return Original(found.entry, words_shown(found)) if found is not None else None


def behind_their_originals(pages: Sequence[Page]) -> set[int]:
    """Of these pages those whose original says something else by now. One query."""
    refs = {page.mirrors: page for page in pages if page.mirrors and page.state != PageState.WITHDRAWN}
    if not refs:
        return set()
    rows = EntryText.objects.select_related("entry").filter(language="de", entry__is_shown=True, entry__ref__in=refs)
    now = {row.entry.ref: mark(words_shown(row), facts_shown(row.entry)) for row in rows}
    return {page.pk for ref, page in refs.items() if ref in now and now[ref] != page.mirrors_digest}


def facts_shown(entry: Entry) -> Facts:
    """The facts of an entry that are as true elsewhere."""
    known: Mapping[str, Any] = entry.facts
    more = {name: known[name] for name in MORE[entry.kind] if name in known}
    website = str(known.get("website", ""))
    return Facts(field=entry.field, times=tuple(entry.times), is_digital=entry.is_digital, website=website, more=more)


def words_shown(row: EntryText) -> Words:
    """The words of a page as they stand in the window."""
    shown = row.words
    lists = {
        name: tuple(Item(str(heading), str(text)) for heading, text in shown.get(name, ()))
        for name in ("goals", "milestones")
    }
    sections = {name: str(shown[name]) for name in SECTIONS[row.entry.kind] if name in shown}
    partners = tuple(str(one) for one in shown.get("partners", ()))
    return Words(row.title, row.summary, sections, partners=partners, **lists)


def _offered() -> QuerySet[EntryText]:
    rows = EntryText.objects.select_related("entry__organisation").filter(language="de", entry__is_shown=True)
    rows = rows.filter(entry__kind__in=OFFERED, entry__organisation__kind__in=OFFERS, entry__carrier__isnull=True)
    return rows.exclude(entry__organisation_id=current_organisation_id())
