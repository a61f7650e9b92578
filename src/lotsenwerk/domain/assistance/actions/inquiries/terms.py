"""Say from which day on a pool promises what, pays what, and what it does not serve."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Exchange, Exclusion, PoolTerms
from lotsenwerk.domain.assistance.permissions import may_keep_terms
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.engines.funding.pay import Pay
from lotsenwerk.engines.scope.findings import TurnTo, Weight
from lotsenwerk.engines.scope.interpreting import Asker, Body, Subject, Way
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

MOST_LEAD_DAYS: Final = 60
MOST_ANSWER_DAYS: Final = 30
MOST_FUNDED: Final = 1000
MOST_KEPT_DAYS: Final = 183
SHORTEST, LONGEST = 15, 720
MOST_CENTS: Final = 100_000
MOST_LUMP_SUMS: Final = 10
MOST_A_KILOMETRE: Final = 1000
MOST_KILOMETRES: Final = 1000
LONGEST_WORDS: Final = 300
LONGEST_NEIGHBOUR: Final = 160


@dataclass(frozen=True, slots=True)
class Excluded:
    """A kind of body, or a subject, never both; its weight, its printable reason and where to turn."""

    body: str = ""
    subject: str = ""
    weight: str = Weight.STOP.value
    words: str = ""
    turn_to: str = TurnTo.NOBODY.value


@dataclass(frozen=True, slots=True)
class Says:
    """What a pool says for itself. None: no bound; amounts of ``pay`` are cents."""

    may_ask: str = Asker.PARTNER.value
    lead_working_days: int = 5
    takes_urgent: bool = True
    answer_working_days: int = 3
    ways: Sequence[str] = tuple(one.value for one in Way)
    most_funded: int | None = None
    most_minutes: int | None = None
    neighbour: str = ""
    exchange: str = Exchange.AFTER_YES.value
    contacts_kept_days: int = 14
    pay: Pay = field(default_factory=Pay)
    exclusions: Sequence[Excluded] = ()


def change_terms(actor: Actor, pool: Pool, says: Says, *, valid_from: date, at: datetime) -> PoolTerms:
    """From a day on this counts. It never begins in the past; the same day again replaces what stood there.

    What was asked before keeps the deadline and the findings that it got. Raises ``NotAllowed``, or ``BadInput`` with
    the field (a field of ``Says`` or ``Pay``, or ``valid_from``).
    """
    if not may_keep_terms(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    pool = lock(Pool.objects.all(), pk=pool.pk)
    if pool.ended_at is not None:
        raise WrongState(_("This pool has ended."))
    if pool.kind == PoolKind.NEIGHBOURS:
        raise WrongState(_("Nobody outside asks this pool."))
    if valid_from < clock.local(at).date():
        raise BadInput(_("A rule begins today or later: what has counted stays written down."), field="valid_from")
    _check(says)
    _check_exclusions(says.exclusions)
    laid, is_new = PoolTerms.objects.update_or_create(
        pool=pool,
        valid_from=valid_from,
        defaults=_columns(says) | {"changed_at": at, "changed_by_user_id": actor.user_id},
    )
    if not is_new:
        laid.exclusions.all().delete()
    Exclusion.objects.bulk_create(
        Exclusion(
            terms=laid,
            body=one.body,
            subject=one.subject,
            weight=one.weight,
            words=one.words.strip(),
            turn_to=one.turn_to,
        )
        for one in says.exclusions
    )
    record(actor, "change_terms", ("assistance", "pool_terms", laid.id), story=("people", "pool", pool.id), at=at)
    return laid


def _columns(says: Says) -> dict[str, object]:
    pay = says.pay
    return {
        "may_ask": says.may_ask,
        "lead_working_days": says.lead_working_days,
        "takes_urgent": says.takes_urgent,
        "answer_working_days": says.answer_working_days,
        "ways": [one.value for one in Way if one.value in says.ways],
        "most_funded": says.most_funded,
        "most_minutes": says.most_minutes,
        "neighbour": says.neighbour.strip(),
        "exchange": says.exchange,
        "contacts_kept_days": says.contacts_kept_days,
        "cents_a_deployment": pay.cents_a_deployment,
        "cents_a_step": pay.cents_a_step,
        "step": pay.step,
        "first_block": pay.first_block,
        "cents_a_kilometre": pay.cents_a_kilometre,
        "free_kilometres": pay.free_kilometres,
        "lump_sums": list(pay.lump_sums),
        "fee": pay.fee,
    }


def _check(says: Says) -> None:
    pay = says.pay
    chosen = (("may_ask", says.may_ask, [one.value for one in Asker]), ("exchange", says.exchange, Exchange.values))
    for name, word, allowed in chosen:
        if word not in allowed:
            raise BadInput(_("Please choose one of the list."), field=name)
    if not says.ways or any(one not in [way.value for way in Way] for one in says.ways):
        raise BadInput(_("A pool works in one way at least."), field="ways")
    figures: list[tuple[str, int | None, int, int]] = [
        ("lead_working_days", says.lead_working_days, 0, MOST_LEAD_DAYS),
        ("answer_working_days", says.answer_working_days, 1, MOST_ANSWER_DAYS),
        ("most_funded", says.most_funded, 1, MOST_FUNDED),
        ("most_minutes", says.most_minutes, SHORTEST, LONGEST),
        ("contacts_kept_days", says.contacts_kept_days, 0, MOST_KEPT_DAYS),
        ("cents_a_deployment", pay.cents_a_deployment, 0, MOST_CENTS),
        ("cents_a_step", pay.cents_a_step, 0, MOST_CENTS),
        ("step", pay.step, 1, LONGEST),
        ("first_block", pay.first_block, 0, LONGEST),
        ("cents_a_kilometre", pay.cents_a_kilometre, 0, MOST_A_KILOMETRE),
        ("free_kilometres", pay.free_kilometres, 0, MOST_KILOMETRES),
        ("fee", pay.fee, 0, MOST_CENTS),
        *(("lump_sums", one, 0, MOST_CENTS) for one in pay.lump_sums),
    ]
    for name, value, least, most in figures:
        if value is not None and not least <= value <= most:
            raise BadInput(
                _("Between %(least)d and %(most)d, please."), field=name, params={"least": least, "most": most}
            )
    if len(pay.lump_sums) > MOST_LUMP_SUMS:
        raise BadInput(_("At most %(most)d lump sums, please."), field="lump_sums", params={"most": MOST_LUMP_SUMS})
    refuse_too_long(says.neighbour.strip(), LONGEST_NEIGHBOUR, "neighbour")


def _check_exclusions(exclusions: Sequence[Excluded]) -> None:
    bodies, subjects = {one.value for one in Body}, {one.value for one in Subject}
    seen: set[tuple[str, str]] = set()
    for one in exclusions:
        if bool(one.body) == bool(one.subject):
            raise BadInput(_("Please name a kind of institution or a subject, not both."), field="exclusions")
        if (one.body and one.body not in bodies) or (one.subject and one.subject not in subjects):
            raise BadInput(_("Please choose one of the list."), field="exclusions")
        if one.weight not in set(Weight) or one.turn_to not in set(TurnTo):
            raise BadInput(_("Please choose one of the list."), field="exclusions")
        if (one.body, one.subject) in seen:
            raise BadInput(_("This is excluded already."), field="exclusions")
        seen.add((one.body, one.subject))
        refuse_too_long(one.words.strip(), LONGEST_WORDS, "exclusions")
