"""Milestones that the program proposes from what happened: put on a page, or turned down for good."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.write import save_page
from lotsenwerk.domain.publishing.documents import HAS_GOALS, Item, facts_from_json, words_from_json
from lotsenwerk.domain.publishing.models import AnsweredProposal, Page, PageState, Version
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.pages import version_of
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock


def put_milestone(actor: Actor, page: Page, key: str, milestone: Item, *, at: datetime) -> Version:
    """Write a proposed milestone on a page, as a new version. ``key`` names the proposal, so that it is answered once.

    Where the newest version was the one that is shown, the new one is shown at once.
    """
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    page = lock(Page.objects.all(), pk=page.pk)
    if page.kind not in HAS_GOALS:
        raise BadInput(_("Please choose one of the list."), field="page")
    _answer(key, page, at)
    was_shown = page.state == PageState.PUBLISHED and page.published_number == page.number
    newest = version_of(page)
    words = words_from_json(newest.words)
    words = replace(words, milestones=(*words.milestones, milestone))
    made = save_page(actor, page, facts_from_json(newest.facts), words, after=page.number, at=at)
    if was_shown:
        publish(actor, page, number=made.number, at=at)
    return made


def turn_milestone_down(actor: Actor, key: str, *, at: datetime) -> None:
    """Say no to a proposed milestone: it does not come back."""
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    answered = _answer(key, None, at)
    record(actor, "turn_milestone_down", ("publishing", "answered_proposal", answered.pk), at=at)


def _answer(key: str, page: Page | None, at: datetime) -> AnsweredProposal:
    answered, is_new = AnsweredProposal.objects.get_or_create(key=key, defaults={"page": page, "answered_at": at})
    if not is_new:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    return answered
