"""Reads of guides at work: who asks for one, the orders that run, the sheet of an appointment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lotsenwerk.domain.assistance.guide_scope import Left, left_of, order_of
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Inquiry, InquiryState, NeedKind
from lotsenwerk.domain.assistance.permissions import may_go_on_with, may_keep_orders
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

_NOT_CANCELLED = ~Q(need__state="cancelled")


@dataclass(frozen=True, slots=True)
class Running:
    """An order on the desk's list, and what is left of it."""

    order: Inquiry
    left: Left
    met: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment of an order, and who goes or went there."""

    asked: Inquiry
    going: Assignment | None


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """An order with every appointment, the first one first."""

    order: Inquiry
    left: Left
    met: int
    appointments: Sequence[Appointment]


def asked_for_guides(actor: Actor) -> Sequence[Inquiry]:
    """Who asked for a guide herself and waits for a call, the deadline that ends first on top; for the desk."""
    if not may_keep_orders(actor):
        raise NotThere
    rows = Inquiry.objects.filter(state=InquiryState.RECEIVED, pool__kind=PoolKind.GUIDES)
    rows = rows.select_related("client__person", "cooperation", "pool")
    return list(rows.order_by("answer_by", "received_at", "id"))


def asked_for_guide(actor: Actor, ref: str) -> Inquiry:
    """One of them; ``NotThere`` where there is none, or it was answered."""
    found = next((one for one in _of_guides(actor).filter(ref=ref, state=InquiryState.RECEIVED)), None)
    if found is None:
        raise NotThere
    return found


def running_orders(actor: Actor, today: date) -> Sequence[Running]:
    """Every order that runs, the one that ends first on top; for the desk. Two queries."""
    rows = _of_guides(actor).filter(state=InquiryState.TAKEN_IN, follows__isnull=True, closed_at__isnull=True)
    orders = list(rows.order_by("until", "id"))
    counted = _met_of([one.pk for one in orders])
    return [Running(one, left_of(one, counted.get(one.pk, 0), today), counted.get(one.pk, 0)) for one in orders]


def order_for(actor: Actor, ref: str, today: date) -> WholeOrder:
    """An order with its appointments; ``NotThere`` for others than the desk. Three queries."""
    found = _of_guides(actor).filter(ref=ref, follows__isnull=True).exclude(state=InquiryState.RECEIVED).first()
    if found is None:
        raise NotThere
    asked = appointments_of(found)
    going = {one.need_id: one for one in _going([row.need_id for row in asked if row.need_id])}
    many = sum(1 for row in asked if row.need is not None and row.need.state != "cancelled")
    return WholeOrder(
        found, left_of(found, many, today), many, [Appointment(row, going.get(row.need_id or 0)) for row in asked]
    )


def order_of_need(actor: Actor, need_id: int) -> Inquiry:
    """The order to which a need belongs; ``NotThere`` for others than the desk, and where there is none."""
    found = _of_guides(actor).filter(need_id=need_id).first()
    if found is None:
        raise NotThere
    return order_of(found)


def appointments_of(order: Inquiry) -> Sequence[Inquiry]:
    """The first and every further appointment of an order, in the order of their days, with their needs."""
    rows = Inquiry.objects.filter(Q(pk=order.pk) | Q(follows_id=order.pk)).select_related("need")
    return list(rows.order_by("begins", "id"))


def met(order: Inquiry) -> int:
    """How many appointments of an order were agreed; cancelled ones left out."""
    return _met_of([order.pk]).get(order.pk, 0)


def pools_of_guides(actor: Actor) -> Sequence[Pool]:
    """The pools of guides that run, in the order of names; for the desk."""
    if not may_keep_orders(actor):
        raise NotThere
    return list(Pool.objects.filter(kind=PoolKind.GUIDES, ended_at__isnull=True).order_by("sort_key", "id"))


def appointment_of(actor: Actor, going: Assignment) -> Inquiry | None:
    """What was asked for the appointment somebody goes to, with its order; for herself and the desk."""
    if going.need.pool_id is None or not (may_go_on_with(actor, going) or may_keep_orders(actor)):
        return None
    return Inquiry.objects.select_related("pool", "follows").filter(need_id=going.need_id).first()


def visit_to_guide(actor: Actor, ref: str) -> Assignment:
    """An appointment as its sheet shows it: for the desk, and for whoever is accompanied; ``NotThere`` otherwise."""
    rows = Assignment.objects.filter(ref=ref, need__kind=NeedKind.GUIDE, state__in=[*GOES, AssignmentState.RELEASED])
    found = rows.select_related("need__client__person", "volunteer__person", "need__pool").first()
    if found is None:
        raise NotThere
    is_hers = actor.person_id is not None and found.need.client.person_id == actor.person_id
    if not (is_hers or may_keep_orders(actor)):
        raise NotThere
    return found


def asked_at(going: Assignment) -> Inquiry | None:
    """What was asked for the appointment of a visit that ``visit_to_guide`` has answered."""
    return Inquiry.objects.filter(need_id=going.need_id).first()


def _of_guides(actor: Actor) -> QuerySet[Inquiry]:
    if not may_keep_orders(actor):
        raise NotThere
    rows = Inquiry.objects.filter(pool__kind=PoolKind.GUIDES)
    return rows.select_related("pool", "client__person", "cooperation", "need", "follows__client__person")


def _met_of(ids: Sequence[int]) -> Mapping[int, int]:
    """For each order how many appointments were agreed. One query."""
    rows = Inquiry.objects.filter(Q(pk__in=ids) | Q(follows_id__in=ids)).filter(_NOT_CANCELLED, need__isnull=False)
    found: dict[int, int] = dict.fromkeys(ids, 0)
    for pk, follows in rows.values_list("pk", "follows_id"):
        found[follows or pk] += 1
    return found


def _going(need_ids: Sequence[int]) -> Sequence[Assignment]:
    rows = Assignment.objects.filter(need_id__in=need_ids, state__in=GOES)
    return list(rows.select_related("volunteer__person", "report"))
