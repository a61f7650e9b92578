"""Make a one-time link: the token leaves in a letter, only its hash stays."""

import secrets
from datetime import datetime, timedelta

from lotsenwerk.domain.people.models import Link
from lotsenwerk.domain.people.search_keys import token_hash
from lotsenwerk.kit.tenancy import current_organisation_id

LIFETIME = timedelta(days=14)


def make_link(
    *,
    person_id: int,
    purpose: str,
    subject_id: int,
    route: str,
    ref: str,
    at: datetime,
    lifetime: timedelta = LIFETIME,
) -> str:
    """A token of 128 random bits that allows ``purpose`` on one subject to one person until it expires.

    Whoever opens it is led to the page ``route`` of the subject's ``ref``.
    """
    token = secrets.token_urlsafe(16)
    Link.objects.create(
        token_hash=token_hash(token),
        organisation_id=current_organisation_id(),
        person_id=person_id,
        purpose=purpose,
        subject_id=subject_id,
        route=route,
        ref=ref,
        made_at=at,
        expires_at=at + lifetime,
    )
    return token
