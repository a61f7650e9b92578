"""What a pool promises those who ask it, as it counts on a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from lotsenwerk.domain.assistance.findings import request_of
from lotsenwerk.domain.assistance.models import Exclusion, Inquiry, PoolTerms
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.domain.people.permissions import may_see_pools
from lotsenwerk.engines.funding.pay import Pay
from lotsenwerk.engines.scope import interpreting as scope
from lotsenwerk.engines.scope.findings import Finding, TurnTo, Weight
from lotsenwerk.kit.actor import Actor


def terms_on(pool_id: int, day: date) -> PoolTerms:
    """The newest terms that have begun; where nobody has laid any down an unsaved row of what counts as a rule."""
    laid = PoolTerms.objects.filter(pool_id=pool_id, valid_from__lte=day).order_by("-valid_from").first()
    return laid or PoolTerms(pool_id=pool_id, ways=[one.value for one in scope.Way])


def terms_of(actor: Actor, pool: Pool) -> Sequence[PoolTerms]:
    """What a pool promises, promised before and will promise, with its exclusions: the newest first. Two queries."""
    rows = PoolTerms.objects.filter(pool=pool).prefetch_related("exclusions").order_by("-valid_from")
    return list(rows) if may_see_pools(actor) else []


def exclusions_of(terms: PoolTerms) -> Sequence[Exclusion]:
    """What these terms do not serve, or serve unwillingly, in the order of body and subject."""
    if terms._state.adding:  # noqa: SLF001 - Django's own word for a row that nobody has saved
        return []
    return sorted(terms.exclusions.all(), key=lambda one: (one.body, one.subject))


def scope_of(terms: PoolTerms) -> scope.Terms:
    """The terms as the guard of docs/rules/scope.md reads them. One query for the exclusions."""
    said = exclusions_of(terms)
    return scope.Terms(
        may_ask=scope.Asker(terms.may_ask),
        lead_working_days=terms.lead_working_days,
        takes_urgent=terms.takes_urgent,
        answer_working_days=terms.answer_working_days,
        ways=[scope.Way(one) for one in terms.ways],
        bodies={scope.Body(one.body): _excluded(one) for one in said if one.body},
        subjects={scope.Subject(one.subject): _excluded(one) for one in said if one.subject},
        most_funded=terms.most_funded,
        most_minutes=terms.most_minutes,
        has_neighbour=bool(terms.neighbour),
    )


def pay_of(terms: PoolTerms) -> Pay:
    """How the pool pays by these terms: docs/rules/funding.md, FI1 to FI5."""
    return Pay(
        cents_a_deployment=terms.cents_a_deployment,
        cents_a_step=terms.cents_a_step,
        step=terms.step,
        first_block=terms.first_block,
        cents_a_kilometre=terms.cents_a_kilometre,
        free_kilometres=terms.free_kilometres,
        lump_sums=tuple(terms.lump_sums),
        fee=terms.fee,
    )


def pay_by_day(pool_ids: Iterable[int]) -> Callable[[int, date], Pay]:
    """How each of these pools pays on which day: ``pay_by_day(ids)(pool_id, day)``. One query for any number.

    Where nobody has laid any terms down nothing is paid.
    """
    ids, laid = set(pool_ids), defaultdict[int, list[PoolTerms]](list)
    for one in PoolTerms.objects.filter(pool_id__in=ids).order_by("-valid_from"):
        laid[one.pool_id].append(one)

    def pay(pool_id: int, day: date) -> Pay:
        terms = next((one for one in laid[pool_id] if one.valid_from <= day), None)
        return pay_of(terms) if terms is not None else Pay()

    return pay


def _excluded(one: Exclusion) -> scope.Exclusion:
    return scope.Exclusion(Weight(one.weight), one.words, TurnTo(one.turn_to))


def would_be_refused(
    actor: Actor, pool: Pool, terms: scope.Terms, *, most: int = 30
) -> tuple[int, Sequence[tuple[Inquiry, Sequence[Finding]]]]:
    """How many of the newest requests were looked at, and those that these terms would stop, with why.

    Each is judged as if it had come from a partner on the day on which it came. One query.
    """
    if not may_see_pools(actor):
        return 0, []
    rows = Inquiry.objects.filter(pool=pool, cooperation__isnull=False).select_related("cooperation", "pool")
    newest = list(rows.order_by("-received_at", "-id")[:most])
    judged = [(one, scope.judge(request_of(one, asker=scope.Asker.PARTNER), terms)) for one in newest]
    stops = [(one, [finding for finding in found if finding.weight == Weight.STOP]) for one, found in judged]
    return len(newest), [(one, found) for one, found in stops if found]
