"""The id that a form carries: however often it is sent, it acts once."""

from uuid import UUID, uuid4

from django.http import HttpRequest


def new_action_id() -> UUID:
    """The id of one form on one page."""
    return uuid4()


def action_id(request: HttpRequest) -> UUID | None:
    """The id that came with the form; none where it is missing or garbled."""
    try:
        return UUID(request.POST.get("action_id", ""))
    except ValueError:
        return None
