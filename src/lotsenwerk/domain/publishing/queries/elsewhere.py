"""Reads of what a town reads of others."""

from collections.abc import Sequence

from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.publishing.models import Borrowed, Source
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


def sources(actor: Actor) -> Sequence[Source]:
    """The regions that the open organisation reads, in the order of their names."""
    if not may_administer(actor):
        raise NotThere
    return list(Source.objects.order_by("region"))


def source_for(actor: Actor, source_id: int) -> Source:
    """One of them; ``NotThere`` otherwise."""
    found = Source.objects.filter(pk=source_id).first() if may_administer(actor) else None
    if found is None:
        raise NotThere
    return found


def source_of_partner(partner_id: int) -> Source | None:
    """From where the open organisation knows a partner; none where somebody entered it."""
    found = Borrowed.objects.filter(partner_id=partner_id).select_related("source").first()
    return found.source if found else None
