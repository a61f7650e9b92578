"""Take over a page of the state or a county as one's own, and its new words when it changes."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.write import make_page, save_page, subject_of
from lotsenwerk.domain.publishing.documents import (
    Facts,
    Words,
    digest,
    facts_from_json,
    mark,
    words_from_json,
    words_to_json,
)
from lotsenwerk.domain.publishing.models import Entry, EntryText, Page, PageKind, PageState, Translation
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.originals import original_for, original_of, words_shown
from lotsenwerk.domain.publishing.queries.pages import version_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

_CHANGED: Final = _("This has changed in the meantime. Please look at it again.")


def mirror(actor: Actor, ref: str, *, follows: bool, at: datetime) -> Page:
    """Make a page of one's own from a published one of the state or a county, as a draft.

    With ``follows`` it takes over by itself what changes there. ``NotThere`` where nothing is offered under the ref.
    """
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    original = original_for(ref)
    here = Page.objects.filter(mirrors=ref).exclude(state=PageState.WITHDRAWN)
    if here.exists():
        raise WrongState(_("You have taken this page over already."))
    entry, words = original.entry, original.words
    page = make_page(actor, PageKind(entry.kind), original.facts, words, at=at)
    page.mirrors, page.mirrors_digest, page.follows = ref, original.mark, follows
    page.save(update_fields=["mirrors", "mirrors_digest", "follows"])
    _take_languages(actor, page, entry, words, at)
    record(actor, "mirror_page", subject_of(page), at=at)
    return page


def take_new_words(actor: Actor, page: Page, *, seen: str, at: datetime) -> Page:
    """Take over what the original says now, words and facts. ``seen`` is the mark of what the actor has read.

    A published page shows them at once, unless it has a newer version of its own that nobody has published.
    """
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    page = lock(Page.objects.all(), pk=page.pk)
    original = original_of(page)
    if original is None or original.mark != seen:
        raise WrongState(_CHANGED)
    was_shown = page.state == PageState.PUBLISHED and page.published_number == page.number
    facts = _with_new(facts_from_json(version_of(page).facts), original.facts)
    saved = save_page(actor, page, facts, original.words, after=page.number, at=at)
    page = lock(Page.objects.all(), pk=page.pk)
    page.mirrors_digest = seen
    page.save(update_fields=["mirrors_digest"])
    _take_languages(actor, page, original.entry, original.words, at)
    record(actor, "take_new_words", subject_of(page), at=at)
    return publish(actor, page, number=saved.number, at=at) if was_shown else page


def change_following(actor: Actor, page: Page, *, follows: bool, at: datetime) -> Page:
    """Say whether the page takes over by itself what changes in its original."""
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    page = lock(Page.objects.all(), pk=page.pk)
    if not page.mirrors:
        raise WrongState(_CHANGED)
    page.follows = follows
    page.save(update_fields=["follows"])
    record(actor, "follow_page" if follows else "stop_following", subject_of(page), at=at)
    return page


def follow(actor: Actor, *, at: datetime) -> int:
    """Take over what has changed in the originals of all pages that follow theirs. Nightly work; answers how many.

    A page that was changed here since, or is not shown, waits for somebody to look at it.
    """
    taken = 0
    for page in Page.objects.filter(follows=True, state=PageState.PUBLISHED).exclude(mirrors="").order_by("id"):
        original = original_of(page)
        if original is None or page.number != page.published_number:
            continue
        version = version_of(page)
        here = mark(words_from_json(version.words), facts_from_json(version.facts))
        if original.mark != page.mirrors_digest and here == page.mirrors_digest:
            take_new_words(actor, page, seen=original.mark, at=at)
            taken += 1
    return taken


def _with_new(here: Facts, there: Facts) -> Facts:
    """The facts of a page with those of its original; place, days and languages stay its own."""
    return replace(
        here,
        field=there.field,
        times=there.times,
        is_digital=there.is_digital,
        website=there.website,
        more=there.more,
    )


def _take_languages(actor: Actor, page: Page, entry: Entry, german: Words, at: datetime) -> None:
    """The languages too that say what the German words say now; those whom nobody has read stay so."""
    of = digest(german)
    rows = EntryText.objects.select_related("entry").filter(entry=entry, is_outdated=False).exclude(language="de")
    for row in rows:
        Translation.objects.update_or_create(
            page=page,
            language=row.language,
            defaults={
                "words": words_to_json(words_shown(row)),
                "of_digest": of,
                "saved_at": at,
                "saved_by_user_id": actor.user_id,
                "reviewed_by": entry.organisation.name if row.is_reviewed else "",
                "reviewed_on": clock.local(at).date() if row.is_reviewed else None,
            },
        )
