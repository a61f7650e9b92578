"""A pool of guides, a pool of interpreters, and hours that were given."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from psycopg.types.range import TimestamptzRange

from lotsenwerk.domain.assistance.models import (
    Assignment,
    ClientNumber,
    Deployment,
    DeploymentState,
    Need,
    NeedKind,
    PoolTerms,
)
from lotsenwerk.domain.people.models import Engagement, Pool, PoolKind, PoolMember, Rung, Volunteer
from lotsenwerk.engines.funding.hours import DeploymentKind
from lotsenwerk.kit import clock
from lotsenwerk.kit.refs import new_ref
from tests.factories import Town, make_client, make_volunteer

AT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
"""A Monday in the middle of a year."""
TODAY = AT.date()
HOURS = 60
_numbers = count(1)


def make_pool(town: Town, kind: PoolKind = PoolKind.GUIDES, name: str = "") -> Pool:
    made = name or kind.value.title()
    return Pool.objects.create(kind=kind, name=made, sort_key=made.lower(), opened_at=AT - timedelta(days=900))


def make_guide(town: Town, pool: Pool, given_name: str = "Amira") -> Volunteer:
    volunteer = make_volunteer(town, given_name=given_name, at=AT - timedelta(days=700))
    PoolMember.objects.create(pool=pool, volunteer=volunteer, rung=Rung.ACTIVE, rung_since=AT, joined_at=AT)
    return volunteer


def gave(  # noqa: PLR0917 - a row of a table
    pool: Pool,
    volunteer: Volunteer,
    hours: float,
    on: date = TODAY - timedelta(days=30),
    state: DeploymentState = DeploymentState.CONFIRMED,
    kind: DeploymentKind = DeploymentKind.ACCOMPANIMENT,
    engagement: Engagement = Engagement.VOLUNTEER,
    number: ClientNumber | None = None,
) -> Deployment:
    return Deployment.objects.create(
        ref=new_ref(),
        pool=pool,
        volunteer=volunteer,
        engagement=engagement,
        state=state,
        kind=kind,
        on=on,
        number=number,
        minutes=round(hours * HOURS),
        reported_at=AT,
    )


def gave_long(pool: Pool, volunteer: Volunteer, hours: int, *, first: date = date(2026, 2, 2)) -> None:
    """Many hours, twelve a day at most, one day after the other."""
    for number, begin in enumerate(range(0, hours, 12)):
        gave(pool, volunteer, min(12, hours - begin), first + timedelta(days=number))


def will_go(town: Town, pool: Pool, volunteer: Volunteer, begins: datetime, hours: float = 2) -> Assignment:
    """She has said yes to a visit of the pool."""
    length = timedelta(hours=hours)
    need = Need.objects.create(
        ref=new_ref(),
        client=make_client(town, family_name=f"Weber {next(_numbers)}"),
        kind=NeedKind.GUIDE if pool.kind == PoolKind.GUIDES else NeedKind.INTERPRET,
        pool=pool,
        earliest=begins,
        latest=begins + length,
        minutes=int(length.total_seconds()) // 60,
        state="staffed",
        taken_at=AT,
    )
    return Assignment.objects.create(
        ref=new_ref(),
        need=need,
        volunteer=volunteer,
        during=TimestamptzRange(begins, begins + length),
        code_word="Rose",
        accepted_at=AT,
    )


def pays_twenty(pool: Pool, since: date = date(2020, 1, 1), cents: int = 2000) -> PoolTerms:
    return PoolTerms.objects.create(pool=pool, valid_from=since, cents_a_deployment=cents, changed_at=AT)


def at_ten(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.BERLIN)
