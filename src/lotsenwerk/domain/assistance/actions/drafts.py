"""Keep what is typed during a call, and drop it when it is saved."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Draft
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed

MOST_CHARACTERS = 8000
"""Of all that is typed; more is not kept, as no call is that long."""


def keep_draft(actor: Actor, client: Client | None, *, typed: Mapping[str, str], at: datetime) -> Draft | None:
    """Keep the form as it stands, one for each colleague and caller; answers None where it is too long to keep.

    It is no fact of the town yet, so the journal is not written.
    """
    if not may_take_in(actor) or actor.user_id is None:
        raise NotAllowed(_("Only coordinators may take in a need."))
    if sum(len(name) + len(value) for name, value in typed.items()) > MOST_CHARACTERS:
        return None
    kept, _made = Draft.objects.update_or_create(
        user_id=actor.user_id, client=client, defaults={"typed": dict(typed), "saved_at": at}
    )
    return kept


def drop_draft(actor: Actor, client: Client | None) -> None:
    """Forget what was typed: it was saved, or is not wanted any more."""
    if actor.user_id is not None:
        Draft.objects.filter(user_id=actor.user_id, client=client).delete()
