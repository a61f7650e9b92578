"""Reads around the writing of pages: what waits for somebody, what is half typed, what is missing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from lotsenwerk.domain.publishing.documents import HAS_GOALS, SECTIONS, Facts, Words
from lotsenwerk.domain.publishing.models import AnsweredProposal, Page, PageDraft, PageKind, PageState
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.pages import pages
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

SOON: Final = timedelta(days=14)
"""So long before its last day somebody is told."""


def pages_to_approve(actor: Actor) -> QuerySet[Page]:
    """What was handed in and nobody has published yet, the longest waiting first."""
    if not may_publish(actor):
        raise NotThere
    return pages(actor).filter(submitted_at__isnull=False).order_by("submitted_at", "id")


def pages_to_check(actor: Actor, today: date) -> QuerySet[Page]:
    """What is shown and somebody has to look at again, or ends soon, the most urgent first."""
    rows = pages(actor, state=PageState.PUBLISHED)
    return rows.filter(Q(check_by__lte=today) | Q(shown_until__lte=today + SOON)).order_by("check_by", "id")


def draft_of(actor: Actor, page: Page) -> PageDraft | None:
    """What the actor had typed for this page and not saved."""
    return PageDraft.objects.filter(page=page, user_id=actor.user_id or 0).first()


def answered_proposals() -> frozenset[str]:
    """The keys of proposed milestones that somebody has put on a page or turned down."""
    return frozenset(AnsweredProposal.objects.values_list("key", flat=True))


def missing_in(page: Page, facts: Facts, words: Words, *, pictures: int, today: date) -> Sequence[str]:
    """What a reader would miss: names of parts, as the form calls them. Nothing of it stops anybody."""
    found = [
        (not words.summary, "summary"),
        (not words.sections.get("detail"), "detail"),
        ("join" in SECTIONS[page.kind] and not words.sections.get("join"), "join"),
        (page.kind in HAS_GOALS and not words.goals, "goals"),
        (page.kind != PageKind.TEXT and not facts.field and page.kind in {PageKind.PROJECT, PageKind.OFFER}, "field"),
        (not page.contact_name and page.kind not in {PageKind.TEXT, PageKind.NEWS}, "contact"),
        (page.kind == PageKind.PROJECT and not pictures, "pictures"),
        (page.kind == PageKind.OFFER and (page.shown_until is None or page.shown_until < today), "shown_until"),
    ]
    return [name for is_missing, name in found if is_missing]


def to_remind_of(at: datetime, today: date, *, pause: timedelta) -> QuerySet[Page]:
    """Pages of partners of which their members are to be reminded now: due, and not written about for ``pause``."""
    rows = Page.objects.filter(state=PageState.PUBLISHED, carrier__isnull=False).select_related("carrier")
    rows = rows.filter(Q(check_by__lte=today) | Q(shown_until__lte=today + SOON))
    return rows.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=at - pause)).order_by("id")
