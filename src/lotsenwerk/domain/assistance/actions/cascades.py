"""Ask one after the other: the likeliest first, and the next ones each time nobody has said yes for a while."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.offers import MOST_AT_ONCE, ask_several, end_cascade
from lotsenwerk.domain.assistance.deputy import deputy
from lotsenwerk.domain.assistance.models import AlertKind, Cascade, CascadeState, Need, Offer
from lotsenwerk.domain.assistance.permissions import may_make_offer, may_run_journeys
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.queries.pool_gate import kept_out
from lotsenwerk.domain.assistance.queries.standing import cascades_due
from lotsenwerk.domain.assistance.states import NEED
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.queries import may_write_at
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

SHORTEST_WAIT = 5
LONGEST_WAIT = 1440


def start_cascade(actor: Actor, need: Need, *, wait_minutes: int, at_once: int = 1, at: datetime) -> Cascade:
    """Ask the ``at_once`` likeliest now, and as many more each time ``wait_minutes`` have gone by without a yes.

    At night nobody is asked: then it begins in the morning. Raises ``BadInput`` where nobody is left to be asked.
    """
    need = _locked(need)
    NEED.after("make_offer", need.state)
    if not may_make_offer(actor, need):
        raise NotAllowed(_("Only coordinators may ask volunteers."))
    if not SHORTEST_WAIT <= wait_minutes <= LONGEST_WAIT:
        raise BadInput(_("Please enter between 5 minutes and 24 hours."), field="wait_minutes")
    if not 1 <= at_once <= MOST_AT_ONCE:
        raise BadInput(
            _("Please ask at most %(limit)d people at once."), field="at_once", params={"limit": MOST_AT_ONCE}
        )
    if need.latest <= at:
        raise WrongState(_("The time of this need is over. Please take it in again for another day."))
    if Cascade.objects.filter(need=need, state=CascadeState.RUNNING).exists():
        raise WrongState(_("One after the other is being asked already."))
    if not _next_ones(actor, need, at_once, at):
        raise BadInput(_("There is nobody left who could be asked."), field="wait_minutes")
    cascade = Cascade.objects.create(
        need=need,
        wait_minutes=wait_minutes,
        at_once=at_once,
        next_at=at,
        begun_at=at,
        begun_by_user_id=actor.user_id,
    )
    _record(actor, "start_cascade", cascade, need, at)
    if may_write_at(at):
        _widen(actor, need, cascade, at)
    return cascade


def stop_cascade(actor: Actor, need: Need, *, at: datetime) -> Need:
    """Nobody else is asked. Who has been asked can still answer."""
    need = _locked(need)
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only coordinators may ask volunteers."))
    running = Cascade.objects.filter(need=need, state=CascadeState.RUNNING).first()
    if running is None or not end_cascade(need, at=at):
        raise WrongState(_("Nobody else is being asked any more."))
    _record(actor, "stop_cascade", running, need, at)
    return need


def widen_due(*, at: datetime) -> int:
    """Do the next step of each cascade that is due in the open town, at night none; answers how many were asked."""
    if not may_write_at(at):
        return 0
    return sum(widen(cascade_id, need_id, at=at) for cascade_id, need_id in cascades_due(at))


def widen(cascade_id: int, need_id: int, *, at: datetime) -> int:
    """Do the next step of one cascade, unless somebody did it already; answers how many people were asked."""
    need = lock(Need.objects.select_related("client__person", "shop"), pk=need_id)
    cascade = lock(Cascade.objects.all(), pk=cascade_id)
    if cascade.state != CascadeState.RUNNING or cascade.next_at > at:
        return 0
    return _widen(deputy(), need, cascade, at)


def _locked(need: Need) -> Need:
    return lock(Need.objects.select_related("client__person", "shop"), pk=need.pk)


def _widen(actor: Actor, need: Need, cascade: Cascade, at: datetime) -> int:
    """Ask the next ones; where nobody is left or the time is over it ends, and the desk has to look."""
    if not NEED.allows("make_offer", need.state):
        end_cascade(need, at=at)
        return 0
    next_ones = _next_ones(actor, need, cascade.at_once, at) if need.latest > at else []
    if not next_ones:
        end_cascade(need, at=at)
        raise_alert(need, AlertKind.NOBODY_FOUND, at=at)
        return 0
    cascade.next_at = at + timedelta(minutes=cascade.wait_minutes)
    cascade.save(update_fields=["next_at"])
    return len(ask_several(actor, need, volunteers=next_ones, at=at))


def _next_ones(actor: Actor, need: Need, many: int, at: datetime) -> list[Volunteer]:
    """The likeliest who were not asked for this need yet, whatever they answered."""
    asked = set(Offer.objects.filter(need=need).values_list("volunteer_id", flat=True))
    can = [one for one in propose(actor, need, at=at).can if one.volunteer_id not in asked]
    out = kept_out(need, [one.volunteer_id for one in can])
    return [one.volunteer for one in can if one.volunteer_id not in out][:many]


def _record(actor: Actor, verb: str, cascade: Cascade, need: Need, at: datetime) -> None:
    subject, story = ("assistance", "cascade", cascade.id), ("assistance", "need", need.id)
    told = {"minutes": cascade.wait_minutes}
    record(actor, verb, subject, story=story, at=at, about=need.client.person_id, told=told)
