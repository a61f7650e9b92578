"""Do a thing once and say politely why not: what every form of these pages asks for."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.forms import BaseForm

from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.kit.action_ids import action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import tenant

Done = Callable[[], Mapping[str, object]]


def attempt(request: VisitRequest, do: Done, *, at: datetime) -> Refused | None:
    """Do it once; answers the refusal, after which nothing has changed and nothing is remembered."""
    try:
        with tenant(request.actor.organisation_id):
            once(action_id(request), do, at=at)
    except Refused as refused:
        return refused
    return None


def attempt_form(request: VisitRequest, form: BaseForm, do: Done, *, at: datetime) -> bool:
    """The same for a valid form: a refusal stands at the field it is about. Answers whether it was done."""
    refused = attempt(request, do, at=at)
    if refused is not None:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return refused is None
