"""Who may be thanked for a year: all confirmed time, whatever it was given for. In words: FT4, FT5, FT8, FT9."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, QuerySet, Sum

from lotsenwerk.domain.assistance.models import Confirmation, Deployment, DeploymentState
from lotsenwerk.domain.assistance.queries.terms import pay_by_day
from lotsenwerk.domain.funding.permissions import may_see_hours
from lotsenwerk.domain.funding.queries.facts import facts_of, looked_at
from lotsenwerk.domain.funding.queries.reckoning import year_of
from lotsenwerk.domain.people.models import Engagement, Volunteer
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.ceilings import Thanks, thanks
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

NEARLY: Final = 0.75
"""From this part of the hours of the nearest thanks on somebody stands in the list."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody's year: all her confirmed minutes, by kind how often, and what she was paid for it.

    ``waived_from`` is the day from which on she takes no allowance, ``open`` what is open to her, ``most`` the hours
    that the two ways of thanks ask for: the record of competence, the card.
    """

    volunteer: Volunteer
    minutes: int
    times: Mapping[str, int]
    cents: int
    waived_from: date | None
    open: Thanks
    most: tuple[int, int]

    @property
    def paid_alone(self) -> bool:
        """Whether nothing but the allowance stands between her and the card (FT8)."""
        return not self.open.card and self.minutes >= self.most[1] * 60


def recognised(actor: Actor, year: int, *, at: datetime) -> Sequence[Recognised]:
    """Everybody to whom a thanks is open for a year, or nearly, whoever gave most first. The same queries for all."""
    if not may_see_hours(actor):
        raise NotThere
    minutes, times = _given(Volunteer.objects.filter(person__erased_at__isnull=True), year)
    least = NEARLY * 60 * min(_most(year, at))
    enough = {pk: times[pk] for pk, given in minutes.items() if given >= least}
    return sorted(_read(minutes, enough, year, at), key=lambda one: (-one.minutes, one.volunteer.person.sort_key))


def recognised_for(actor: Actor, person_id: int, year: int, *, at: datetime) -> Recognised:
    """Somebody's year, however little she gave; ``NotThere`` for whoever gave nothing, and for who may not see it."""
    rows = Volunteer.objects.filter(person_id=person_id, person__erased_at__isnull=True)
    minutes, times = _given(rows, year) if may_see_hours(actor) else ({}, {})
    for one in _read(minutes, times, year, at):
        return one
    raise NotThere


def _read(
    minutes: Mapping[int, int], times: Mapping[int, Mapping[str, int]], year: int, at: datetime
) -> Iterator[Recognised]:
    today, book, most = clock.local(at).date(), rulebook(), _most(year, at)
    found = facts_of(Volunteer.objects.filter(pk__in=list(times)), year, today)
    pays = pay_by_day({one.pool_id for facts in found for one in facts.given})
    for facts in found:
        pk, elsewhere = facts.volunteer.pk, facts.said["cents"] if facts.said else 0
        cents = year_of(book, facts, today, pays).cents + elsewhere
        is_open = thanks(book, minutes_a_year=minutes[pk], paid_cents=cents, on=looked_at(year, today))
        waived = facts.waiver["from"] if facts.waiver else None
        yield Recognised(facts.volunteer, minutes[pk], times[pk], cents, waived, is_open, most)


def _most(year: int, at: datetime) -> tuple[int, int]:
    book, on = rulebook(), looked_at(year, clock.local(at).date())
    return book.figure("KOMP-01", "hours_a_year", on), book.figure("ECARD-01", "hours_a_year", on)


def _given(people: QuerySet[Volunteer], year: int) -> tuple[Counter[int], Mapping[int, Counter[str]]]:
    """Confirmed minutes of volunteers, and how often they did what; office hours and groups have no visit (FT9)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    visits = Confirmation.objects.filter(on__range=(first, last), engagement=Engagement.VOLUNTEER)
    others = Deployment.objects.filter(
        on__range=(first, last),
        engagement=Engagement.VOLUNTEER,
        state=DeploymentState.CONFIRMED,
        assignment__isnull=True,
    )
    minutes: Counter[int] = Counter()
    times: dict[int, Counter[str]] = {}
    for rows in (visits, others):
        for one in (
            rows.filter(volunteer__in=people)
            .values("volunteer_id", "kind")
            .annotate(minutes=Sum("minutes"), times=Count("id"))
            .order_by()
        ):
            minutes[one["volunteer_id"]] += one["minutes"]
            times.setdefault(one["volunteer_id"], Counter())[one["kind"]] += one["times"]
    return minutes, times
