"""What a coordinator must hear of: raised by verbs and by the program, and put away when somebody has cared for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.contact_notes import write_down
from lotsenwerk.domain.assistance.models import Alert, AlertKind, AlertState, Need, Way
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.states import ALERT
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed
from lotsenwerk.kit.locking import lock

SETTLED_BY_A_YES: Final = frozenset({AlertKind.NOBODY_FOUND, AlertKind.CANNOT_COME, AlertKind.VOLUNTEER_AWAY})
"""What nobody has to care for any more once somebody goes."""
SETTLED_BY_WORD: Final = frozenset({AlertKind.NOBODY_ENDED})
"""What nobody has to care for any more once it is known how a visit went."""


def raise_alert(need: Need, kind: AlertKind, *, at: datetime, cents: int | None = None) -> Alert:
    """Put a need on the call list; while one of this kind is due, that one is answered and nothing is added.

    The caller has locked the need and writes the journal line of its own verb; nobody's permission is asked, as it is
    the program that speaks. ``cents`` is the amount in question, where there is one.
    """
    due = Alert.objects.filter(need=need, kind=kind, state=AlertState.DUE).first()
    return due or Alert.objects.create(need=need, kind=kind, cents=cents, made_at=at)


def settle_alerts(need: Need, kinds: Iterable[AlertKind], *, at: datetime) -> int:
    """Put away what was taken care of by what has happened; answers how many were due. The need is locked."""
    due = Alert.objects.filter(need=need, kind__in=list(kinds), state=AlertState.DUE)
    return due.update(state=AlertState.DONE, done_at=at)


def alert_done(actor: Actor, alert: Alert, *, said: str = "", at: datetime) -> Alert:
    """Somebody has taken care of it; ``said`` is what was said about it and goes into the Protokollbuch.

    Raises ``WrongState`` where a colleague was quicker, or ``NotAllowed``.
    """
    need = lock(Need.objects.select_related("client"), pk=alert.need_id)
    alert = lock(Alert.objects.all(), pk=alert.pk)
    state = ALERT.after("done", alert.state)
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if said.strip():
        write_down(actor, need.client.person_id, Way.WE_CALLED, said, need=need, at=at)
    alert.state, alert.done_at, alert.done_by_user_id = state, at, actor.user_id
    alert.save(update_fields=["state", "done_at", "done_by_user_id"])
    record(
        actor,
        "alert_done",
        ("assistance", "alert", alert.id),
        story=("assistance", "need", need.id),
        at=at,
        about=need.client.person_id,
        told={"kind": alert.kind},
    )
    return alert
