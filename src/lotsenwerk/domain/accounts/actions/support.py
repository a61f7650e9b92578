"""The operator of the installation opens one town for a short while, and everybody there can read that she did."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.models import Role, SupportSession, User
from lotsenwerk.domain.accounts.queries import is_operator, open_support_sessions
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.tenancy import tenant

OPEN_FOR: Final = timedelta(minutes=30)
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 200


def open_support(user: User, organisation: Organisation, *, reason: str, at: datetime) -> SupportSession:
    """Open one town for half an hour, as its administration: settings and members, no client and no volunteer.

    The reason stands in the town's journal. A town that is open already stays open until its half hour is over.
    """
    if not is_operator(user):
        raise NotAllowed(_("Only the operator of the installation may do this."))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise BadInput(_("Please say in a few words what for: the town can read it."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(_("Please use at most %(limit)d characters."), field="reason", params={"limit": LONGEST_REASON})
    for already in open_support_sessions(user.pk, at):
        if already.organisation_id == organisation.pk:
            return already
    with tenant(organisation.pk):
        opened = SupportSession.objects.create(
            user=user, organisation=organisation, reason=reason, opened_at=at, closes_at=at + OPEN_FOR
        )
        subject = ("accounts", "support_session", opened.pk)
        record(_operator(user, organisation.pk), "open_support", subject, at=at, told={"reason": reason})
    return opened


def close_support(user: User, *, at: datetime) -> int:
    """Close every town that the operator has open; answers how many."""
    opened = open_support_sessions(user.pk, at)
    for session in opened:
        with tenant(session.organisation_id):
            SupportSession.objects.filter(pk=session.pk).update(closes_at=at)
            subject = ("accounts", "support_session", session.pk)
            record(_operator(user, session.organisation_id), "close_support", subject, at=at)
    return len(opened)


def _operator(user: User, organisation_id: int) -> Actor:
    return Actor(came=Came.LOGIN, organisation_id=organisation_id, roles=frozenset({Role.OPERATOR}), user_id=user.pk)
