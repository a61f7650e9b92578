"""What the public sees: hand in, approve and publish, send back, withdraw, expire."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.actions.show import show, take_down
from lotsenwerk.domain.publishing.actions.write import subject_of
from lotsenwerk.domain.publishing.models import Page, PageState, Version
from lotsenwerk.domain.publishing.permissions import may_publish, may_write
from lotsenwerk.domain.publishing.queries.as_shown import CHECKED_EVERY
from lotsenwerk.domain.publishing.states import PAGE
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_BECAUSE: Final = 400
LOOKED_BACK: Final = timedelta(days=14)
"""Nightly work that did not run for so long is made up for."""


def submit(actor: Actor, page: Page, *, at: datetime) -> Page:
    """Hand the newest version in: the desk reads and publishes it. A published page stays as it is until then."""
    if not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    page = _locked(page)
    if page.published_number == page.number:
        raise WrongState(_("There is nothing new to hand in."))
    if page.submitted_at is not None:
        raise WrongState(_("This has been handed in already. The office will look at it."))
    page.state, page.submitted_at, page.sent_back_because = PAGE.after("submit", page.state), at, ""
    page.save(update_fields=["state", "submitted_at", "sent_back_because"])
    record(actor, "submit_page", subject_of(page), at=at)
    return page


def take_back(actor: Actor, page: Page, *, at: datetime) -> Page:
    """Take back what was handed in and nobody has published yet."""
    if not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    page = _locked(page)
    if page.submitted_at is None:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    page.state, page.submitted_at = PAGE.after("take_back", page.state), None
    page.save(update_fields=["state", "submitted_at"])
    record(actor, "take_back_page", subject_of(page), at=at)
    return page


def publish(actor: Actor, page: Page, *, number: int, at: datetime) -> Page:
    """Show a version to everybody: the one that the actor has read. A newer one that came since is refused."""
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    page = _locked(page)
    if page.number != number:
        raise WrongState(_("Somebody else has changed this page in the meantime. Please look at it first."))
    page.state, page.published_number, page.published_at = PAGE.after("publish", page.state), number, at
    page.submitted_at = page.withdrawn_at = page.reminded_at = None
    page.sent_back_because = ""
    page.check_by = (clock.local(at) + CHECKED_EVERY).date()
    page.save()
    Version.objects.filter(page=page, number=number).update(published_at=at, published_by_user_id=actor.user_id)
    record(actor, "publish_page", subject_of(page), at=at)
    show(page, at)
    return page


def send_back(actor: Actor, page: Page, *, because: str, at: datetime) -> Page:
    """Give a page back to those who wrote it, and say why; what is published stays as it is."""
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if not because.strip():
        raise BadInput(_("Please say in a sentence what is still to be done."), field="because")
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")
    page = _locked(page)
    if page.submitted_at is None:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    page.state, page.submitted_at = PAGE.after("send_back", page.state), None
    page.sent_back_because = because.strip()
    page.save(update_fields=["state", "submitted_at", "sent_back_because"])
    record(actor, "send_back_page", subject_of(page), at=at)
    return page


def withdraw(actor: Actor, page: Page, *, at: datetime) -> Page:
    """Take a page off the public site. Who wrote it may, and the desk; it can be published again."""
    if not (may_publish(actor) or may_write(actor, page)):
        raise NotAllowed(_("Only coordinators may do this."))
    page = _locked(page)
    page.state, page.withdrawn_at, page.published_number = PAGE.after("withdraw", page.state), at, None
    page.submitted_at = None
    page.save(update_fields=["state", "withdrawn_at", "published_number", "submitted_at"])
    record(actor, "withdraw_page", subject_of(page), at=at)
    take_down(page, at)
    return page


def expire(actor: Actor, *, at: datetime) -> int:
    """Withdraw what was to be shown until yesterday, and leave out what people said until then. Nightly work.

    Answers how many pages went.
    """
    today = clock.local(at).date()
    over = list(Page.objects.filter(state=PageState.PUBLISHED, shown_until__lt=today))
    for page in over:
        withdraw(actor, page, at=at)
    lately = (today - LOOKED_BACK, today - timedelta(days=1))
    ended = Page.objects.filter(state=PageState.PUBLISHED, testimonials__shown_until__range=lately)
    for page in ended.distinct():
        show(page, at)
    return len(over)


def _locked(page: Page) -> Page:
    return lock(Page.objects.all(), pk=page.pk)
