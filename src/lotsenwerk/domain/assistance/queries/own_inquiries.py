"""An institution's own requests: what waits for her tap, what waits for the pool, what is agreed, and what is past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Cooperation,
    CooperationState,
    Deployment,
    DeploymentState,
    DoneBy,
    Feedback,
    Inquiry,
    InquiryState,
    NeedState,
    SignedSheet,
)
from lotsenwerk.domain.assistance.queries.inquiries import own_inquiries
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


class Stage(StrEnum):
    """Where a request stands, as its institution sees it."""

    RECEIVED = "received"
    LOOKED_FOR = "looked_for"
    AGREED = "agreed"
    HAPPENED = "happened"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    DOUBTED = "doubted"
    NOT_HELD = "not_held"
    REFUSED = "refused"
    NOBODY = "nobody"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Own:
    """One request with whoever goes and what she gave."""

    inquiry: Inquiry
    stage: Stage
    going: Assignment | None
    deployment: Deployment | None

    @property
    def begins(self) -> datetime:
        """When it begins: as agreed, else as it was taken in, else as it was asked for."""
        if self.going is not None:
            begins: datetime = self.going.during.lower
            return begins
        return self.inquiry.need.earliest if self.inquiry.need is not None else self.inquiry.begins


@dataclass(frozen=True, slots=True)
class OwnLists:
    """Everything that is not settled, in the order in which it matters."""

    to_confirm: Sequence[Own]
    nobody: Sequence[Own]
    waiting: Sequence[Own]
    agreed: Sequence[Own]


MOST: int = 100
"""So many requests stand on one page at most; no institution has as many open."""


def own_lists(actor: Actor, *, at: datetime) -> OwnLists:
    """What the actor's institution has open, her colleagues' requests too. Three queries."""
    rows = _with_stage(_open(own_inquiries(actor), at)[:MOST], at)

    def of(*stages: Stage) -> list[Own]:
        return sorted((one for one in rows if one.stage in stages), key=lambda one: (one.begins, one.inquiry.id))

    return OwnLists(
        to_confirm=of(Stage.TO_CONFIRM),
        nobody=of(Stage.NOBODY),
        waiting=of(Stage.RECEIVED, Stage.LOOKED_FOR),
        agreed=of(Stage.AGREED, Stage.HAPPENED),
    )


def past_inquiries(actor: Actor, *, at: datetime) -> QuerySet[Inquiry]:
    """What is settled, the newest first, to be read page by page; ``staged`` adds the rest."""
    open_now = _open(own_inquiries(actor), at).order_by().values("pk")
    return own_inquiries(actor).exclude(pk__in=open_now)


def staged(rows: Sequence[Inquiry], *, at: datetime) -> Sequence[Own]:
    """The rows of one page with where they stand. Two queries."""
    return _with_stage(rows, at)


def own_one(inquiry: Inquiry, *, at: datetime) -> Own:
    """One request with where it stands."""
    return _with_stage([inquiry], at)[0]


def _open(rows: QuerySet[Inquiry], at: datetime) -> QuerySet[Inquiry]:
    """What is not settled: it waits, is agreed, is to be confirmed; and where nobody was found while it lies ahead."""
    waits = Q(state=InquiryState.RECEIVED)
    runs = Q(need__state__in=[NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED])
    reported = Deployment.objects.filter(state=DeploymentState.REPORTED, assignment__isnull=False)
    told = Q(need__in=reported.values("assignment__need_id"))
    nobody = Q(state=InquiryState.NOBODY, begins__gt=at)
    return rows.filter(waits | Q(Q(state=InquiryState.TAKEN_IN), runs | told) | nobody)


def _with_stage(rows: Sequence[Inquiry] | QuerySet[Inquiry], at: datetime) -> list[Own]:
    listed = list(rows)
    need_ids = [one.need_id for one in listed if one.need_id is not None]
    goes = Assignment.objects.filter(need_id__in=need_ids, state__in=GOES).select_related("volunteer__person")
    going = {one.need_id: one for one in goes}
    gave = Deployment.objects.filter(assignment__need_id__in=need_ids).select_related("assignment")
    deployments = {one.assignment_id: one for one in gave}
    found = []
    for one in listed:
        who = going.get(one.need_id) if one.need_id is not None else None
        given = deployments.get(who.pk) if who is not None else None
        found.append(Own(one, _stage(one, who, given, at), who, given))
    return found


_OF_STATE = {
    InquiryState.RECEIVED: Stage.RECEIVED,
    InquiryState.REFUSED: Stage.REFUSED,
    InquiryState.NOBODY: Stage.NOBODY,
    InquiryState.WITHDRAWN: Stage.CANCELLED,
}
_OF_DEPLOYMENT = {
    DeploymentState.REPORTED: Stage.TO_CONFIRM,
    DeploymentState.CONFIRMED: Stage.CONFIRMED,
    DeploymentState.REFUSED: Stage.DOUBTED,
}


def _stage(inquiry: Inquiry, going: Assignment | None, given: Deployment | None, at: datetime) -> Stage:
    if inquiry.state != InquiryState.TAKEN_IN:
        return _OF_STATE[InquiryState(inquiry.state)]
    if given is not None:
        return _OF_DEPLOYMENT[DeploymentState(given.state)]
    if going is not None:
        if going.state != AssignmentState.ACCEPTED:
            return Stage.NOT_HELD
        return Stage.AGREED if at < going.during.lower else Stage.HAPPENED
    is_off = inquiry.need is not None and inquiry.need.state == NeedState.CANCELLED
    return Stage.CANCELLED if is_off else Stage.LOOKED_FOR


def has_answered(inquiry: Inquiry) -> bool:
    """Whether the institution has answered the two questions."""
    rows = Feedback.objects.filter(assignment__need__inquiry=inquiry, side=DoneBy.REQUESTER)
    return rows.exists()


def has_sheet(given: Deployment) -> bool:
    """Whether the signed sheet of a deployment is kept."""
    return SignedSheet.objects.filter(deployment=given).exists()


def works_with_a_pool(partner_id: int) -> bool:
    """Whether a partner works with a pool of the open town: then its people have pages of their own."""
    return Cooperation.objects.filter(partner_id=partner_id, state=CooperationState.APPROVED).exists()


def partners_with_pools() -> frozenset[int]:
    """The ids of all partners of the open town that work with a pool."""
    rows = Cooperation.objects.filter(state=CooperationState.APPROVED, partner__isnull=False)
    return frozenset(rows.values_list("partner_id", flat=True))


def partner_that_asks(partner_id: int) -> tuple[Organisation, bool]:
    """A partner of the open town, and whether it works or has worked with a pool; ``NotThere`` without it. One query.

    Where that has ended what was asked stays to be seen.
    """
    states = [CooperationState.APPROVED, CooperationState.ENDED]
    worked = Cooperation.objects.filter(partner_id=OuterRef("pk"), state__in=states)
    found = partners().annotate(asks=Exists(worked)).filter(pk=partner_id).first()
    if found is None:
        raise NotThere
    return found, bool(found.__dict__["asks"])


def may_be_asked(cooperation: Cooperation, modules: frozenset[str]) -> bool:
    """Whether the pool takes requests: it has not ended, and its part of the house is switched on."""
    pool = cooperation.pool
    return pool.ended_at is None and not BEHIND[pool.kind].isdisjoint(modules)


def last_like(actor: Actor, ref: str) -> Inquiry:
    """An own request from which a new one begins; ``NotThere`` for another institution's."""
    found = own_inquiries(actor).filter(ref=ref).first()
    if found is None:
        raise NotThere
    return found


def same_again(actor: Actor, cooperation: Cooperation, *, most: int = 3) -> list[Inquiry]:
    """The newest requests to one pool, for "as last time": each language once."""
    newest: dict[str, Inquiry] = {}
    for one in own_inquiries(actor).filter(cooperation=cooperation)[: 10 * most]:
        newest.setdefault(one.language, one)
    return list(newest.values())[:most]
