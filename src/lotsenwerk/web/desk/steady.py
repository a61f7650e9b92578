"""A form that is sent twice, by a double click or by a browser that asks again, acts once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from lotsenwerk.domain.journal.actions.once import Answer, once
from lotsenwerk.kit.action_ids import action_id, id_of_words, new_action_id


def id_of_form(request: HttpRequest) -> UUID:
    """The id for a form that is shown: a new one, or where it came back to be typed right, the one it came with."""
    return action_id(request) or new_action_id()


def act_once(request: HttpRequest, do: Callable[[], Answer], *, at: datetime) -> Answer:
    """The answer of ``do``, or the one that the same form with the same words got before.

    Who goes back and types something else means something else: that is a form of its own, and nothing typed is lost.
    """
    return once(id_of_words(request), do, at=at)
