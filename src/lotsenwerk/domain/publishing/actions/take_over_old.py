"""Take over the pages of an older portal as drafts, and report what has to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from lotsenwerk.domain.places.queries import search_municipalities
from lotsenwerk.domain.publishing.actions.testimonials import keep_unasked
from lotsenwerk.domain.publishing.actions.write import Contact, contact_as_kept, make_page
from lotsenwerk.domain.publishing.documents import LONGEST_SUMMARY, LONGEST_TITLE, MOST_ITEMS, SECTIONS, Facts, Words
from lotsenwerk.domain.publishing.models import Page, PageKind
from lotsenwerk.domain.publishing.old_pages import OldPage, Quote
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.slugs import slug_of
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, Refused

_CUT: Final = " …"


@dataclass(frozen=True, slots=True)
class Taken:
    """One old page: the draft it has become, none where there is one already, and what has to be looked at."""

    title: str
    page: Page | None
    look_at: Sequence[str]


def take_over_old(actor: Actor, pages: Sequence[OldPage], *, at: datetime) -> Sequence[Taken]:
    """Make a draft of each. Whoever has a page of this name already keeps it; nothing is published."""
    if not may_publish(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    return [_take(actor, old, at) for old in pages]


def _take(actor: Actor, old: OldPage, at: datetime) -> Taken:
    kind = PageKind(old.kind)
    if Page.objects.filter(kind=kind, slug=slug_of(old.words.title)).exists():
        return Taken(old.words.title, None, [_("There is a page of this name already. This one was left out.")])
    look_at = [_("Not understood: %(line)s") % {"line": line} for line in old.rest]
    if not old.is_titled:
        look_at.append(_("It had no heading. Please give it a title."))
    facts = Facts(ags=_ags(old, look_at), place=old.place[:160])
    words = _fitting(kind, _with_carrier(kind, old, look_at), look_at)
    page = make_page(actor, kind, facts, words, contact=_contact(old, look_at), at=at)
    for quote in old.quotes:
        _keep(actor, page, quote, look_at, at)
    return Taken(words.title, page, look_at)


def _ags(old: OldPage, look_at: list[str]) -> str:
    """The key of the town that the page names; only one whose whole name was written."""
    if not old.town:
        return ""
    found = next((one for one in search_municipalities(old.town, most=3) if one.name == old.town), None)
    if found is None:
        look_at.append(_("We know no place in Hessen named %(town)s. Please choose it.") % {"town": old.town})
    return found.ags if found else ""


def _with_carrier(kind: PageKind, old: OldPage, look_at: list[str]) -> Words:
    if not old.carrier:
        return old.words
    look_at.append(_("It is a project of %(name)s. Please list it as a partner and choose it.") % {"name": old.carrier})
    return replace(old.words, partners=(*old.words.partners, old.carrier)) if kind == PageKind.PROJECT else old.words


def _fitting(kind: PageKind, words: Words, look_at: list[str]) -> Words:
    """What is too long for its field goes on in the text below, whole."""
    detail = words.sections.get("detail", "")
    if len(words.title) > LONGEST_TITLE:
        look_at.append(_("The title was too long; the whole of it stands in the text."))
        detail = f"{words.title}\n\n{detail}".strip()
        words = replace(words, title=words.title[: LONGEST_TITLE - len(_CUT)].rsplit(" ", 1)[0] + _CUT)
    if len(words.summary) > LONGEST_SUMMARY:
        look_at.append(_("The short portrait was too long; the whole of it stands in the text."))
        detail = f"{words.summary}\n\n{detail}".strip()
        words = replace(words, summary=words.summary[: LONGEST_SUMMARY - len(_CUT)].rsplit(" ", 1)[0] + _CUT)
    for name in ("goals", "milestones"):
        items = getattr(words, name)
        if len(items) > MOST_ITEMS:
            look_at.append(_("There were more than %(most)d; the others stand in the text.") % {"most": MOST_ITEMS})
            detail = "\n\n".join([detail, *(f"{one.heading} {one.text}".strip() for one in items[MOST_ITEMS:])])
            words = replace(words, **{name: items[:MOST_ITEMS]})
    sections = {**words.sections, "detail": detail} if detail else dict(words.sections)
    for name, text in sections.items():
        if len(text) > SECTIONS[kind][name]:
            look_at.append(_("Too long, and cut: %(rest)s") % {"rest": text[SECTIONS[kind][name] :]})
            sections[name] = text[: SECTIONS[kind][name]]
    return replace(words, sections=sections)


def _contact(old: OldPage, look_at: list[str]) -> Contact | None:
    if not (old.contact_name or old.contact_phone or old.contact_email):
        return None
    look_at.append(
        _("Please ask %(name)s whether she may stand here.") % {"name": old.contact_name or old.contact_phone}
    )
    contact = Contact(old.contact_name[:120], "", old.contact_phone, old.contact_email)
    try:
        contact_as_kept(contact)
    except Refused as refused:
        look_at.append(f"{refused.sentence} {old.contact_phone} {old.contact_email}".strip())
        return replace(contact, phone="", email="")
    return contact


def _keep(actor: Actor, page: Page, quote: Quote, look_at: list[str], at: datetime) -> None:
    try:
        keep_unasked(actor, page, name=quote.name, role=quote.role, said=quote.said, at=at)
    except Refused as refused:
        look_at.append(f"{refused.sentence} {quote.name}: {quote.said}")
        return
    sentence = _("What %(name)s said is shown only when she has agreed. Please ask her, and enter the day.")
    look_at.append(sentence % {"name": quote.name or "…"})
