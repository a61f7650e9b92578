"""Reads of pages as they are written, for those who write them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from lotsenwerk.domain.publishing.documents import Words, digest, words_from_json
from lotsenwerk.domain.publishing.models import (
    Page,
    PagePicture,
    PageState,
    Testimonial,
    Translation,
    Version,
)
from lotsenwerk.domain.publishing.permissions import may_see_every_page, may_see_pages
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


def _own(actor: Actor) -> QuerySet[Page]:
    if not may_see_pages(actor):
        raise NotThere
    rows = Page.objects.select_related("carrier")
    if may_see_every_page(actor):
        return rows
    return rows.filter(carrier_id=actor.partner_id)


def pages(actor: Actor, *kinds: str, state: PageState | None = None) -> QuerySet[Page]:
    """The pages that the actor may write, of these kinds or of all, the newest first."""
    rows = _own(actor)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return (rows.filter(state=state) if state else rows).order_by("-id")


def page_for(actor: Actor, ref: str) -> Page:
    """One page that the actor may write, by its ref; ``NotThere`` otherwise."""
    found = _own(actor).filter(ref=ref).first()
    if found is None:
        raise NotThere
    return found


def version_of(page: Page, number: int | None = None) -> Version:
    """One version of a page, its newest where no number is given; ``NotThere`` where there is none."""
    found = Version.objects.filter(page=page, number=number or page.number).first()
    if found is None:
        raise NotThere
    return found


def versions_of(page: Page) -> Sequence[Version]:
    """Every version, the newest first."""
    return list(Version.objects.filter(page=page).order_by("-number"))


def titles_of(rows: Sequence[Page]) -> dict[int, str]:
    """The title of each page in its newest version. One query."""
    numbers = {row.pk: row.number for row in rows}
    found = Version.objects.filter(page__in=numbers).values_list("page_id", "number", "words__title")
    return {page_id: title for page_id, number, title in found if numbers[page_id] == number}


def translations_of(page: Page) -> Sequence[Translation]:
    """The words of a page in other languages, in the order of codes."""
    return list(Translation.objects.filter(page=page).order_by("language"))


def is_outdated(translation: Translation, german: Words) -> bool:
    """Whether the German words have changed since they were translated."""
    return translation.of_digest != digest(german)


def german_of(page: Page, number: int | None = None) -> Words:
    """What a version of a page says in German."""
    return words_from_json(version_of(page, number).words)


def testimonials_of(page: Page) -> Sequence[Testimonial]:
    """What people say of it, without what was withdrawn, the oldest first."""
    return list(Testimonial.objects.filter(page=page, withdrawn_at__isnull=True).order_by("id"))


def pictures_of(page: Page) -> Sequence[PagePicture]:
    """The pictures of a page in their row, without their content."""
    return list(PagePicture.objects.filter(page=page).defer("content").order_by("position", "id"))


def picture_for(actor: Actor, page_ref: str, ref: str) -> PagePicture:
    """One picture of a page that the actor may write; ``NotThere`` otherwise."""
    found = PagePicture.objects.filter(page=page_for(actor, page_ref), ref=ref).first()
    if found is None:
        raise NotThere
    return found
