"""A form that is sent twice acts once: through whichever door it came."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from lotsenwerk.domain.journal.actions.once import Answer, once
from lotsenwerk.kit.action_ids import action_id, id_of_words, new_action_id


def id_of_form(request: HttpRequest) -> UUID:
    """The id for a form that is shown: the one that it came back with, else a new one."""
    return action_id(request) or new_action_id()


def act_once(request: HttpRequest, do: Callable[[], Answer], *, at: datetime) -> Answer:
    """What ``do`` answers, or what the same form with the same words was answered before."""
    return once(id_of_words(request), do, at=at)
