"""The plans themselves."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Plan, PlanFault, PlanState
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

_LARGE = ("snapshot", "routes")
"""What lists do not fetch."""


def plans_of(actor: Actor, first_day: date, last_day: date) -> Sequence[Plan]:
    """The plans that touch these days, newest first, without what they were made from; one query."""
    rows = _touching(first_day, last_day) if may_plan(actor) else Plan.objects.none()
    return list(rows.order_by("-id").defer(*_LARGE))


def plan_for(actor: Actor, plan_id: int) -> Plan:
    """One plan with everything; ``NotThere`` otherwise."""
    plan = Plan.objects.filter(pk=plan_id).first() if may_plan(actor) else None
    if plan is None:
        raise NotThere
    return plan


def progress_of(actor: Actor, plan_id: int) -> Plan:
    """How far a plan is, without what it was made from; ``NotThere`` otherwise. Asked for every second or so."""
    plan = Plan.objects.filter(pk=plan_id).defer(*_LARGE).first() if may_plan(actor) else None
    if plan is None:
        raise NotThere
    return plan


def published_plan(actor: Actor, day: date) -> Plan | None:
    """The plan that counts for a day: of the published ones that cover it, the one that was published last.

    A week of which one day was published anew is replaced, and counts for its other days all the same.
    """
    return _published(day, day).first() if may_plan(actor) else None


def published_plans(actor: Actor, first_day: date, last_day: date) -> Sequence[Plan]:
    """The published plans that count for one of these days, the newest first."""
    return counting_plans(first_day, last_day) if may_plan(actor) else []


def counting_plans(first_day: date, last_day: date) -> Sequence[Plan]:
    """The same for a verb that has asked for permission. Two queries."""
    ids: list[int] = []
    left = {first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1)}
    for pk, first, last in _published(first_day, last_day).values_list("id", "first_day", "last_day"):
        covered = {day for day in left if first <= day <= last}
        if covered:
            ids.append(pk)
            left -= covered
    rows = Plan.objects.in_bulk(ids)
    return [rows[pk] for pk in ids]


def why_dropped(plan: Plan) -> str:
    """Why the program dropped a plan, in a sentence; nothing where the desk did, or it stands."""
    if plan.fault == PlanFault.BROKE_OFF:
        return _("The search broke off. Nothing else has changed. Please start it once more.")
    if plan.fault == PlanFault.MAKES_NO_SENSE:
        return _("Nothing could be computed from these data. Please look at hours and addresses and start it again.")
    return ""


def _touching(first_day: date, last_day: date) -> QuerySet[Plan]:
    return Plan.objects.filter(last_day__gte=first_day, first_day__lte=last_day)


def _published(first_day: date, last_day: date) -> QuerySet[Plan]:
    rows = _touching(first_day, last_day).filter(state__in=[PlanState.PUBLISHED, PlanState.REPLACED])
    return rows.order_by(F("published_at").desc(nulls_last=True), "-id")


def waiting_or_searching() -> QuerySet[Plan]:
    """Plans that somebody waits for, for the program."""
    return Plan.objects.filter(Q(state=PlanState.WAITING) | Q(state=PlanState.SEARCHING)).defer(*_LARGE)
