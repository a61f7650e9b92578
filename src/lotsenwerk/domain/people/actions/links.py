"""Make a one-time link: the token leaves in a letter, only its hash stays."""

import secrets
from datetime import datetime, timedelta

from lotsenwerk.domain.people.models import Link
from lotsenwerk.domain.people.search_keys import token_hash
from lotsenwerk.kit.tenancy import current_organisation_id

LIFETIME = timedelta(days=14)
KEPT_AFTER_EXPIRY = timedelta(days=30)
"""So long a link can still be told from one that never was: proposal of docs/rules/retention.md."""


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


def delete_expired_links(*, at: datetime) -> int:
    """Delete what has long expired in the open organisation; answers how many links."""
    here = Link.objects.filter(organisation_id=current_organisation_id())
    return here.filter(expires_at__lt=at - KEPT_AFTER_EXPIRY).delete()[0]
