"""A secret address under which one's own calendar reads the deadlines."""

import secrets
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.keeping import only_keepers
from lotsenwerk.domain.funding.models import CalendarFeed
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState


def open_feed(actor: Actor, *, at: datetime) -> str:
    """A new secret of whoever is logged in; the one before does not open anything any more. It is shown once."""
    only_keepers(actor)
    if actor.user_id is None:
        raise NotAllowed(_("Only coordinators and the clerk may do this."))
    secret = secrets.token_urlsafe(24)
    made, _is_new = CalendarFeed.objects.update_or_create(
        user_id=actor.user_id, defaults={"digest": CalendarFeed.digest_of(secret), "made_at": at}
    )
    record(actor, "open_feed", ("funding", "calendar_feed", made.pk), at=at)
    return secret


def close_feed(actor: Actor, *, at: datetime) -> None:
    """The address opens nothing any more."""
    only_keepers(actor)
    known = CalendarFeed.objects.filter(user_id=actor.user_id or 0).first()
    if known is None:
        raise WrongState(_("There is no such address."))
    record(actor, "close_feed", ("funding", "calendar_feed", known.pk), at=at)
    known.delete()
