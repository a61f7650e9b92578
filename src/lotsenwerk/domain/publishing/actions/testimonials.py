"""What people say of a project under their own names: kept with their consent, and only as long as it lasts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.actions.show import show_again
from lotsenwerk.domain.publishing.actions.write import subject_of
from lotsenwerk.domain.publishing.models import Page, Testimonial
from lotsenwerk.domain.publishing.permissions import may_write
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_SAID: Final = 900
LONGEST_CONSENT: Final = timedelta(days=3 * 366)
"""A consent is asked for anew after three years at the latest: proposal of docs/rules/publishing.md."""
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what, on which day she agreed that it is shown, and until when."""

    name: str
    said: str
    agreed_on: date
    shown_until: date
    role: str = ""
    language: str = "de"


def add_testimonial(actor: Actor, page: Page, said: Said, *, at: datetime) -> Testimonial:
    """Put down what somebody says; on a published page it is shown at once."""
    page = _locked(actor, page)
    _check(said, clock.local(at).date())
    made = Testimonial.objects.create(
        ref=new_ref(),
        page=page,
        name=said.name.strip(),
        role=said.role.strip(),
        said=said.said.strip(),
        language=said.language,
        agreed_on=said.agreed_on,
        shown_until=said.shown_until,
        added_at=at,
    )
    record(actor, "add_testimonial", subject_of(page), at=at)
    show_again(page, at)
    return made


def keep_unasked(actor: Actor, page: Page, *, name: str, role: str, said: str, at: datetime) -> Testimonial:
    """Put down what somebody said somewhere else. Nobody sees it before she has agreed."""
    page = _locked(actor, page)
    _check_words(name, role, said)
    made = Testimonial.objects.create(
        ref=new_ref(), page=page, name=name.strip(), role=role.strip(), said=said.strip(), added_at=at
    )
    record(actor, "keep_testimonial", subject_of(page), at=at)
    return made


def note_consent(actor: Actor, page: Page, ref: str, *, agreed_on: date, shown_until: date, at: datetime) -> None:
    """She has agreed on a day, once more or for the first time; on a published page it is shown at once."""
    page = _locked(actor, page)
    _check_consent(agreed_on, shown_until, clock.local(at).date())
    rows = Testimonial.objects.filter(page=page, ref=ref, withdrawn_at__isnull=True)
    if not rows.update(agreed_on=agreed_on, shown_until=shown_until):
        raise NotThere
    record(actor, "note_consent", subject_of(page), at=at)
    show_again(page, at)


def withdraw_testimonial(actor: Actor, page: Page, ref: str, *, at: datetime) -> None:
    """She does not agree any more: what she said and her name are gone at once, everywhere."""
    page = _locked(actor, page)
    gone = Testimonial.objects.filter(page=page, ref=ref, withdrawn_at__isnull=True)
    if not gone.update(withdrawn_at=at, name="", role="", said=""):
        raise NotThere
    record(actor, "withdraw_testimonial", subject_of(page), at=at)
    show_again(page, at)


def _locked(actor: Actor, page: Page) -> Page:
    if not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    return lock(Page.objects.all(), pk=page.pk)


def _check(said: Said, today: date) -> None:
    _check_words(said.name, said.role, said.said)
    _check_consent(said.agreed_on, said.shown_until, today)


def _check_words(name: str, role: str, said: str) -> None:
    if not name.strip():
        raise BadInput(_("Please enter a name."), field="name")
    if not said.strip():
        raise BadInput(_("Please write down what was said."), field="said")
    refuse_too_long(name, _LONGEST_NAME, "name")
    refuse_too_long(role, _LONGEST_NAME, "role")
    refuse_too_long(said, LONGEST_SAID, "said")


def _check_consent(agreed_on: date, shown_until: date, today: date) -> None:
    if agreed_on > today:
        raise BadInput(_("This day lies ahead. Please enter when she agreed."), field="agreed_on")
    if shown_until < today:
        raise BadInput(_("This day is over. Please choose a later one."), field="shown_until")
    if shown_until > agreed_on + LONGEST_CONSENT:
        raise BadInput(_("A consent lasts for three years at most. Then please ask again."), field="shown_until")
