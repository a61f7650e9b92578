"""Pictures of a page: what they show in words and whose they are belongs to each."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.actions.show import show_again
from lotsenwerk.domain.publishing.actions.write import subject_of
from lotsenwerk.domain.publishing.models import Page, PagePicture
from lotsenwerk.domain.publishing.permissions import may_write
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.pictures import reencode
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import refuse_too_long

MOST_PICTURES: Final = 8
_LONGEST: Final = {"alt": 200, "credit": 120}


def add_picture(actor: Actor, page: Page, upload: bytes, *, alt: str, credit: str, at: datetime) -> PagePicture:
    """Keep an uploaded picture, painted anew. Without words for those who do not see it, it is refused."""
    page = _locked(actor, page)
    _check(alt, credit)
    here = PagePicture.objects.filter(page=page)
    if here.count() >= MOST_PICTURES:
        raise BadInput(_("At most %(most)d pictures fit on a page."), field="picture", params={"most": MOST_PICTURES})
    picture = reencode(upload)
    made = PagePicture.of(
        picture,
        at=at,
        page=page,
        ref=new_ref(),
        alt=alt.strip(),
        credit=credit.strip(),
        width=picture.width,
        height=picture.height,
        position=1 + (here.order_by("-position").values_list("position", flat=True).first() or 0),
    )
    made.save()
    record(actor, "add_picture", subject_of(page), at=at)
    show_again(page, at)
    return made


def change_picture(actor: Actor, page: Page, ref: str, *, alt: str, credit: str, at: datetime) -> None:
    """Say anew what a picture shows, and whose it is."""
    page = _locked(actor, page)
    _check(alt, credit)
    if not PagePicture.objects.filter(page=page, ref=ref).update(alt=alt.strip(), credit=credit.strip()):
        raise NotThere
    record(actor, "change_picture", subject_of(page), at=at)
    show_again(page, at)


def put_first(actor: Actor, page: Page, ref: str, *, at: datetime) -> None:
    """The picture that stands on the card and on top of the page."""
    page = _locked(actor, page)
    rows = list(PagePicture.objects.filter(page=page).defer("content").order_by("position", "id"))
    if ref not in {row.ref for row in rows}:
        raise NotThere
    for place, row in enumerate(sorted(rows, key=lambda row: row.ref != ref), 1):
        PagePicture.objects.filter(pk=row.pk).update(position=place)
    record(actor, "order_pictures", subject_of(page), at=at)
    show_again(page, at)


def remove_picture(actor: Actor, page: Page, ref: str, *, at: datetime) -> None:
    """The picture goes for good."""
    page = _locked(actor, page)
    if not PagePicture.objects.filter(page=page, ref=ref).delete()[0]:
        raise NotThere
    record(actor, "remove_picture", subject_of(page), at=at)
    show_again(page, at)


def _locked(actor: Actor, page: Page) -> Page:
    if not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    return lock(Page.objects.all(), pk=page.pk)


def _check(alt: str, credit: str) -> None:
    if not alt.strip():
        raise BadInput(_("Please say in a few words what can be seen, for people who do not see it."), field="alt")
    if not credit.strip():
        raise BadInput(_("Please say who made the picture."), field="credit")
    refuse_too_long(alt, _LONGEST["alt"], "alt")
    refuse_too_long(credit, _LONGEST["credit"], "credit")
