"""What the desk holds in place, whatever a search thinks: who goes, when, and in which order."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.offers import refuse_who_is_kept_out
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, FixedOrder, Need, NeedState, Pin
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Veto, Volunteer, VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

MOST_IN_ORDER: Final = 30
_OPEN: Final = frozenset({NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED})


def pin_need(
    actor: Actor,
    need: Need,
    *,
    volunteer: Volunteer | None = None,
    begins_at: datetime | None = None,
    at: datetime,
) -> Pin:
    """Hold who goes to a need, or when the visit begins, or both; what was held before and is not named stays held.

    Plans that are made from now on keep to it; nobody is asked by it. Raises ``NotAllowed``, ``WrongState`` where the
    need is over or somebody else goes already, or ``BadInput`` with the field ``volunteer`` or ``begins_at``.
    """
    need = lock(Need.objects.select_related("client"), pk=need.pk)
    _may(actor)
    if need.state not in _OPEN:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    if volunteer is None and begins_at is None:
        raise BadInput(_("Please say who goes, or when."), field="volunteer")
    if volunteer is not None:
        _check_helper(need, volunteer)
    if begins_at is not None and not max(need.earliest, at) <= begins_at < need.latest:
        raise BadInput(_("This is outside the time that suits."), field="begins_at")
    held = {
        **({"volunteer": volunteer} if volunteer is not None else {}),
        **({"begins_at": begins_at} if begins_at is not None else {}),
    }
    pin, _is_new = Pin.objects.update_or_create(
        need=need, defaults={**held, "made_at": at, "made_by_user_id": actor.user_id}
    )
    record(
        actor,
        "pin_need",
        ("assistance", "pin", pin.id),
        story=("assistance", "need", need.id),
        at=at,
        about=volunteer.person_id if volunteer is not None else None,
    )
    return pin


def unpin_need(actor: Actor, need: Need, *, at: datetime) -> None:
    """Let plans decide again who goes to a need, and when. ``WrongState`` where nothing is held."""
    need = lock(Need.objects.all(), pk=need.pk)
    _may(actor)
    pin = Pin.objects.filter(need=need).first()
    if pin is None:
        raise WrongState(_("Nothing is held in place here any more."))
    subject = ("assistance", "pin", pin.id)
    pin.delete()
    record(actor, "unpin_need", subject, story=("assistance", "need", need.id), at=at)


def fix_order(actor: Actor, volunteer: Volunteer, *, day: date, needs: Sequence[int], at: datetime) -> FixedOrder:
    """Hold the order of a helper's visits on a day: numbers of needs. Plans may put others in between.

    Where it cannot be gone any more when a plan is made, that plan does not keep to it. Raises ``NotAllowed`` or
    ``BadInput`` with the field ``needs``.
    """
    _may(actor)
    volunteer = lock(Volunteer.objects.all(), pk=volunteer.pk)
    if not 1 < len(needs) <= MOST_IN_ORDER or len(set(needs)) != len(needs):
        raise BadInput(_("An order needs at least two different visits."), field="needs")
    begin = datetime(day.year, day.month, day.day, tzinfo=clock.BERLIN)
    end = begin + timedelta(days=1)
    known = Need.objects.filter(pk__in=needs, earliest__lt=end, latest__gt=begin, state__in=_OPEN)
    if known.count() != len(needs):
        raise BadInput(_("One of these visits is not on this day any more. Please look at it again."), field="needs")
    order, _is_new = FixedOrder.objects.update_or_create(
        volunteer=volunteer,
        day=day,
        defaults={"needs": list(needs), "made_at": at, "made_by_user_id": actor.user_id},
    )
    record(actor, "fix_order", ("assistance", "fixed_order", order.id), at=at, about=volunteer.person_id)
    return order


def free_order(actor: Actor, volunteer: Volunteer, *, day: date, at: datetime) -> None:
    """Let plans decide again in which order a helper goes. ``WrongState`` where no order is held."""
    _may(actor)
    volunteer = lock(Volunteer.objects.all(), pk=volunteer.pk)
    order = FixedOrder.objects.filter(volunteer=volunteer, day=day).first()
    if order is None:
        raise WrongState(_("Nothing is held in place here any more."))
    subject = ("assistance", "fixed_order", order.id)
    order.delete()
    record(actor, "free_order", subject, at=at, about=volunteer.person_id)


def _may(actor: Actor) -> None:
    if not may_plan(actor):
        raise NotAllowed(_("Only coordinators may do this."))


def _check_helper(need: Need, volunteer: Volunteer) -> None:
    stays(volunteer.person_id)
    name = {"name": volunteer.person.name}
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise BadInput(_("%(name)s is not active at the moment."), field="volunteer", params=name)
    if Veto.objects.filter(client_id=need.client_id, volunteer=volunteer).exists():
        raise BadInput(_("%(name)s is not asked for this visit."), field="volunteer", params=name)
    refuse_who_is_kept_out(need, volunteer, field="volunteer")
    going = Assignment.objects.filter(need=need, state=AssignmentState.ACCEPTED).first()
    if going is not None and going.volunteer_id != volunteer.pk:
        raise WrongState(_("Somebody else has agreed to go already."))
