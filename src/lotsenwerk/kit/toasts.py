"""A step back is offered for ten seconds instead of a question beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages

if TYPE_CHECKING:
    from django.contrib.messages.storage.base import Message
    from django.http import HttpRequest

SECONDS: Final = 10
_PREFIX: Final = "undo:"


def offer_undo(request: HttpRequest, text: str, url: str) -> None:
    """Say what was done and offer the way back: a button that POSTs to `url` (same site)."""
    messages.success(request, text, extra_tags=f"{_PREFIX}{url}")


def undo_address(message: Message) -> str:
    """Give the address of a message's way back, or an empty text."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_PREFIX) if tags.startswith(_PREFIX) else ""
