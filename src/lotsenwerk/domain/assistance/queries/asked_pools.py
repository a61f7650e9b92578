"""Pools that institutions may ask, and what each promises: figures and rules, and nobody who belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lotsenwerk.domain.assistance.models import Exclusion, PoolTerms
from lotsenwerk.domain.assistance.queries.office_hours import WELL_ENOUGH
from lotsenwerk.domain.assistance.queries.terms import exclusions_of, scope_of, terms_on
from lotsenwerk.domain.organisations.queries import of_what_is_on
from lotsenwerk.domain.people.models import LanguageSkill, Pool, PoolKind, PoolMember, Rung
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.engines.scope.interpreting import answer_by, first_day
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere

ASKED = (PoolKind.INTERPRETERS, PoolKind.GUIDES)
"""Kinds of pools that institutions ask."""


@dataclass(frozen=True, slots=True)
class Promised:
    """What counts for a request that comes today: by when one hears, from which day on, what it costs, what is not.

    ``fee`` is in cents. ``most_minutes`` is None where the pool has no bound.
    """

    answer_by: date
    answer_days: int
    first_day: date
    lead_days: int
    takes_urgent: bool
    ways: Sequence[str]
    fee: int
    most_minutes: int | None
    exchange: str
    exclusions: Sequence[Exclusion]


def promised(pool_id: int, *, at: datetime) -> Promised:
    """What a pool promises by the terms of today. Two queries."""
    today = clock.local(at).date()
    terms: PoolTerms = terms_on(pool_id, today)
    scope = scope_of(terms)
    return Promised(
        answer_by=answer_by(today, scope),
        answer_days=terms.answer_working_days,
        first_day=first_day(today, scope),
        lead_days=terms.lead_working_days,
        takes_urgent=terms.takes_urgent,
        ways=terms.ways,
        fee=terms.fee,
        most_minutes=terms.most_minutes,
        exchange=terms.exchange,
        exclusions=exclusions_of(terms),
    )


@dataclass(frozen=True, slots=True)
class AskedPool:
    """A pool as the public reads it: how many people, which languages, the frequent ones first, and nobody's name."""

    pool: Pool
    people: int
    speaks: Sequence[str]


def pools_to_ask() -> Sequence[Pool]:
    """The running pools of the open town that take requests, in the order of names. One query."""
    rows = Pool.objects.filter(of_what_is_on("kind", BEHIND), kind__in=ASKED, ended_at__isnull=True)
    return list(rows.order_by("sort_key", "id"))


def pool_to_ask(pool_id: int) -> Pool:
    """One of them; ``NotThere`` otherwise."""
    found = next((one for one in pools_to_ask() if one.pk == pool_id), None)
    if found is None:
        raise NotThere
    return found


def as_the_public_reads(pools: Sequence[Pool]) -> Sequence[AskedPool]:
    """Each pool with its figures. Two queries for any number of pools."""
    people = _active(pools)
    persons = {person for each in people.values() for person in each}
    spoken: dict[int, list[str]] = {}
    rows = LanguageSkill.objects.filter(person_id__in=persons, level__in=WELL_ENOUGH).exclude(language="deu")
    for person_id, language in rows.values_list("person_id", "language"):
        spoken.setdefault(person_id, []).append(language)
    return [
        AskedPool(one, len(people.get(one.pk, ())), _frequent_first(people.get(one.pk, ()), spoken)) for one in pools
    ]


def _active(pools: Sequence[Pool]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    rows = PoolMember.objects.filter(pool__in=pools, rung=Rung.ACTIVE)
    for pool_id, person_id in rows.values_list("pool_id", "volunteer__person_id"):
        found.setdefault(pool_id, []).append(person_id)
    return found


def _frequent_first(people: Sequence[int], spoken: Mapping[int, Sequence[str]]) -> Sequence[str]:
    counted: dict[str, int] = {}
    for person in people:
        for language in spoken.get(person, ()):
            counted[language] = counted.get(language, 0) + 1
    return sorted(counted, key=lambda language: (-counted[language], language))
