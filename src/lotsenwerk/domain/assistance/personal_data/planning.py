"""What plans keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import DayOffer, FixedOrder, Need, Pin, Plan
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.tenancy import current_organisation_id

KEPT_AFTER_THE_DAY = timedelta(days=56)
"""A plan can be explained for eight weeks; then what it was made from is forgotten."""

_OF_OTHERS: Final = frozenset({"vetoed", "declined", "known", "standing"})


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Forget what was held in place for a person, and what those plans were made from that know her."""
    plans = _plans().filter(pk__in=_knowing(person_id)).update(snapshot=None, routes=None)
    pins, _each = Pin.objects.filter(_hers(person_id)).delete()
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
    """The days for which a person was asked, what is held for her, and what plans know of her, as JSON can hold it."""
    asked = DayOffer.objects.filter(volunteer__person_id=person_id).order_by("day", "id")
    pins = Pin.objects.filter(_hers(person_id)).order_by("id")
    orders = FixedOrder.objects.filter(volunteer__person_id=person_id).order_by("day")
    plans = _plans().filter(pk__in=_knowing(person_id)).order_by("id")
    numbers = _Numbers(person_id)
    return {
        "days_asked_for": [{"day": row.day.isoformat(), "asked": row.made_at.isoformat()} for row in asked],
        "visits_held_at": [row.begins_at.isoformat() if row.begins_at else None for row in pins],
        "orders_held": [{"day": row.day.isoformat(), "visits": list(row.needs)} for row in orders],
        "in_plans": [
            {"first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat(), **numbers.within(row)}
            for row in plans
        ],
    }


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


def _hers(person_id: int) -> Q:
    """Pins that say where somebody goes, or when somebody comes to her."""
    return Q(volunteer__person_id=person_id) | Q(need__client__person_id=person_id)


_KNOWING: Final = """SELECT l.id FROM assistance_plan l WHERE l.organisation_id = %(here)s AND (
    EXISTS (SELECT 1 FROM jsonb_array_elements(l.snapshot -> 'helpers') h WHERE (h ->> 'id')::bigint = %(helper)s)
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(l.snapshot -> 'jobs') j WHERE (j ->> 'id')::bigint = ANY(%(needs)s)))
"""


def _knowing(person_id: int) -> Sequence[int]:
    """The plans that were made from something of a person."""
    numbers = _Numbers(person_id)
    values = {"here": current_organisation_id(), "helper": numbers.helper, "needs": sorted(numbers.needs)}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWING, values)
        return [row[0] for row in cursor.fetchall()]


class _Numbers:
    """The numbers under which plans know a person: as a volunteer, and those of her needs."""

    def __init__(self, person_id: int) -> None:
        self.helper = Volunteer.objects.filter(person_id=person_id).values_list("id", flat=True).first()
        self.needs = set(Need.objects.filter(client__person_id=person_id).values_list("id", flat=True))

    def within(self, plan: Plan) -> Mapping[str, object]:
        """What a plan was made from of her, and where she goes or somebody comes to her in it."""
        snapshot, routes = plan.snapshot or {}, (plan.routes or {}).get("routes", [])
        mine = {shift["id"] for shift in snapshot.get("shifts", []) if shift["helper"] == self.helper}
        return {
            "made_from": [
                *(one for one in snapshot.get("helpers", []) if one["id"] == self.helper),
                *(one for one in snapshot.get("shifts", []) if one["id"] in mine),
                *(_own(one) for one in snapshot.get("jobs", []) if one["id"] in self.needs),
            ],
            "planned_visits": [
                stop
                for route in routes
                for stop in route["stops"]
                if route["shift"] in mine or stop["job"] in self.needs
            ],
        }


def _own(job: Mapping[str, object]) -> Mapping[str, object]:
    """A visit without what is known of others: who said no to it, or does not want to meet her, is theirs."""
    return {name: value for name, value in job.items() if name not in _OF_OTHERS}


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
