"""Who of a pool may be asked for a need of it: plain answers for verbs, lists and the planner."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from lotsenwerk.domain.assistance.models import Bias, Inquiry, Need
from lotsenwerk.domain.people.gate import reaches
from lotsenwerk.domain.people.models import LanguageSkill, PoolMember, Rung, Volunteer
from lotsenwerk.domain.people.queries.becoming import missing_of
from lotsenwerk.kit import clock


class WhyNot(StrEnum):
    """Why somebody is not asked. ``APART`` is said to nobody but the desk, and to the desk without a reason."""

    NOT_MEMBER = "not_member"
    MISSING = "missing"
    LANGUAGE = "language"
    GENDER = "gender"
    APART = "apart"


def kept_out(need: Need, volunteer_ids: Collection[int]) -> Mapping[int, WhyNot]:
    """Those of the volunteers who may not be asked for this need, and why not.

    A need of no pool keeps nobody out, and asks nothing. Else: active in the pool, nothing of what the pool requires
    missing on the day, the language at the level at least, the gender that was wished, and not biased for the number.
    At most ten queries for any number of volunteers.
    """
    if need.pool_id is None or not volunteer_ids:
        return {}
    on = clock.local(need.earliest).date()
    ids = set(volunteer_ids)
    inquiry = Inquiry.objects.filter(need_id=need.pk).only("number", "gender_wish").first() if need.pk else None
    found = dict.fromkeys(_other_gender(ids, inquiry.gender_wish if inquiry else ""), WhyNot.GENDER)
    found |= dict.fromkeys(ids - _speak(ids, need.language, need.level), WhyNot.LANGUAGE)
    members = list(PoolMember.objects.filter(pool_id=need.pool_id, volunteer_id__in=ids, rung=Rung.ACTIVE))
    missing = missing_of(members, on) if members else {}
    found |= {one.volunteer_id: WhyNot.MISSING for one in members if missing[one.id]}
    found |= dict.fromkeys(ids - {one.volunteer_id for one in members}, WhyNot.NOT_MEMBER)
    return found | dict.fromkeys(_biased(ids, inquiry.number_id if inquiry else None), WhyNot.APART)


def _speak(ids: set[int], language: str, level: str) -> set[int]:
    if not language:
        return ids
    rows = LanguageSkill.objects.filter(language=language, person__volunteer__in=ids)
    spoken = rows.values_list("person__volunteer", "level")
    return {one for one, known in spoken if not level or reaches(known, level)}


def _other_gender(ids: set[int], wish: str) -> set[int]:
    if not wish:
        return set()
    return set(Volunteer.objects.filter(pk__in=ids).exclude(person__gender=wish).values_list("pk", flat=True))


def _biased(ids: set[int], number_id: int | None) -> set[int]:
    if number_id is None:
        return set()
    return set(Bias.objects.filter(number_id=number_id, volunteer_id__in=ids).values_list("volunteer_id", flat=True))
