"""Reads of what is being typed."""

from collections.abc import Sequence

from django.db.models import QuerySet

from lotsenwerk.domain.assistance.models import Draft
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.prepared import prepared


def draft_of(actor: Actor, client_id: int) -> Draft | None:
    """What the actor had typed for this caller and not saved."""
    if not may_take_in(actor) or actor.user_id is None:
        return None
    return next(iter(_draft(actor.user_id, client_id)), None)


@prepared
def _draft(user_id: int, client_id: int) -> QuerySet[Draft]:
    return Draft.objects.filter(user_id=user_id, client_id=client_id).order_by("id")


def drafts(actor: Actor) -> Sequence[Draft]:
    """The calls that the actor has begun and not saved, newest first, with the caller where she is known."""
    if not may_take_in(actor) or actor.user_id is None:
        return []
    rows = Draft.objects.filter(user_id=actor.user_id).select_related("client__person").defer("typed")
    return list(rows.order_by("-saved_at")[:5])
