"""Do a thing once and say politely why not: what every form of these pages asks for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import tenant

Done = Callable[[], Mapping[str, object]]


def new_action_id() -> UUID:
    """The id of one form on one page; however often it is sent, it acts once."""
    return uuid4()


def action_id(request: VisitRequest) -> UUID | None:
    """The id that came with the form; none where it is missing or garbled."""
    try:
        return UUID(request.POST.get("action_id", ""))
    except ValueError:
        return None


def attempt(request: VisitRequest, do: Done, *, at: datetime) -> Refused | None:
    """Do it once; answers the refusal, after which nothing has changed and nothing is remembered."""
    try:
        with tenant(request.actor.organisation_id):
            once(action_id(request), do, at=at)
    except Refused as refused:
        return refused
    return None
