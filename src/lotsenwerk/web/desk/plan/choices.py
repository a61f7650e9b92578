"""Which days and which of their plans the page shows, as the address says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from lotsenwerk.domain.assistance.models import Plan, PlanState
from lotsenwerk.kit import clock
from lotsenwerk.kit.addresses import address

A_WEEK = 7
NOON = 12
FARTHEST = timedelta(weeks=26)
QUICK, THOROUGH = 2, 20
"""Seconds of a search."""
HIDDEN = frozenset({PlanState.DROPPED, PlanState.REPLACED})
RUNNING = frozenset({PlanState.WAITING, PlanState.SEARCHING})


@dataclass(frozen=True, slots=True)
class Choice:
    """A day, or the week around it; ``plan`` is the number of the plan that was asked for, 0 for none."""

    day: date
    show: str = "day"
    plan: int = 0
    page: int = 1

    @property
    def first_day(self) -> date:
        """The first of the days that are shown: of a week its Monday."""
        return self.day - timedelta(days=self.day.weekday()) if self.show == "week" else self.day

    @property
    def last_day(self) -> date:
        """The last of them."""
        return self.first_day + timedelta(days=A_WEEK - 1) if self.show == "week" else self.day

    @property
    def days(self) -> Sequence[date]:
        """All of them."""
        return [self.first_day + timedelta(days=number) for number in range((self.last_day - self.first_day).days + 1)]

    @property
    def before(self) -> str:
        """The address of the day or week before."""
        return self.at(self.day - self._step)

    @property
    def after(self) -> str:
        """The address of the day or week after."""
        return self.at(self.day + self._step)

    @property
    def url(self) -> str:
        """The address that shows just this."""
        return plan_url(self.day, self.show, self.plan)

    @property
    def _step(self) -> timedelta:
        return timedelta(days=A_WEEK if self.show == "week" else 1)

    def at(self, day: date) -> str:
        """The same of another day, with whatever plan counts there."""
        return plan_url(day, self.show)

    def of(self, plan: Plan) -> str:
        """The address that shows another plan of these days."""
        return plan_url(self.day, self.show, plan.pk)


def plan_url(day: date, show: str = "day", plan: int = 0) -> str:
    """The address of a day or week, with one of its plans where it is named."""
    said = {"day": day.isoformat(), "show": show if show == "week" else "", "plan": str(plan or "")}
    return f"{address('desk:plan')}?{urlencode({name: word for name, word in said.items() if word})}"


def choice_of(asked: QueryDict, otherwise: date) -> Choice:
    """What the address asks for; what cannot be read, or lies too far away, counts as not said."""
    return Choice(
        day=_day(asked.get("day", ""), otherwise),
        show="week" if asked.get("show") == "week" else "day",
        plan=_number(asked.get("plan", "")),
        page=_number(asked.get("page", "")) or 1,
    )


def shown_plan(choice: Choice, plans: Sequence[Plan]) -> Plan | None:
    """Of the plans of these days (newest first) the one that was asked for, else the newest that says something.

    A plan of the week is shown on its days too; a plan of one day says too little of a week.
    """
    if choice.plan:
        return next((plan for plan in plans if plan.pk == choice.plan), None)
    fitting = [plan for plan in plans if is_listed(plan, plans) and fits(choice, plan)]
    return next(iter(fitting), None)


def is_listed(plan: Plan, plans: Sequence[Plan]) -> bool:
    """Whether a plan of these days still says something: not dropped, replaced or outdated."""
    return plan.state not in HIDDEN and not is_outdated(plan, plans)


def is_outdated(plan: Plan, plans: Sequence[Plan]) -> bool:
    """Whether another plan of these days was published after this proposal was made: it cannot be any more."""
    return plan.state == PlanState.READY and any(
        other.published_at is not None
        and other.published_at >= plan.made_at
        and other.first_day <= plan.last_day
        and plan.first_day <= other.last_day
        for other in plans
    )


def fits(choice: Choice, plan: Plan) -> bool:
    """Whether a plan that touches these days was made for them: a plan of one day says too little of a week."""
    return choice.show == "day" or plan.first_day < plan.last_day or plan.last_day == choice.last_day


def day_to_plan(now: datetime) -> date:
    """The day of which one thinks: today, from noon on tomorrow."""
    wall = clock.local(now)
    return wall.date() + timedelta(days=wall.hour >= NOON)


def _day(typed: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return otherwise
    return day if abs(day - otherwise) <= FARTHEST else otherwise


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0  # noqa: PLR2004 - digits of a number
