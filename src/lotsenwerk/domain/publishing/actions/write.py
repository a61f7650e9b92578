"""Write a page: make one, save a new version, say who can be asked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.publishing.actions.show import show_again
from lotsenwerk.domain.publishing.checks import check_facts, check_words
from lotsenwerk.domain.publishing.documents import Facts, Words, facts_to_json, words_to_json
from lotsenwerk.domain.publishing.models import Page, PageDraft, PageKind, Version
from lotsenwerk.domain.publishing.permissions import may_write, may_write_pages
from lotsenwerk.domain.publishing.queries.as_shown import CHECKED_EVERY
from lotsenwerk.domain.publishing.slugs import slug_of
from lotsenwerk.domain.publishing.states import PAGE
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import in_one_form, refuse_too_long

_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Contact:
    """Who can be asked: she has agreed to stand on the page. The number in any form that people type."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


def make_page(
    actor: Actor,
    kind: PageKind,
    facts: Facts,
    words: Words,
    *,
    carrier: Organisation | None = None,
    contact: Contact | None = None,
    shown_until: date | None = None,
    at: datetime,
) -> Page:
    """Begin a page as a draft. A partner's members make it for their partner alone."""
    carrier_id = carrier.pk if carrier is not None else None
    if not may_write_pages(actor) or (actor.partner_id is not None and carrier_id != actor.partner_id):
        raise NotAllowed(_("Only those who work here may write pages."))
    check_words(kind, words)
    check_facts(kind, facts)
    page = Page.objects.create(
        ref=new_ref(),
        kind=kind,
        slug=_free_slug(kind, words.title),
        carrier=carrier,
        shown_until=_not_over(shown_until, at),
        made_at=at,
        made_by_user_id=actor.user_id,
        **contact_as_kept(contact or Contact()),
    )
    _keep(actor, page, facts, words, at)
    record(actor, "make_page", subject_of(page), at=at)
    return page


def save_page(actor: Actor, page: Page, facts: Facts, words: Words, *, after: int, at: datetime) -> Version:
    """Save a new version. ``after`` is the number of the version that the actor has changed.

    If somebody else has saved another one since, this one is refused: the screen then shows both.
    """
    page = _locked(actor, page, "save")
    if page.number != after:
        raise WrongState(_("Somebody else has changed this page in the meantime. Please look at it first."))
    check_words(page.kind, words)
    check_facts(page.kind, facts)
    page.number += 1
    # Who goes on writing takes back what she has handed in: the desk reads what is finished.
    page.state, page.submitted_at = PAGE.after("save", page.state), None
    page.save(update_fields=["number", "state", "submitted_at"])
    made = _keep(actor, page, facts, words, at)
    PageDraft.objects.filter(page=page, user_id=actor.user_id or 0).delete()
    record(actor, "save_page", subject_of(page), at=at)
    return made


def change_contact(actor: Actor, page: Page, contact: Contact, *, at: datetime) -> Page:
    """Say who can be asked; on a published page it is shown at once."""
    page = _locked(actor, page, "save")
    for name, value in contact_as_kept(contact).items():
        setattr(page, name, value)
    page.save(update_fields=["contact_name", "contact_role", "contact_phone", "contact_email"])
    record(actor, "change_page_contact", subject_of(page), at=at)
    show_again(page, at)
    return page


def change_end(actor: Actor, page: Page, shown_until: date | None, *, at: datetime) -> Page:
    """Say until when the page is shown; none: until somebody withdraws it."""
    page = _locked(actor, page, "save")
    page.shown_until = _not_over(shown_until, at)
    page.save(update_fields=["shown_until"])
    record(actor, "change_page_end", subject_of(page), at=at)
    show_again(page, at)
    return page


def still_true(actor: Actor, page: Page, *, at: datetime) -> Page:
    """Somebody has looked: all of it is still true. She is asked again after three months."""
    page = _locked(actor, page, "save")
    page.check_by, page.reminded_at = (clock.local(at) + CHECKED_EVERY).date(), None
    page.save(update_fields=["check_by", "reminded_at"])
    record(actor, "page_still_true", subject_of(page), at=at)
    show_again(page, at)
    return page


def subject_of(page: Page) -> tuple[str, str, int]:
    """How the journal names a page."""
    return ("publishing", "page", page.pk)


def _locked(actor: Actor, page: Page, verb: str) -> Page:
    if not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    page = lock(Page.objects.all(), pk=page.pk)
    PAGE.after(verb, page.state)
    return page


def _keep(actor: Actor, page: Page, facts: Facts, words: Words, at: datetime) -> Version:
    return Version.objects.create(
        page=page,
        number=page.number,
        facts=facts_to_json(facts),
        words=words_to_json(words),
        saved_at=at,
        saved_by_user_id=actor.user_id,
    )


def contact_as_kept(contact: Contact) -> dict[str, str]:
    """The columns of a page that say who can be asked; what cannot be right is refused at its field."""
    for name in ("name", "role"):
        refuse_too_long(getattr(contact, name), _LONGEST_NAME, f"contact_{name}")
    email = contact.email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise BadInput(
                _("Please enter an e-mail address, such as name@example.org."), field="contact_email"
            ) from None
    return {
        "contact_name": contact.name.strip(),
        "contact_role": contact.role.strip(),
        "contact_phone": in_one_form(contact.phone, "contact_phone"),
        "contact_email": email,
    }


def _not_over(day: date | None, at: datetime) -> date | None:
    if day is not None and day < clock.local(at).date():
        raise BadInput(_("This day is over. Please choose a later one."), field="shown_until")
    return day


def _free_slug(kind: str, title: str) -> str:
    wanted = slug_of(title) or new_ref().lower()
    taken = set(Page.objects.filter(kind=kind, slug__startswith=wanted).values_list("slug", flat=True))
    return wanted if wanted not in taken else f"{wanted}-{new_ref().lower()}"
