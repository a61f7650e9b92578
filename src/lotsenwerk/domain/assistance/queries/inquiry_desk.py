"""Reads of the desk's lists of requests to the pools: what is to be done about which, and how much of it there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, DateField, Min, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast

from lotsenwerk.domain.assistance.models import (
    Assignment,
    ClientNumber,
    Cooperation,
    CooperationState,
    Deployment,
    DeploymentState,
    Inquiry,
    InquiryState,
    Need,
    NeedState,
)
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.people.models import LanguageSkill, Pool, Rung
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

SHOWS = ("new", "searching", "staffed", "done", "over")
"""What is to be done about a request: answer it, look for somebody, nothing yet, have it confirmed; or it is over."""
_TAKEN = Q(state=InquiryState.TAKEN_IN)
_SHOWN = {
    "new": Q(state=InquiryState.RECEIVED),
    "searching": _TAKEN & Q(need__state__in=[NeedState.OPEN, NeedState.OFFERED]),
    "staffed": _TAKEN & Q(need__state=NeedState.STAFFED),
    "done": _TAKEN & Q(need__state=NeedState.DONE),
    "over": Q(state__in=[InquiryState.REFUSED, InquiryState.NOBODY, InquiryState.WITHDRAWN])
    | (_TAKEN & Q(need__state__in=[NeedState.CONFIRMED, NeedState.CANCELLED])),
}
_ORDER = {
    "new": ("answer_by", "received_at", "id"),
    "searching": ("need__earliest", "id"),
    "staffed": ("need__earliest", "id"),
    "done": ("need__earliest", "id"),
    "over": ("-received_at", "-id"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the desk: answers (``overdue`` of them too late), searches, institutions, confirmations."""

    new: int = 0
    overdue: int = 0
    searching: int = 0
    staffed: int = 0
    done: int = 0
    cooperations: int = 0
    deployments: int = 0


def waiting_for_us(actor: Actor, today: date) -> Waiting:
    """How many requests, institutions and deployments wait; three queries. Nothing for others than the desk."""
    if not may_run_inquiries(actor):
        return Waiting()
    overdue = _SHOWN["new"] & Q(answer_by__lt=today)
    counted = {name: Count("id", filter=_SHOWN[name]) for name in ("new", "searching", "staffed", "done")}
    found = Inquiry.objects.aggregate(overdue=Count("id", filter=overdue), **counted)
    return Waiting(
        **found,
        cooperations=Cooperation.objects.filter(state=CooperationState.ASKED).count(),
        deployments=_to_confirm().count(),
    )


def asked_of_us(actor: Actor, today: date) -> Waiting:
    """What the first page says of it: requests without an answer, overdue ones, institutions. One query."""
    if not may_run_inquiries(actor):
        return Waiting()
    requests = Inquiry.objects.filter(_SHOWN["new"]).values_list("answer_by", "id")
    nobody = Cast(Value(None), DateField())
    bodies = Cooperation.objects.filter(state=CooperationState.ASKED).values_list(nobody, "id")
    days: list[date | None] = [answer_by for answer_by, _id in requests.union(bodies, all=True)]
    promised = [one for one in days if one is not None]
    overdue = sum(one < today for one in promised)
    return Waiting(new=len(promised), overdue=overdue, cooperations=len(days) - len(promised))


def inquiries_shown(actor: Actor, show: str) -> QuerySet[Inquiry]:
    """The requests of one of ``SHOWS``, what is due first on top, with need and who goes; three queries for any number.

    Nothing for others than the desk, and the new ones for a word that is none.
    """
    if not may_run_inquiries(actor):
        return Inquiry.objects.none()
    shown = show if show in _SHOWN else "new"
    rows = Inquiry.objects.filter(_SHOWN[shown]).select_related("pool", "cooperation", "client__person", "need")
    going = Assignment.objects.filter(state__in=GOES).select_related("volunteer__person")
    return rows.prefetch_related(Prefetch("need__assignments", queryset=going, to_attr="going")).order_by(
        *_ORDER[shown]
    )


def deployments_to_confirm(actor: Actor) -> QuerySet[Deployment]:
    """What was given for somebody who asked and is not confirmed yet: first what the other side said no to."""
    if not may_run_inquiries(actor):
        return Deployment.objects.none()
    rows = _to_confirm().select_related("volunteer__person", "cooperation", "pool", "sheet")
    # "refused" comes before "reported" in the alphabet too.
    return rows.defer("sheet__content").order_by("state", "on", "id")


def _to_confirm() -> QuerySet[Deployment]:
    rows = Deployment.objects.filter(state__in=[DeploymentState.REPORTED, DeploymentState.REFUSED])
    return rows.filter(assignment__isnull=False)


def cooperations_decided(actor: Actor, state: CooperationState) -> QuerySet[Cooperation]:
    """Institutions that were refused, or work with a pool no more, the newest first; for the desk."""
    if not may_run_inquiries(actor):
        return Cooperation.objects.none()
    return Cooperation.objects.filter(state=state).select_related("pool", "partner").order_by("-decided_at", "id")


def inquiries_of(actor: Actor, cooperation: Cooperation, *, most: int = 20) -> Sequence[Inquiry]:
    """What an institution asked a pool for, the newest first; for the desk."""
    if not may_run_inquiries(actor):
        return []
    rows = Inquiry.objects.filter(cooperation=cooperation).select_related("need", "pool", "cooperation")
    return list(rows.order_by("-received_at", "-id")[:most])


def inquiry_of_need(actor: Actor, need: Need) -> Inquiry | None:
    """What was asked and became this need; none for what came in another way, and for others than the desk."""
    return Inquiry.objects.filter(need_id=need.pk).first() if may_run_inquiries(actor) else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Numbers that were handed out in one step: when, how many; ``first_id`` names it."""

    first_id: int
    made_at: datetime
    many: int


def batches_of(actor: Actor, pool: Pool) -> Sequence[Batch]:
    """When how many numbers of a pool were handed out, the newest first; the numbers themselves stand on paper."""
    if not may_run_inquiries(actor):
        return []
    with_id = ClientNumber.objects.filter(pool=pool).values("made_at").annotate(many=Count("id"), first_id=Min("id"))
    return [Batch(**one) for one in with_id.order_by("-made_at")[:50]]


def batch_for(actor: Actor, pool: Pool, first_id: int) -> Sequence[ClientNumber]:
    """The numbers of one step in the order of printing; ``NotThere`` where there is no such batch."""
    first = ClientNumber.objects.filter(pool=pool, pk=first_id).first() if may_run_inquiries(actor) else None
    if first is None:
        raise NotThere
    return list(ClientNumber.objects.filter(pool=pool, made_at=first.made_at).order_by("id"))


def languages_of_pool(pool: Pool) -> Sequence[str]:
    """What active members of a pool speak beside German, by codes of ISO 639-3, the commonest first. One query."""
    rows = LanguageSkill.objects.filter(
        person__volunteer__pools__pool=pool, person__volunteer__pools__rung=Rung.ACTIVE
    ).exclude(language="deu")
    counted = rows.values("language").annotate(many=Count("person_id", distinct=True))
    return [one["language"] for one in counted.order_by("-many", "language")]
