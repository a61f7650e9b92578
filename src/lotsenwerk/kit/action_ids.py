"""The id that a form carries: however often it is sent, it acts once."""

import json
from typing import Final
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest

NOT_SAID: Final = frozenset({"action_id", "csrfmiddlewaretoken"})
"""What a form carries of which nobody has typed anything."""


def new_action_id() -> UUID:
    """The id of one form on one page."""
    return uuid4()


def action_id(request: HttpRequest) -> UUID | None:
    """The id that came with the form; none where it is missing or garbled."""
    try:
        return UUID(request.POST.get("action_id", ""))
    except ValueError:
        return None


def id_of_words(request: HttpRequest) -> UUID | None:
    """The id of one form with these words: who goes back and types something else means something else."""
    sent = action_id(request)
    if sent is None:
        return None
    said = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_SAID)
    return uuid5(sent, json.dumps([request.path, said]))
