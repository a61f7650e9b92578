"""What is known of volunteers beside what their pools require; who waits, and who stands on which rung."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lotsenwerk.domain.organisations.queries import of_what_is_on
from lotsenwerk.domain.people.gate import Known, Learned, Missing, Paper, Requires
from lotsenwerk.domain.people.gate import what_is_missing as gate
from lotsenwerk.domain.people.models import (
    DeclarationText,
    Interest,
    InterestState,
    LadderStep,
    LanguageSkill,
    Pool,
    PoolMember,
    PoolRule,
    Qualification,
    Rung,
    SignedDeclaration,
    SuitabilityFact,
    Volunteer,
)
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.permissions import may_see_conduct, may_see_pools
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import prepared

# --- the gate ---------------------------------------------------------------------------------------------------------


def rules_on(pool_ids: Iterable[int], day: date) -> dict[int, PoolRule]:
    """The rule of each pool that counts on a day: the newest that has begun. One query."""
    rows = PoolRule.objects.filter(pool_id__in=list(pool_ids), valid_from__lte=day)
    return {one.pool_id: one for one in rows.order_by("valid_from")}


def requires(rule: PoolRule | None) -> Requires:
    """A rule as the gate reads it; without one the talk and the age."""
    if rule is None:
        return Requires()
    return Requires(
        talk=rule.needs_talk,
        adult=rule.needs_adult,
        german=rule.german,
        other=rule.other,
        conduct=rule.needs_conduct,
        qualification=rule.qualification,
        declarations=tuple(rule.declarations),
    )


def known_of(volunteer_ids: Iterable[int]) -> dict[int, Known]:
    """What the gate asks about, for each volunteer; four queries for any number."""
    ids = list(volunteer_ids)
    papers: dict[int, dict[str, Paper]] = defaultdict(dict)
    for fact in SuitabilityFact.objects.filter(volunteer_id__in=ids):
        paper = Paper(fact.seen_on, fact.issued_on, fact.valid_until, fact.is_relevant)
        papers[fact.volunteer_id][fact.kind] = paper
    levels: dict[int, dict[str, str]] = defaultdict(dict)
    spoken = LanguageSkill.objects.filter(person__volunteer__in=ids)
    for volunteer_id, language, level in spoken.values_list("person__volunteer", "language", "level"):
        levels[volunteer_id][language] = level
    signed: dict[int, dict[str, date]] = defaultdict(dict)
    for one in SignedDeclaration.objects.filter(volunteer_id__in=ids).order_by("-signed_on"):
        signed[one.volunteer_id][one.kind] = one.signed_on
    learned: dict[int, list[Learned]] = defaultdict(list)
    for course in Qualification.objects.filter(volunteer_id__in=ids):
        learned[course.volunteer_id].append(Learned(course.kind, course.granted_on, course.valid_until))
    return {one: Known(papers[one], levels[one], signed[one], tuple(learned[one])) for one in ids}


def missing_of(members: Sequence[PoolMember], on: date) -> dict[int, tuple[Missing, ...]]:
    """What each member's pool requires and she does not have on a day, by the member's id; five queries."""
    rules = rules_on({one.pool_id for one in members}, on)
    known = known_of({one.volunteer_id for one in members})
    return {one.id: gate(requires(rules.get(one.pool_id)), known[one.volunteer_id], on) for one in members}


def what_is_missing(member: PoolMember, on: date) -> tuple[Missing, ...]:
    """What one member's pool requires and she does not have on a day."""
    return missing_of([member], on)[member.id]


def may_be_deployed(member: PoolMember, on: date) -> bool:
    """Whether she may be deployed by her pool on a day: active, and nothing is missing."""
    return member.rung == Rung.ACTIVE and not what_is_missing(member, on)


# --- who waits --------------------------------------------------------------------------------------------------------


def waiting_interests(actor: Actor) -> QuerySet[Interest]:
    """Who waits for a call: the promise that ends first on top."""
    if not may_see_pools(actor):
        return Interest.objects.none()
    return Interest.objects.filter(state=InterestState.NEW).order_by("answer_by", "received_at", "id")


def overdue_interests(actor: Actor, today: date) -> Sequence[Interest]:
    """Promises that are over: somebody should have called by now."""
    return _overdue(today) if may_see_pools(actor) else []


@prepared
def _overdue(today: date) -> QuerySet[Interest]:
    late = Interest.objects.filter(state=InterestState.NEW, answer_by__lt=today)
    return late.order_by("answer_by", "received_at", "id")


def interest_for(actor: Actor, interest_id: int) -> Interest:
    """One interest; ``NotThere`` where there is none or the actor may not see it."""
    found = Interest.objects.select_related("person").filter(pk=interest_id).first() if may_see_pools(actor) else None
    if found is None:
        raise NotThere
    return found


# --- pools and their members ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """A pool with how many are on the way, active, and taking a break."""

    pool: Pool
    on_the_way: int
    active: int
    paused: int


def counted_pools(actor: Actor) -> Sequence[Counted]:
    """The running pools in the order of names, with their members counted. One query."""
    rungs = {
        "on_the_way": Q(members__rung__in=[Rung.INTERESTED, Rung.TALK, Rung.SUITABILITY, Rung.COURSE]),
        "active": Q(members__rung=Rung.ACTIVE),
        "paused": Q(members__rung=Rung.PAUSED),
    }
    here = pools(actor).annotate(**{name: Count("members", filter=rung) for name, rung in rungs.items()})
    return [Counted(one, *(one.__dict__[name] for name in rungs)) for one in here]


def pools(actor: Actor) -> QuerySet[Pool]:
    """The running pools whose module is switched on, in the order of names."""
    if not may_see_pools(actor):
        return Pool.objects.none()
    return Pool.objects.filter(of_what_is_on("kind", BEHIND), ended_at__isnull=True).order_by("sort_key", "id")


def pool_for(actor: Actor, pool_id: int) -> Pool:
    """One running pool; ``NotThere`` where there is none or the actor may not see it."""
    found = pools(actor).filter(pk=pool_id).first()
    if found is None:
        raise NotThere
    return found


def rules_of(actor: Actor, pool: Pool) -> Sequence[PoolRule]:
    """What a pool requires, and required before: the newest first."""
    return list(PoolRule.objects.filter(pool=pool).order_by("-valid_from")) if may_see_pools(actor) else []


def members(actor: Actor) -> QuerySet[PoolMember]:
    """Everybody on the ladder of such a pool, with pool, volunteer and person."""
    if not may_see_pools(actor):
        return PoolMember.objects.none()
    rows = PoolMember.objects.filter(
        of_what_is_on("pool__kind", BEHIND), pool__ended_at__isnull=True, volunteer__person__erased_at__isnull=True
    )
    return rows.select_related("pool", "volunteer__person")


def next_due(actor: Actor) -> QuerySet[PoolMember]:
    """Whoever has a next action, the day that ends first on top."""
    return members(actor).filter(next_due__isnull=False).order_by("next_due", "id")


def members_of(actor: Actor, pool: Pool) -> Sequence[PoolMember]:
    """Everybody of a pool who has not left, in the order of names. One query."""
    here = members(actor).filter(pool=pool).exclude(rung=Rung.LEFT)
    return list(here.order_by("volunteer__person__sort_key", "id"))


def pools_of(actor: Actor, volunteer: Volunteer) -> Sequence[PoolMember]:
    """Where one volunteer stands, in every pool that she belongs or belonged to, in the order of names. One query."""
    return list(members(actor).filter(volunteer=volunteer).order_by("pool__sort_key", "id"))


def ladders_of(actor: Actor, person_id: int | None) -> Sequence[PoolMember]:
    """Where one person stands, in every pool, in the order of names; of nobody nothing. One query."""
    if person_id is None:
        return []
    return list(members(actor).filter(volunteer__person_id=person_id).order_by("pool__sort_key", "id"))


def member_for(actor: Actor, member_id: int) -> PoolMember:
    """One member; ``NotThere`` where there is none or the actor may not see her."""
    found = members(actor).filter(pk=member_id).first()
    if found is None:
        raise NotThere
    return found


def steps_of(actor: Actor, member: PoolMember) -> Sequence[LadderStep]:
    """Her steps on the ladder, the newest first."""
    return list(LadderStep.objects.filter(member=member).order_by("-at", "-id")) if may_see_pools(actor) else []


def own_members(actor: Actor) -> Sequence[PoolMember]:
    """Where the visitor herself stands, in each running pool that she has not left."""
    own = PoolMember.objects.filter(volunteer__person_id=actor.person_id or 0).exclude(rung=Rung.LEFT)
    here = own.filter(of_what_is_on("pool__kind", BEHIND), pool__ended_at__isnull=True)
    return list(here.select_related("pool", "volunteer__person").order_by("pool__sort_key", "id"))


def facts_of(actor: Actor, member: PoolMember) -> dict[str, SuitabilityFact]:
    """What was seen of her, by kind; of the certificate of conduct only for those who may."""
    if not may_see_pools(actor):
        return {}
    rows = SuitabilityFact.objects.filter(volunteer=member.volunteer_id)
    return {one.kind: one for one in rows if one.kind != "conduct" or may_see_conduct(actor)}


# --- declarations -----------------------------------------------------------------------------------------------------


def newest_texts(day: date) -> dict[str, dict[str, DeclarationText]]:
    """The newest version of each declaration that has begun: by kind and language. One query."""
    found: dict[str, dict[str, DeclarationText]] = {}
    for text in DeclarationText.objects.filter(valid_from__lte=day).order_by("version"):
        known = found.get(text.kind, {})
        is_newer = not known or next(iter(known.values())).version < text.version
        found[text.kind] = {text.language: text} if is_newer else known | {text.language: text}
    return found


def text_for(kind: str, language: str, day: date) -> DeclarationText | None:
    """What is to be signed: the newest version that has begun, in this language, else in German."""
    texts = newest_texts(day).get(kind, {})
    return texts.get(language) or texts.get("de")


def text_of(text_id: int) -> DeclarationText:
    """One text, which everybody of the town may read; ``NotThere`` where there is none."""
    found = DeclarationText.objects.filter(pk=text_id).first()
    if found is None:
        raise NotThere
    return found


def all_texts(actor: Actor) -> Sequence[DeclarationText]:
    """Every text that was ever laid down, the newest versions first."""
    rows = DeclarationText.objects.order_by("kind", "-version", "language")
    return list(rows) if may_see_pools(actor) else []


def signed_by(volunteer_id: int) -> Sequence[SignedDeclaration]:
    """What a volunteer has signed, the newest first, with the texts."""
    rows = SignedDeclaration.objects.filter(volunteer_id=volunteer_id).select_related("text")
    return list(rows.order_by("-signed_on", "-id"))
