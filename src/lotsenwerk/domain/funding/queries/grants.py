"""Reads of grants' files: the list of a year, one file with all that belongs to it, and what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, JSONObject

from lotsenwerk.domain.funding.models import (
    CalendarFeed,
    FinancingItem,
    Grant,
    GrantState,
    GrantTask,
    GrantText,
    Instalment,
    LedgerLine,
    Notice,
    Part,
    Pull,
)
from lotsenwerk.domain.funding.permissions import may_see_grants
from lotsenwerk.domain.funding.queries.facts import FUNDED
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import Tenanted

T = TypeVar("T", bound=Tenanted)
SOON: Final = timedelta(days=14)
"""So long before a deadline somebody is written to."""
_RUNNING: Final = (GrantState.DRAFT, GrantState.APPLIED, GrantState.GRANTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One file in a list: what was asked for, granted and spent in cents, and what is due next."""

    grant: Grant
    asked: int
    granted: int | None
    spent: int
    next_due: date | None
    next_kind: str
    next_words: str

    @property
    def left(self) -> int:
        """What is left of it; less than nought where more was spent."""
        return (self.granted or 0) - self.spent


@dataclass(frozen=True, slots=True)
class File:
    """One file with all that belongs to it but its ledger."""

    grant: Grant
    texts: dict[str, str]
    saved_at: datetime | None
    items: Sequence[FinancingItem]
    notices: Sequence[Notice]
    instalments: Sequence[Instalment]
    tasks: Sequence[GrantTask]
    pull: Pull | None
    spent: Mapping[str, int]
    """Cents of the ledger, part by part."""
    next: Mapping[str, str] | None
    """The file of the next year: its ref and its title."""

    def notice_on(self, day: date) -> Notice | None:
        """The newest notice that has begun on a day; before all of them, the first one."""
        begun = [one for one in self.notices if one.valid_from <= day]
        return begun[-1] if begun else next(iter(self.notices), None)


def years_with_files(actor: Actor, today: date) -> Sequence[int]:
    """This year, the next one, and every year of which there is a file; the newest first."""
    if not may_see_grants(actor):
        return []
    known = set(Grant.objects.values_list("year", flat=True).distinct())
    return sorted(known | {today.year, today.year + 1}, reverse=True)


def grants_of(actor: Actor, year: int) -> Sequence[Row]:
    """The files of a year; one query for any number of them."""
    return _rows(actor, Grant.objects.filter(year=year))


def _rows(actor: Actor, rows: QuerySet[Grant]) -> Sequence[Row]:
    if not may_see_grants(actor):
        return []
    own = OuterRef("pk")
    today = clock.local(clock.now()).date()
    has_begun = Case(When(valid_from__lte=today, then=Value(True)), default=Value(False), output_field=BooleanField())
    newest = Notice.objects.filter(grant=own).order_by(has_begun.desc(), F("id").desc())
    spent = _sum(LedgerLine.objects.filter(grant=own))
    asked = _sum(FinancingItem.objects.filter(grant=own, part=Part.GRANT))
    task = GrantTask.objects.filter(grant=own, done_at__isnull=True).order_by("due", "id")
    found: QuerySet[Any] = rows.select_related("carrier", "pool").annotate(
        asked=Coalesce(asked, 0),
        granted=Subquery(newest.values("cents")[:1]),
        spent=Coalesce(spent, 0),
        next_due=Subquery(task.values("due")[:1]),
        next_kind=Subquery(task.values("kind")[:1]),
        next_words=Subquery(task.values("words")[:1]),
    )
    return [
        Row(
            grant=one,
            asked=one.asked,
            granted=one.granted,
            spent=one.spent,
            next_due=one.next_due if one.state not in {GrantState.REFUSED, GrantState.WITHDRAWN} else None,
            next_kind=one.next_kind or "",
            next_words=one.next_words or "",
        )
        for one in found.order_by("title", "id")
    ]


def _sum(rows: QuerySet[Any]) -> Subquery:
    summed = rows.order_by().values("grant").annotate(sum=Sum("cents")).values("sum")
    return Subquery(summed, output_field=IntegerField())


def grant_for(actor: Actor, ref: str) -> Grant:
    """One file; ``NotThere`` for others than coordinators and the clerk."""
    rows = Grant.objects.select_related("carrier", "pool", "previous")
    found = rows.filter(ref=ref).first() if may_see_grants(actor) else None
    if found is None:
        raise NotThere
    return found


def file_for(actor: Actor, ref: str) -> File:
    """A file with all that belongs to it; one query. ``NotThere`` for others than coordinators and the clerk."""
    rows: QuerySet[Any] = Grant.objects.filter(ref=ref).select_related("carrier", "pool", "previous")
    spent = LedgerLine.objects.filter(grant=OuterRef("pk")).order_by().values("part").annotate(sum=Sum("cents"))
    went_on = Grant.objects.filter(previous=OuterRef("pk")).exclude(state=GrantState.WITHDRAWN)
    found = rows.annotate(
        all_texts=_listed(GrantText, "field"),
        all_items=_listed(FinancingItem, "id"),
        all_notices=_listed(Notice, "valid_from", "id"),
        all_instalments=_listed(Instalment, "due", "id"),
        all_tasks=_listed(GrantTask, "due", "id"),
        all_pulls=_listed(Pull, "-id", most=1),
        all_spent=ArraySubquery(spent.values(one=JSONObject(part=F("part"), cents=F("sum")))),
        went_on=ArraySubquery(went_on.values(one=JSONObject(ref="ref", title="title"))),
    ).first()
    if found is None or not may_see_grants(actor):
        raise NotThere
    texts = _made(GrantText, found.all_texts)
    return File(
        grant=found,
        texts={one.field: one.text for one in texts},
        saved_at=max((one.saved_at for one in texts), default=None),
        items=_made(FinancingItem, found.all_items),
        notices=_made(Notice, found.all_notices),
        instalments=_made(Instalment, found.all_instalments),
        tasks=_made(GrantTask, found.all_tasks),
        pull=next(iter(_made(Pull, found.all_pulls)), None),
        spent={one["part"]: one["cents"] for one in found.all_spent},
        next=next(iter(found.went_on), None),
    )


def file_of(actor: Actor, grant: Grant) -> File:
    """The same for a file that is known already."""
    return file_for(actor, grant.ref)


def _listed(model: type[Any], *order: str, most: int | None = None) -> ArraySubquery:
    """Every row of a file in one column, as JSON."""
    fields = {field.attname: field.attname for field in model._meta.concrete_fields}  # noqa: SLF001
    rows = model.objects.filter(grant=OuterRef("pk")).order_by(*order)[:most]
    return ArraySubquery(rows.values(one=JSONObject(**fields)))


def _made(model: type[T], rows: Sequence[Mapping[str, Any]]) -> list[T]:
    """The rows as they were before they became JSON."""
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return [model(**{name: fields[name].to_python(value) for name, value in one.items()}) for one in rows]


def task_for(actor: Actor, grant: Grant, task_id: int) -> GrantTask:
    """One task of a file."""
    found = GrantTask.objects.filter(grant=grant, pk=task_id).select_related("grant").first()
    if found is None or not may_see_grants(actor):
        raise NotThere
    return found


def instalment_for(actor: Actor, grant: Grant, instalment_id: int) -> Instalment:
    """One instalment of a file."""
    found = Instalment.objects.filter(grant=grant, pk=instalment_id).select_related("grant").first()
    if found is None or not may_see_grants(actor):
        raise NotThere
    return found


def funded_pools(actor: Actor) -> Sequence[Pool]:
    """Pools whose deployments a file can pay."""
    rows = Pool.objects.filter(kind__in=FUNDED, ended_at__isnull=True)
    return list(rows.order_by("sort_key", "id")) if may_see_grants(actor) else []


def carriers(actor: Actor) -> Sequence[Organisation]:
    """Partners that can apply themselves."""
    found = partners(Kind.CARRIER, Kind.MIGRANT_ORGANISATION, Kind.CLUB)
    return list(found) if may_see_grants(actor) else []


def open_tasks(of: Collection[int] | None = None) -> QuerySet[GrantTask]:
    """What is to be done in the files that are not over."""
    rows = GrantTask.objects.filter(done_at__isnull=True, grant__state__in=[*_RUNNING, GrantState.ENDED])
    return (rows if of is None else rows.filter(pk__in=of)).select_related("grant").order_by("due", "id")


def due_next(actor: Actor) -> Sequence[GrantTask]:
    """The three things that are due next, of whatever file and year; one query."""
    return list(open_tasks()[:3]) if may_see_grants(actor) else []


def tasks_to_remind_of(at: datetime) -> Sequence[GrantTask]:
    """Tasks that are due soon and of which nobody has been reminded in the last week."""
    today = clock.local(at).date()
    rows = open_tasks().filter(due__lte=today + SOON).exclude(reminded_at__gt=at - timedelta(days=7))
    return list(rows)


def tasks_of_feed(secret: str) -> Sequence[GrantTask] | None:
    """The tasks that a secret address tells; none where there is no such address. Within the scope of its town."""
    if not CalendarFeed.objects.filter(digest=CalendarFeed.digest_of(secret)).exists():
        return None
    return list(open_tasks())


def has_feed(actor: Actor) -> bool:
    """Whether whoever is logged in has an address for her calendar."""
    return CalendarFeed.objects.filter(user_id=actor.user_id or 0).exists()
