"""Write one line of the journal."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from lotsenwerk.domain.journal.models import Detail, Line, Subject
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.tenancy import before_commit, current_organisation_id


def record(
    actor: Actor,
    verb: str,
    subject: Subject,
    *,
    at: datetime,
    story: Subject | None = None,
    about: int | None = None,
    told: Mapping[str, object] | None = None,
) -> Line:
    """Record that ``actor`` did ``verb`` to ``subject``.

    ``story`` names the thing whose story the line belongs to (the need that an offer answers; the subject itself where
    none is given), ``about`` the person whom it concerns, ``told`` the personal part in JSON-able values.
    """
    body = dict(told or {})
    salt = secrets.token_bytes(32)
    room, kind, subject_id = story or subject
    line = Line.objects.create(
        verb=verb,
        at=at,
        came=actor.came,
        user_id=actor.user_id,
        person_id=actor.person_id,
        partner_id=actor.partner_id,
        room=subject[0],
        kind=subject[1],
        subject_id=subject[2],
        about_person_id=about,
        story_room=room,
        story_kind=kind,
        story_id=subject_id,
        digest=digest(salt, body),
    )
    if body:
        Detail.objects.create(line=line, salt=salt, told=body)
    before_commit("journal.stamp", raise_stamp)
    return line


def digest(salt: bytes, told: Mapping[str, object]) -> bytes:
    """HMAC-SHA256 of the personal part under the salt that lies beside it, 32 bytes."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(salt, text.encode(), hashlib.sha256).digest()


def raise_stamp() -> None:
    """Let screens of the open organisation know that something is new."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_stamp (organisation_id, value) VALUES (%s, 1)"
            " ON CONFLICT (organisation_id) DO UPDATE SET value = journal_stamp.value + 1",
            [current_organisation_id()],
        )
