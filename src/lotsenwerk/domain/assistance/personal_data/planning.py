"""What plans keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import DayOffer, FixedOrder, Pin, Plan
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal

KEPT_AFTER_THE_DAY = timedelta(days=56)
"""A plan can be explained for eight weeks; then what it was made from is forgotten."""


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Forget what was held in place for a person, and what plans were made from that may know her."""
    plans = _plans().update(snapshot=None, routes=None)
    pins, _each = Pin.objects.filter(volunteer__person_id=person_id).delete()
    orders, _each = FixedOrder.objects.filter(volunteer__person_id=person_id).delete()
    return plans + pins + orders


def due(at: datetime) -> Sequence[Due]:
    """Plans whose last day is long over."""
    over = clock.local(at - KEPT_AFTER_THE_DAY).date()
    return [
        Due(
            rule="assistance.plan",
            subject=("assistance", "plan", plan.id),
            who=str(_("Plan from %(first)s to %(last)s"))
            % {"first": plan.first_day.isoformat(), "last": plan.last_day.isoformat()},
            on=plan.last_day + KEPT_AFTER_THE_DAY,
            reason=_("The days of the plan were over eight weeks ago: what it was made from is forgotten."),
        )
        for plan in _plans().filter(last_day__lt=over).order_by("last_day", "id").defer("snapshot", "routes")
    ]


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget what one plan was made from; its figures stay."""
    Plan.objects.filter(pk=due.subject[2]).update(snapshot=None, routes=None)


def export(person_id: int) -> Mapping[str, object]:
    """The days for which a person was asked, in values that JSON can hold."""
    rows = DayOffer.objects.filter(volunteer__person_id=person_id).order_by("day", "id")
    return {"days_asked_for": [{"day": row.day.isoformat(), "asked": row.made_at.isoformat()} for row in rows]}


def join(kept_id: int, gone_id: int) -> int:
    """A human being was entered twice: what was asked of the second volunteer was asked of the first."""
    ours = Volunteer.objects.filter(person_id=kept_id).first()
    if ours is None:
        return 0
    taken = set(DayOffer.objects.filter(volunteer=ours).values_list("plan_id", "day"))
    theirs = DayOffer.objects.filter(volunteer__person_id=gone_id)
    free = [row.id for row in theirs if (row.plan_id, row.day) not in taken]
    moved = DayOffer.objects.filter(pk__in=free).update(volunteer=ours)
    FixedOrder.objects.filter(volunteer__person_id=gone_id).delete()
    return moved + Pin.objects.filter(volunteer__person_id=gone_id).update(volunteer=ours)


def _plans() -> QuerySet[Plan]:
    """Plans that can still be explained."""
    return Plan.objects.filter(Q(snapshot__isnull=False) | Q(routes__isnull=False))


PART = Declaration(
    room="assistance",
    fields={
        "Plan.snapshot": Personal("where people live and when they can, by number, to explain a plan", Erased.BLANKED),
        "Plan.routes": Personal("who goes where and when, by number", Erased.BLANKED),
        "Pin.begins_at": Personal("when a visit is to begin, held by the desk", Erased.ROW_DELETED),
        "FixedOrder.day": Personal("the day whose order the desk laid", Erased.ROW_DELETED),
        "FixedOrder.needs": Personal("the order of visits of that day, by number", Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Plan.ref", "Plan.first_day", "Plan.last_day", "Plan.state", "Plan.seed", "Plan.seconds"),
            *("Plan.percent_done", "Plan.cost", "Plan.served", "Plan.unserved", "Plan.made_at"),
            *("Plan.made_by_user_id", "Plan.heard_at", "Plan.published_at", "Plan.published_by_user_id", "Plan.fault"),
            *("Pin.made_at", "Pin.made_by_user_id", "FixedOrder.made_at", "FixedOrder.made_by_user_id"),
            *("DayOffer.ref", "DayOffer.day", "DayOffer.made_at"),
        },
    ),
    rules=frozenset({"assistance.plan"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    join=join,
)
