"""A form that is sent twice, by a double click or by a browser that asks again, acts once."""

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

from django.http import HttpRequest

from lotsenwerk.domain.journal.actions.once import Answer, once
from lotsenwerk.kit.action_ids import action_id, new_action_id

NOT_SAID = frozenset({"action_id", "csrfmiddlewaretoken"})
"""What a form carries of which nobody has typed anything."""


def id_of_form(request: HttpRequest) -> UUID:
    """The id for a form that is shown: a new one, or where it came back to be typed right, the one it came with."""
    return action_id(request) or new_action_id()


def act_once(request: HttpRequest, do: Callable[[], Answer], *, at: datetime) -> Answer:
    """The answer of ``do``, or the one that the same form with the same words got before.

    Who goes back and types something else means something else: that is a form of its own, and nothing typed is lost.
    """
    return once(_id_of_words(request), do, at=at)


def _id_of_words(request: HttpRequest) -> UUID | None:
    sent = action_id(request)
    if sent is None:
        return None
    said = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_SAID)
    return uuid5(sent, json.dumps([request.path, said]))
