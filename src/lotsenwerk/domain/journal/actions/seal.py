"""Seal the lines that no seal covers yet, and check what was sealed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import connection

from lotsenwerk.domain.journal.actions.record import digest
from lotsenwerk.domain.journal.models import Detail, Line, Seal, SealedLine
from lotsenwerk.kit.crypto import Unreadable, decrypt
from lotsenwerk.kit.fields import Encrypted, stored_token
from lotsenwerk.kit.tenancy import current_organisation_id

FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the record is not what was sealed. ``line_id`` is none where the chain itself is broken."""

    seal_number: int
    line_id: int | None


def seal(*, at: datetime, most: int = 1000) -> Seal | None:
    """Seal up to ``most`` lines of the open organisation; none where every line is sealed.

    Two who seal at once wait for each other, so a line gets exactly one place.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, current_organisation_id() % 2**31])
    lines = list(Line.objects.filter(place__isnull=True).order_by("id")[:most])
    if not lines:
        return None
    last = Seal.objects.order_by("-number").first()
    previous = bytes(last.hash) if last else FIRST
    made = Seal.objects.create(
        number=last.number + 1 if last else 1,
        made_at=at,
        previous=previous,
        hash=_chain(previous, lines),
    )
    SealedLine.objects.bulk_create(
        SealedLine(seal=made, line=line, position=position) for position, line in enumerate(lines)
    )
    return made


def broken_places() -> list[Broken]:
    """Every place of the open organisation's record that differs from what was sealed; empty where all is well."""
    found: list[Broken] = []
    previous = FIRST
    for made in Seal.objects.order_by("number"):
        lines = list(Line.objects.filter(place__seal=made).order_by("place__position"))
        if bytes(made.previous) != previous or bytes(made.hash) != _chain(previous, lines):
            found.append(Broken(made.number, None))
        previous = bytes(made.hash)
        details = Detail.objects.filter(line__place__seal=made).select_related("line").defer("told")
        # The token is read as it lies there: one that cannot be decrypted is a finding, not the end of the check.
        found.extend(
            Broken(made.number, detail.line_id)
            for detail in details.annotate(token=stored_token(_TOLD)).order_by("line_id")
            if not _is_what_was_said(detail, detail.token)
        )
    return found


def _is_what_was_said(detail: Detail, token: str) -> bool:
    try:
        told = json.loads(decrypt(token, _TOLD.purpose) or "null")
    except (Unreadable, ValueError):
        return False
    return digest(bytes(detail.salt), told) == bytes(detail.line.digest)


def _chain(previous: bytes, lines: list[Line]) -> bytes:
    """Hash over the previous seal and everything that the lines state."""
    whole = hashlib.sha256(previous)
    for line in lines:
        stated = (
            line.id,
            line.verb,
            line.at.isoformat(),
            line.came,
            line.user_id,
            line.person_id,
            line.partner_id,
            (line.room, line.kind, line.subject_id),
            line.about_person_id,
            (line.story_room, line.story_kind, line.story_id),
        )
        whole.update(repr(stated).encode())
        whole.update(bytes(line.digest))
    return whole.digest()


_LOCK = 0x10C5
_TOLD = cast("Encrypted", Detail._meta.get_field("told"))  # noqa: SLF001
