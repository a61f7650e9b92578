"""Reads of deployments: how many were given for whom, what somebody gave in a year, what a pool gave in a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lotsenwerk.domain.assistance.models import Assignment, Deployment, DeploymentState, DoneBy, Feedback, SignedSheet
from lotsenwerk.domain.assistance.permissions import may_see_deployments
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


def funded_before(*, year: int, number_id: int | None, cooperation_id: int | None) -> int:
    """Deployments of a calendar year for one client number, or without a number for one institution (IP5).

    What was reported and is not confirmed yet counts, what the requester refused does not.
    """
    rows = Deployment.objects.filter(on__range=_year(year)).exclude(state=DeploymentState.REFUSED)
    if number_id is not None:
        return rows.filter(number_id=number_id).count()
    return rows.filter(cooperation_id=cooperation_id).count() if cooperation_id is not None else 0


def deployments_of(actor: Actor, volunteer_id: int, year: int) -> Sequence[Deployment]:
    """What somebody gave in a year, the oldest first, refused ones left out: her own, or the desk and the clerk."""
    rows = Deployment.objects.filter(volunteer_id=volunteer_id, on__range=_year(year))
    if not may_see_deployments(actor):
        rows = rows.filter(volunteer__person_id=actor.person_id or 0)
    return list(_whole(rows.exclude(state=DeploymentState.REFUSED)).order_by("on", "begins", "id"))


def deployments_in(actor: Actor, pool_id: int, *, year: int, month: int) -> Sequence[Deployment]:
    """What a pool gave in a month, the oldest first, refused ones too, so that nothing is forgotten."""
    if not may_see_deployments(actor):
        return []
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    rows = Deployment.objects.filter(pool_id=pool_id, on__gte=first, on__lt=after)
    return list(_whole(rows).order_by("on", "begins", "id"))


def deployment_for(actor: Actor, ref: str) -> Deployment:
    """One deployment: of the desk, of whoever gave it, of the institution that asked; ``NotThere`` for all others."""
    found = _whole(Deployment.objects.filter(ref=ref)).first()
    if found is None:
        raise NotThere
    is_own = actor.person_id is not None and found.volunteer.person_id == actor.person_id
    partner_id = found.cooperation.partner_id if found.cooperation else None
    asked = actor.has("partner") and actor.partner_id is not None and actor.partner_id == partner_id
    if not (is_own or asked or may_see_deployments(actor)):
        raise NotThere
    return found


def sheet_of(actor: Actor, ref: str) -> SignedSheet:
    """The signed sheet of a deployment, for everybody who may read it; ``NotThere`` where none is kept."""
    found = SignedSheet.objects.filter(deployment=deployment_for(actor, ref)).first()
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True, slots=True)
class GivenBy:
    """What somebody gave at her own appointment, and what she has said and handed in of it."""

    deployment: Deployment | None
    has_sheet: bool
    has_answered: bool


def given_by(actor: Actor, assignment: Assignment) -> GivenBy:
    """For whoever went herself; ``NotThere`` for all others. Two queries."""
    if actor.person_id is None or assignment.volunteer.person_id != actor.person_id:
        raise NotThere
    given = _whole(Deployment.objects.filter(assignment=assignment)).first()
    said = Feedback.objects.filter(assignment=assignment, side=DoneBy.VOLUNTEER)
    return GivenBy(given, given is not None and bool(given.__dict__["has_sheet"]), said.exists())


def to_confirm_by(actor: Actor) -> Sequence[Deployment]:
    """What waits for the tap of the actor's institution, the oldest first; nobody's list for all others."""
    if not actor.has("partner") or actor.partner_id is None:
        return []
    rows = Deployment.objects.filter(cooperation__partner_id=actor.partner_id, state=DeploymentState.REPORTED)
    return list(_whole(rows).order_by("on", "id"))


def _whole(rows: QuerySet[Deployment]) -> QuerySet[Deployment]:
    """With whom, for whom and where; ``has_sheet`` says whether a signed sheet is kept, which is not read itself."""
    signed = SignedSheet.objects.filter(deployment=OuterRef("pk"))
    whole = rows.select_related("volunteer__person", "cooperation__partner", "number", "assignment__need", "pool")
    return whole.annotate(has_sheet=Exists(signed))


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
