"""Who of a pool may be asked for a need of it: plain answers for verbs, lists, the planner and plans."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lotsenwerk.domain.assistance.models import Bias, Inquiry, Need
from lotsenwerk.domain.people.gate import Missing, reaches, what_is_missing
from lotsenwerk.domain.people.models import LanguageSkill, PoolMember, PoolRule, Rung, Volunteer
from lotsenwerk.domain.people.queries.becoming import known_of, requires
from lotsenwerk.kit import clock


class WhyNot(StrEnum):
    """Why somebody is not asked. ``APART`` is said to nobody but the desk, and to the desk without a reason."""

    NOT_MEMBER = "not_member"
    MISSING = "missing"
    LANGUAGE = "language"
    GENDER = "gender"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Why somebody is not asked, and where something is missing each thing that is."""

    why: WhyNot
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the gate looks at of one need of a pool: ``on`` is the day, ``number`` that of the client number.

    An empty language, level or gender asks for nothing.
    """

    pool_id: int
    on: date
    language: str = ""
    level: str = ""
    gender: str = ""
    number: int | None = None


def kept_out(need: Need, volunteer_ids: Collection[int]) -> Mapping[int, WhyNot]:
    """Those of the volunteers who may not be asked for this need, and why not.

    A need of no pool keeps nobody out, and asks nothing. Else: active in the pool, nothing of what the pool requires
    missing on the day, the language at the level at least, the gender that was wished, and not biased for the number.
    At most ten queries for any number of volunteers.
    """
    return {volunteer: one.why for volunteer, one in kept_out_because(need, volunteer_ids).items()}


def kept_out_because(need: Need, volunteer_ids: Collection[int]) -> Mapping[int, KeptOut]:
    """The same, with each thing that is missing."""
    if need.pool_id is None or not volunteer_ids:
        return {}
    rows = Inquiry.objects.filter(need_id=need.pk).values_list("number_id", "gender_wish")
    number, wish = (rows.first() if need.pk else None) or (None, "")
    on = clock.local(need.earliest).date()
    asked = Asked(need.pool_id, on, need.language, need.level, wish, number)
    return kept_out_of_each({0: asked}, volunteer_ids)[0]


def kept_out_of_each(needs: Mapping[int, Asked], volunteer_ids: Collection[int]) -> Mapping[int, Mapping[int, KeptOut]]:
    """Who may not be asked for each of several needs of pools; at most nine queries for any number of both."""
    if not needs or not volunteer_ids:
        return {number: {} for number in needs}
    gate = _Gate(needs.values(), set(volunteer_ids))
    return {number: gate.kept_out(asked) for number, asked in needs.items()}


_NOT_MEMBER: Final = KeptOut(WhyNot.NOT_MEMBER)


class _Gate:
    """What is known of these volunteers, read once for all needs."""

    def __init__(self, needs: Iterable[Asked], ids: set[int]) -> None:
        needs = list(needs)
        pools = {one.pool_id for one in needs}
        self.ids = ids
        self.members: dict[int, set[int]] = defaultdict(set)
        active = PoolMember.objects.filter(pool_id__in=pools, volunteer_id__in=ids, rung=Rung.ACTIVE)
        for pool, volunteer in active.values_list("pool_id", "volunteer_id"):
            self.members[pool].add(volunteer)
        everybody = set[int]().union(*self.members.values())
        self.genders = _genders(everybody) if any(one.gender for one in needs) else {}
        self.levels = _levels(everybody, {one.language for one in needs} - {""})
        self.known = known_of(everybody) if everybody else {}
        self.rules = _rules(pools)
        self.biased = _biased(ids, {one.number for one in needs if one.number is not None})
        self._missing: dict[tuple[int, date, int], tuple[Missing, ...]] = {}

    def kept_out(self, asked: Asked) -> dict[int, KeptOut]:
        members = self.members[asked.pool_id]
        found = dict.fromkeys(self.ids - members, _NOT_MEMBER)
        for one in members:
            why = self._why(asked, one)
            if why is not None:
                found[one] = why
        if asked.number is not None:
            found |= dict.fromkeys(self.biased[asked.number], KeptOut(WhyNot.APART))
        return found

    def _why(self, asked: Asked, member: int) -> KeptOut | None:
        missing = self._missing_of(asked, member)
        if missing:
            return KeptOut(WhyNot.MISSING, missing)
        known = self.levels.get((member, asked.language))
        if asked.language and (known is None or (asked.level and not reaches(known, asked.level))):
            return KeptOut(WhyNot.LANGUAGE)
        if asked.gender and self.genders.get(member) != asked.gender:
            return KeptOut(WhyNot.GENDER)
        return None

    def _missing_of(self, asked: Asked, member: int) -> tuple[Missing, ...]:
        key = asked.pool_id, asked.on, member
        if key not in self._missing:
            begun = [one for one in self.rules[asked.pool_id] if one.valid_from <= asked.on]
            rule = begun[-1] if begun else None
            self._missing[key] = what_is_missing(requires(rule), self.known[member], asked.on)
        return self._missing[key]


def _levels(ids: set[int], languages: set[str]) -> Mapping[tuple[int, str], str]:
    if not languages:
        return {}
    rows = LanguageSkill.objects.filter(language__in=languages, person__volunteer__in=ids)
    spoken = rows.values_list("person__volunteer", "language", "level")
    return {(volunteer, language): level for volunteer, language, level in spoken}


def _genders(ids: set[int]) -> Mapping[int, str]:
    return dict(Volunteer.objects.filter(pk__in=ids).values_list("pk", "person__gender"))


def _rules(pool_ids: set[int]) -> Mapping[int, list[PoolRule]]:
    """What each pool requires and will require, in the order of the days from which on it counts."""
    found: dict[int, list[PoolRule]] = defaultdict(list)
    for one in PoolRule.objects.filter(pool_id__in=pool_ids).order_by("valid_from"):
        found[one.pool_id].append(one)
    return found


def _biased(ids: set[int], numbers: set[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if numbers:
        rows = Bias.objects.filter(number_id__in=numbers, volunteer_id__in=ids)
        for number, volunteer in rows.values_list("number_id", "volunteer_id"):
            found[number].add(volunteer)
    return found
