"""What is handed out with a date, as PDF: to everybody, or to those who are signed up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.in_hand import locked, story_of
from lotsenwerk.domain.gatherings.models import Material, Series
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import refuse_too_long

LARGEST: Final = 3 * 1024 * 1024
"""Bytes of one file."""
MOST: Final = 10
LONGEST_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class File:
    """A PDF with its name; ``is_public`` is whether also those read it who are not signed up."""

    title: str
    content: bytes
    is_public: bool = False


def add_material(actor: Actor, series: Series, file: File, *, at: datetime) -> Material:
    """Lay a file beside a date. Whoever keeps the date may do it."""
    series = locked(actor, series)
    _check(series, file)
    made = Material.objects.create(
        series=series,
        ref=new_ref(),
        title=file.title.strip(),
        content=file.content,
        size=len(file.content),
        is_public=file.is_public,
        added_at=at,
    )
    record(actor, "add_material", ("gatherings", "material", made.pk), at=at, story=story_of(series))
    return made


def remove_material(actor: Actor, material: Material, *, at: datetime) -> None:
    """Nobody reads it any more."""
    series = locked(actor, material.series)
    Material.objects.filter(pk=material.pk).delete()
    record(actor, "remove_material", ("gatherings", "material", material.pk), at=at, story=story_of(series))


def _check(series: Series, file: File) -> None:
    if not file.title.strip():
        raise BadInput(_("Please enter a name."), field="title")
    refuse_too_long(file.title.strip(), LONGEST_TITLE, "title")
    if not file.content.startswith(b"%PDF-"):
        raise BadInput(_("Please choose a PDF file."), field="file")
    if len(file.content) > LARGEST:
        raise BadInput(_("The file is too large. At most 3 MB, please."), field="file")
    if series.materials.count() >= MOST:
        raise WrongState(_("There are ten files already. Please remove one first."))
