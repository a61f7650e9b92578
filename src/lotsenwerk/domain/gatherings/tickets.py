"""The link that a guest is given: it shows her own place on a list, and nothing else. It is signed and not kept."""

from typing import Final

from django.core import signing

from lotsenwerk.kit.errors import NotThere

_SALT: Final = "lotsenwerk.dates.ticket"
_KEPT_SECONDS: Final = 450 * 24 * 3600
"""Longer than any date lies ahead; its page says nothing any more once her name is forgotten."""


def ticket_of(organisation_id: int, sign_up_id: int) -> str:
    """The part of the address that opens one sign-up."""
    return signing.dumps([organisation_id, sign_up_id], salt=_SALT)


def read_ticket(ticket: str) -> tuple[int, int]:
    """The body and the sign-up behind it; ``NotThere`` for any other text."""
    try:
        organisation_id, sign_up_id = signing.loads(ticket, salt=_SALT, max_age=_KEPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotThere from None
    return int(organisation_id), int(sign_up_id)
