"""Reads of the ledger: its lines, and what a file has, has spent, is bound to and will come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from lotsenwerk.domain.assistance.models import Deployment, DeploymentState
from lotsenwerk.domain.funding.models import Grant, LedgerLine, Part, Pull, Side, SourceKind
from lotsenwerk.domain.funding.permissions import may_see_grants
from lotsenwerk.domain.funding.queries.grants import File
from lotsenwerk.domain.funding.rates import rate_of
from lotsenwerk.domain.people.models import Engagement
from lotsenwerk.domain.training.models import Course, CourseState
from lotsenwerk.domain.training.queries import units_given
from lotsenwerk.engines.funding.hours import COUNTS
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

HOUR = 60


@dataclass(frozen=True, slots=True)
class PartMoney:
    """One part of a file in cents: what the plan says, what is spent, what is bound and what it will come to."""

    part: str
    planned: int
    spent: int
    bound: int
    forecast: int


@dataclass(frozen=True, slots=True)
class Money:
    """A file's money in cents. ``granted`` is none before the first notice. ``waiting`` deployments are not taken over.

    ``parts`` add up to the sums.
    """

    granted: int | None
    received: int
    parts: Sequence[PartMoney]
    waiting: int

    @property
    def planned(self) -> int:
        """The costs of the plan."""
        return sum(one.planned for one in self.parts)

    @property
    def spent(self) -> int:
        """What stands in the ledger."""
        return sum(one.spent for one in self.parts)

    @property
    def bound(self) -> int:
        """What is promised and not in the ledger yet."""
        return sum(one.bound for one in self.parts)

    @property
    def forecast(self) -> int:
        """What it will come to."""
        return sum(one.forecast for one in self.parts)

    @property
    def left(self) -> int:
        """What of the grant is neither spent nor bound; less than nought where it is too little."""
        return (self.granted or 0) - self.spent - self.bound


def money_of(actor: Actor, shown: File, today: date) -> Money:
    """Budget, spent, bound and forecast of a file, part by part (LF10 to LF12); one query beside the file's."""
    if not may_see_grants(actor):
        raise NotThere
    grant = shown.grant
    spent = shown.spent
    waiting, bound = _not_taken_over(grant)
    planned: dict[str, int] = {}
    for item in shown.items:
        if item.side == Side.COST:
            planned[item.part] = planned.get(item.part, 0) + item.cents
    parts = [part for part in Part.values if part in planned or part in spent or part in bound]
    notice = shown.notice_on(today)
    return Money(
        granted=notice.cents if notice is not None else None,
        received=sum(one.received_cents or 0 for one in shown.instalments),
        parts=[
            PartMoney(part, plan, done, due, forecast(grant, part, plan, done + due, today))
            for part, plan, done, due in (
                (part, planned.get(part, 0), spent.get(part, 0), bound.get(part, 0)) for part in parts
            )
        ],
        waiting=waiting,
    )


def forecast(grant: Grant, part: str, planned: int, so_far: int, today: date) -> int:
    """What a part will come to: deployments go on at this year's pace; all else as planned, or what it is already."""
    if part not in {Part.HOURS, Part.DEPLOYMENT}:
        return so_far if today > grant.last_day else max(planned, so_far)
    days = (grant.last_day - grant.first_day).days + 1
    gone = (min(today, grant.last_day) - grant.first_day).days + 1
    if gone <= 0:
        return planned
    return so_far * days // gone


def _not_taken_over(grant: Grant) -> tuple[int, Mapping[str, int]]:
    """How many deployments of the pool no line pays for yet, and what they come to at most, before caps and waivers."""
    if grant.pool_id is None:
        return 0, {}
    line = LedgerLine.objects.filter(source_kind=SourceKind.DEPLOYMENT, source_id=OuterRef("pk"), reverses__isnull=True)
    rows = Deployment.objects.filter(pool_id=grant.pool_id, on__range=(grant.first_day, grant.last_day))
    rows = rows.filter(engagement=Engagement.VOLUNTEER, kind__in=[str(kind) for kind in COUNTS])
    rows = rows.exclude(state=DeploymentState.REFUSED).exclude(Exists(line.filter(reversals__isnull=True)))
    found = rows.aggregate(count=Count("id"), minutes=Coalesce(Sum("minutes"), 0))
    part = Part.HOURS if grant.line == "guides" else Part.DEPLOYMENT
    rate = rate_of(part, grant.first_day) or 0
    worth = rate * found["minutes"] // HOUR if part == Part.HOURS else rate * found["count"]
    return found["count"], ({part: worth} if found["count"] else {})


def lines_of(actor: Actor, grant: Grant, *, part: str = "", show: str = "") -> QuerySet[LedgerLine]:
    """The lines of a file, the newest day first. ``show``: "reversed" what was taken back, "standing" what counts."""
    if not may_see_grants(actor):
        return LedgerLine.objects.none()
    reversal = LedgerLine.objects.filter(reverses=OuterRef("pk"))
    rows = LedgerLine.objects.filter(grant=grant).annotate(is_taken_back=Exists(reversal))
    if part:
        rows = rows.filter(part=part)
    if show == "standing":
        rows = rows.filter(reverses__isnull=True, is_taken_back=False)
    if show == "reversed":
        rows = rows.exclude(reverses__isnull=True, is_taken_back=False)
    return rows.select_related("reverses").order_by("-day", "-id")


def line_for(actor: Actor, grant: Grant, line_id: int) -> LedgerLine:
    """One line of a file."""
    found = LedgerLine.objects.filter(grant=grant, pk=line_id).select_related("grant").first()
    if found is None or not may_see_grants(actor):
        raise NotThere
    return found


def deployments_behind(actor: Actor, lines: Sequence[LedgerLine]) -> Mapping[int, Deployment]:
    """The deployments behind these lines, by their ids, with who gave them; one query."""
    ids = [one.source_id for one in lines if one.source_kind == SourceKind.DEPLOYMENT and one.source_id]
    if not ids or not may_see_grants(actor):
        return {}
    return {one.pk: one for one in Deployment.objects.filter(pk__in=ids).select_related("volunteer__person")}


def last_pull(actor: Actor, grant: Grant) -> Pull | None:
    """When deployments were taken over last, or how far that is."""
    return Pull.objects.filter(grant=grant).order_by("-id").first() if may_see_grants(actor) else None


@dataclass(frozen=True, slots=True)
class CourseToFund:
    """A course that ended within a file's days: units x participants, and what may be paid for it at most."""

    course: Course
    on: date
    units: int
    most: int


def courses_to_fund(actor: Actor, grant: Grant) -> Sequence[CourseToFund]:
    """Courses of which no line stands yet; none for files of other lines. Two queries."""
    if not may_see_grants(actor):
        return []
    line = LedgerLine.objects.filter(source_kind=SourceKind.COURSE, source_id=OuterRef("pk"), reverses__isnull=True)
    rows = Course.objects.filter(state=CourseState.ENDED, ended_at__isnull=False)
    courses = list(rows.exclude(Exists(line.filter(reversals__isnull=True))).order_by("ended_at", "id"))
    given = units_given([one.pk for one in courses])
    found = []
    for course in courses:
        units, on = given.get(course.pk, (0, None))
        if on is not None and grant.first_day <= on <= grant.last_day:
            found.append(CourseToFund(course, on, units, (rate_of(Part.COURSE, on) or 0) * units))
    return found
