"""How each verb about a file begins and ends."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.models import Grant
from lotsenwerk.domain.funding.permissions import may_keep_grants
from lotsenwerk.domain.funding.states import GRANT
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed
from lotsenwerk.kit.locking import lock


def only_keepers(actor: Actor) -> None:
    """Refuse everybody but coordinators and the clerk."""
    if not may_keep_grants(actor):
        raise NotAllowed(_("Only coordinators and the clerk may do this."))


def locked_for(actor: Actor, grant: Grant, verb: str) -> Grant:
    """The file, locked; refused where the actor may not, or the file's state has no such step."""
    only_keepers(actor)
    grant = lock(Grant.objects.all(), pk=grant.pk)
    GRANT.after(verb, grant.state)
    return grant


def moved(grant: Grant, verb: str, *, at: datetime) -> Grant:
    """The file in the state after the verb."""
    after = GRANT.after(verb, grant.state)
    if after != grant.state:
        grant.state, grant.state_since = after, at
        grant.save(update_fields=["state", "state_since"])
    return grant


def told_of(actor: Actor, verb: str, grant: Grant, *, at: datetime, told: Mapping[str, object] | None = None) -> None:
    """One line of the journal in the file's story."""
    record(actor, verb, ("funding", "grant", grant.pk), at=at, told=told)
