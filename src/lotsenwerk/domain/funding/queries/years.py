"""Years of people and of pools, as the pages show them: a fixed number of questions for any number of people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from lotsenwerk.domain.assistance.models import Deployment, DeploymentState, Need, NeedKind, PoolTerms
from lotsenwerk.domain.assistance.queries.terms import pay_by_day
from lotsenwerk.domain.funding.models import Budget
from lotsenwerk.domain.funding.permissions import may_see_hours, may_see_hours_of
from lotsenwerk.domain.funding.queries.facts import FUNDED, facts_of, whose_hours_count
from lotsenwerk.domain.funding.queries.pool_years import PoolYear, pool_year
from lotsenwerk.domain.funding.queries.reckoning import PayOn, Taxes, YearOf, taxes_of, year_of
from lotsenwerk.domain.people.models import Engagement, Pool, PoolKind, Volunteer
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.pools import beyond_funded
from lotsenwerk.engines.funding.rulebook import UnknownRuleError
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


@dataclass(frozen=True, slots=True)
class Overview:
    """Every pool of a year, and everybody whose hours count, the nearest to the cap first."""

    pools: Sequence[PoolYear]
    people: Sequence[YearOf]


@dataclass(frozen=True, slots=True)
class Beyond:
    """One more deployment for a client number than is usually funded: it is the ``nth`` of the year."""

    number: str
    on: date
    nth: int
    most: int


def overview(actor: Actor, year: int, *, at: datetime) -> Overview:
    """The year of every pool and person; four queries for any number of them. ``NotThere`` for who may not see it."""
    if not may_see_hours(actor):
        raise NotThere
    today, book = clock.local(at).date(), rulebook()
    pools = _pools(year)
    pays = pay_by_day(pool.pk for pool in pools)
    everybody = [year_of(book, one, today, pays) for one in facts_of(whose_hours_count(year), year, today)]
    shown = [_pool_year(pool, everybody, year, today, pays) for pool in pools]
    return Overview(shown, sorted(everybody, key=_nearest_first))


def pool_for(actor: Actor, pool_id: int) -> Pool:
    """One pool whose deployments are funded; ``NotThere`` for who may not see it."""
    found = Pool.objects.filter(pk=pool_id, kind__in=FUNDED).first() if may_see_hours(actor) else None
    if found is None:
        raise NotThere
    return found


def pool_names(actor: Actor, pool_ids: Collection[int]) -> dict[int, str]:
    """What these pools are called, by their ids; one query."""
    if not may_see_hours(actor):
        return {}
    return dict(Pool.objects.filter(pk__in=list(pool_ids)).values_list("id", "name"))


def budgets_of(actor: Actor, pool: Pool, year: int) -> Sequence[Budget]:
    """Every version of a pool's budget for a year, in the order in which they count."""
    if not may_see_hours(actor):
        raise NotThere
    return list(Budget.objects.filter(pool=pool, year=year).order_by("valid_from", "id"))


def year_for(actor: Actor, person_id: int, year: int, *, at: datetime) -> YearOf:
    """One person's year, with every deployment; ``NotThere`` for others than herself, the desk and the clerk."""
    rows = Volunteer.objects.filter(person_id=person_id, person__erased_at__isnull=True)
    today = clock.local(at).date()
    found = facts_of(rows, year, today)
    if not found or not may_see_hours_of(actor, found[0].volunteer):
        raise NotThere
    pays = pay_by_day({one.pool_id for one in found[0].given} | found[0].pools)
    return year_of(rulebook(), found[0], today, pays)


def taxes_for(year: YearOf) -> Taxes:
    """A year that the actor may see against its tax ceiling. No query."""
    return taxes_of(rulebook(), year)


@dataclass(frozen=True, slots=True)
class Room:
    """What of a guide's year is free before a visit of ``minutes``; ``is_waived``: she takes no allowance then."""

    free: int
    minutes: int
    here_only: bool
    is_waived: bool

    @property
    def would_be_over(self) -> bool:
        """Whether part of the visit would not be paid for."""
        return self.minutes > self.free and not self.is_waived


def room_for(actor: Actor, need: Need, volunteer_ids: Collection[int], *, at: datetime) -> Mapping[int, Room]:
    """How much of their year is free for a need of a pool of guides, by volunteer; one query for all of them.

    Nothing for a need of no pool, or of interpreters; whoever is no volunteer is left out.
    """
    if need.pool_id is None or need.kind != NeedKind.GUIDE or not volunteer_ids or not may_see_hours(actor):
        return {}
    day, today, book = clock.local(need.earliest).date(), clock.local(at).date(), rulebook()
    rows = Volunteer.objects.filter(pk__in=list(volunteer_ids), engagement=Engagement.VOLUNTEER)
    unpaid = pay_by_day([])
    years = [(one, year_of(book, one, today, unpaid)) for one in facts_of(rows, day.year, today)]
    return {
        facts.volunteer.pk: Room(year.free, need.minutes, year.meter.here_only, facts.is_waived(day))
        for facts, year in years
    }


def beyond(actor: Actor, pool: Pool, year: int) -> Sequence[Beyond]:
    """Deployments of a year from which on more than usual were given for one client number (FI5, FP5). Two queries."""
    if not may_see_hours(actor) or pool.kind != PoolKind.INTERPRETERS:
        return []
    rows = Deployment.objects.filter(pool=pool, number__isnull=False, on__range=(date(year, 1, 1), date(year, 12, 31)))
    counted: dict[int, int] = defaultdict(int)
    terms = list(PoolTerms.objects.filter(pool=pool).order_by("-valid_from"))
    found = []
    for one in rows.exclude(state=DeploymentState.REFUSED).select_related("number").order_by("on", "begins", "id"):
        before, counted[one.number_id or 0] = counted[one.number_id or 0], counted[one.number_id or 0] + 1
        most = next((laid.most_funded for laid in terms if laid.valid_from <= one.on and laid.most_funded), None)
        usual = most or _usual(before, one.on)
        if usual is not None and before >= usual and one.number is not None:
            found.append(Beyond(one.number.number, one.on, before + 1, usual))
    return found


def _usual(before: int, on: date) -> int | None:
    try:
        reasons = beyond_funded(rulebook(), before, on)
    except UnknownRuleError:
        return None
    return int(str(reasons[0].params["most"])) if reasons else None


def _pools(year: int) -> Sequence[Pool]:
    """Pools of this year with their budgets; two queries."""
    running = Q(ended_at__isnull=True) | Q(ended_at__year__gte=year)
    budgets = Prefetch("budgets", Budget.objects.filter(year=year).order_by("valid_from", "id"))
    rows = Pool.objects.filter(running, kind__in=FUNDED).prefetch_related(budgets)
    return list(rows.order_by("kind", "sort_key", "id"))


def _pool_year(pool: Pool, people: Sequence[YearOf], year: int, today: date, pays: PayOn) -> PoolYear:
    budgets = list(pool.budgets.all())
    return pool_year(rulebook(), pool, budgets, people, year=year, today=today, pays=pays)


def _nearest_first(one: YearOf) -> tuple[bool, float, str]:
    """Guides before all others; among them whoever has the smallest part of her cap left, planned hours counted."""
    share = (one.meter.used + one.waits + one.planned) / one.meter.most
    return (not one.is_guide, -share, one.facts.volunteer.person.sort_key)
