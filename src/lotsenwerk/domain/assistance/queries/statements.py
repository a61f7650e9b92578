"""What somebody gave in a month, what she gets for it, and what institutions pay: figures from dated terms alone.

Caps and waivers are the funding's: its ``months`` reads these months and takes off what is not paid for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from lotsenwerk.domain.assistance.models import Bill, BillPosition, Cooperation, Deployment, DeploymentState
from lotsenwerk.domain.assistance.permissions import may_see_deployments, may_see_statement
from lotsenwerk.domain.assistance.queries.terms import pay_by_day
from lotsenwerk.domain.people.models import Engagement, PoolKind, Volunteer
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding import hours, pay
from lotsenwerk.engines.funding.rulebook import Rulebook, UnknownRuleError
from lotsenwerk.engines.funding.rules_file import guideline
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


@dataclass(frozen=True, slots=True)
class Given:
    """One deployment, and what is paid for it in cents: nought where she is no volunteer or nothing is promised."""

    deployment: Deployment
    paid: pay.Statement

    @property
    def cents(self) -> int:
        """What she gets."""
        return self.paid.total


@dataclass(frozen=True, slots=True)
class Monthly:
    """Somebody's month: what is confirmed and counts, and what still waits (reported, or refused and looked at)."""

    volunteer: Volunteer
    first_day: date
    lines: Sequence[Given]
    waiting: Sequence[Deployment]

    @property
    def minutes(self) -> int:
        """Confirmed minutes, in quarters of an hour."""
        return sum(one.deployment.minutes for one in self.lines)

    @property
    def cents(self) -> int:
        """What she gets for them."""
        return sum(one.cents for one in self.lines)


@dataclass(frozen=True, slots=True)
class ToPay:
    """What an institution pays for the confirmed deployments of a month that stand on no bill yet."""

    cooperation: Cooperation
    lines: Sequence[Given]

    @property
    def cents(self) -> int:
        """The sum of the fees."""
        return sum(one.paid.fee for one in self.lines)


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def statements_in(actor: Actor, day: date) -> Sequence[Monthly]:
    """The month of everybody who gave something in it, in the order of names; two queries for any number."""
    if not may_see_deployments(actor):
        return []
    return _months(Deployment.objects.filter(on__range=month_of(day)), day)


def statement_for(actor: Actor, volunteer: Volunteer, day: date) -> Monthly:
    """One person's month, also an empty one; ``NotThere`` for others than herself, the desk and the clerk."""
    if not may_see_statement(actor, volunteer):
        raise NotThere
    found = _months(Deployment.objects.filter(volunteer=volunteer, on__range=month_of(day)), day)
    return found[0] if found else Monthly(volunteer, month_of(day)[0], [], [])


def giver(actor: Actor, person_id: int) -> Volunteer:
    """Whose month it is; ``NotThere`` for others than herself, the desk and the clerk."""
    found = Volunteer.objects.select_related("person").filter(person_id=person_id).first()
    if found is None or not may_see_statement(actor, found):
        raise NotThere
    return found


def months_with_something(actor: Actor, volunteer: Volunteer) -> Sequence[date]:
    """The first days of the months in which somebody gave something, the newest first; at most two years of them."""
    if not may_see_statement(actor, volunteer):
        raise NotThere
    rows = Deployment.objects.filter(volunteer=volunteer)
    return list(rows.dates("on", "month", order="DESC")[:24])


def what_is_to_pay(actor: Actor, day: date) -> Sequence[ToPay]:
    """What institutions pay for a month and stands on no bill yet, in the order of names; two queries."""
    if not may_see_deployments(actor):
        return []
    return _to_pay(to_bill(day))


def payer(actor: Actor, ref: str) -> Cooperation:
    """The institution that a bill is for; ``NotThere`` for others than the desk and the clerk."""
    found = Cooperation.objects.filter(ref=ref).first() if may_see_deployments(actor) else None
    if found is None:
        raise NotThere
    return found


def to_bill(day: date) -> QuerySet[Deployment]:
    """Confirmed deployments of a month for an institution that stand on no bill that counts."""
    billed = BillPosition.objects.filter(counts=True).values("deployment_id")
    rows = Deployment.objects.filter(on__range=month_of(day), state=DeploymentState.CONFIRMED)
    return rows.filter(cooperation__isnull=False).exclude(pk__in=billed)


def _to_pay(rows: QuerySet[Deployment]) -> Sequence[ToPay]:
    of_body: dict[int, list[Given]] = defaultdict(list)
    for one in reckoned(rows.select_related("pool", "cooperation__pool", "number").order_by("on", "begins", "id")):
        if one.paid.fee and one.deployment.cooperation_id is not None:
            of_body[one.deployment.cooperation_id].append(one)
    found = [ToPay(lines[0].deployment.cooperation, lines) for lines in of_body.values() if lines]  # type: ignore[arg-type]
    return sorted(found, key=lambda one: (one.cooperation.name, one.cooperation.pk))


def bills_shown(actor: Actor) -> QuerySet[Bill]:
    """Every bill, the newest first; nothing for others than the desk and the clerk."""
    if not may_see_deployments(actor):
        return Bill.objects.none()
    return Bill.objects.select_related("cooperation", "pool").order_by("-year", "-number")


def bill_for(actor: Actor, ref: str) -> Bill:
    """One bill with its positions; ``NotThere`` for others than the desk and the clerk."""
    found = bills_shown(actor).filter(ref=ref).first()
    if found is None:
        raise NotThere
    return found


def positions_of(bill: Bill) -> Sequence[BillPosition]:
    """What stands on a bill, in the order of days."""
    rows = BillPosition.objects.filter(bill=bill).select_related("deployment__number", "deployment__pool")
    return list(rows.order_by("deployment__on", "deployment__begins", "id"))


def reckoned(rows: Iterable[Deployment]) -> Sequence[Given]:
    """Deployments with what is paid for each. One query besides."""
    deployments = list(rows)
    pays = pay_by_day(one.pool_id for one in deployments)
    book = rulebook() if any(one.pool.kind == PoolKind.GUIDES for one in deployments) else guideline()
    return [Given(one, _paid(one, pays(one.pool_id, one.on), book)) for one in deployments]


def _paid(one: Deployment, terms: pay.Pay, book: Rulebook) -> pay.Statement:
    """By the pool's terms; guides by the guideline's hours (FH5) where their pool promises nothing itself.

    Whoever does it as her job, or for her training, gets nothing from the pool; the institution pays its fee all the
    same.
    """
    statement = pay.reckon(terms, minutes=one.minutes, kilometres=one.kilometres)
    if one.engagement != Engagement.VOLUNTEER:
        return pay.Statement(0, 0, 0, 0, fee=statement.fee)
    if statement.total or one.pool.kind != PoolKind.GUIDES:
        return statement
    try:
        by_the_hour = hours.allowance(book, one.minutes, one.on)
    except UnknownRuleError:
        by_the_hour = 0
    return pay.Statement(0, by_the_hour, 0, 0, fee=statement.fee)


def _months(rows: QuerySet[Deployment], day: date) -> Sequence[Monthly]:
    whole = rows.select_related("volunteer__person", "pool", "cooperation", "number").order_by(
        "volunteer__person__sort_key", "volunteer_id", "on", "begins", "id"
    )
    of_person: dict[int, list[Given]] = defaultdict(list)
    for one in reckoned(whole):
        of_person[one.deployment.volunteer_id].append(one)
    return [
        Monthly(
            lines[0].deployment.volunteer,
            month_of(day)[0],
            [one for one in lines if one.deployment.state == DeploymentState.CONFIRMED],
            [one.deployment for one in lines if one.deployment.state != DeploymentState.CONFIRMED],
        )
        for lines in of_person.values()
    ]
