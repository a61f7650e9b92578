"""An institution asks a pool for an interpreter. What no volunteer may do is refused, with where to turn instead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.cooperate import Institution, ask_for_cooperation
from lotsenwerk.domain.assistance.actions.inquiries.reading import Wanted, row_of
from lotsenwerk.domain.assistance.actions.tell_requester import tell_requester
from lotsenwerk.domain.assistance.findings import request_of, to_json
from lotsenwerk.domain.assistance.inquiry_words import finding_in_words
from lotsenwerk.domain.assistance.models import CameBy, Cooperation, CooperationState, Inquiry
from lotsenwerk.domain.assistance.permissions import may_ask_pool, may_run_journeys
from lotsenwerk.domain.assistance.queries.deployments import funded_before
from lotsenwerk.domain.assistance.queries.terms import scope_of, terms_on
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.engines.scope.findings import Finding, Weight, is_stopped
from lotsenwerk.engines.scope.interpreting import Asker, Terms, Wished, answer_by, judge
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotThere, Refused, Sentence, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import all_or_nothing

__all__ = ["Stopped", "Wanted", "approved", "ask", "ask_first", "check_pool", "keep", "what_is_found", "working"]


class Stopped(Refused):
    """The guard stops this request. ``findings`` are all that it found, stops first; nothing was stored."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        stops = [one for one in self.findings if one.weight == Weight.STOP]
        super().__init__(finding_in_words(stops[0]))


def ask(actor: Actor, cooperation: Cooperation, wanted: Wanted, *, at: datetime) -> Inquiry:
    """Ask the pool with which the institution works. The answer names the last day on which the pool answers.

    Who asks is a member of the institution, or the desk for whoever calls. Warnings are kept beside the inquiry.
    Raises ``Stopped`` with the findings, ``NotThere`` for another institution's, ``WrongState`` where they do not work
    together, or ``BadInput`` with a field of ``wanted``.
    """
    cooperation = approved(actor, cooperation)
    inquiry = _ask(actor, cooperation, wanted, Asker.PARTNER, at)
    tell_requester("assistance.inquiry_received", inquiry, at=at)
    return inquiry


def ask_first(actor: Actor, pool: Pool, who: Institution, wanted: Wanted, *, at: datetime) -> Inquiry:
    """The first request goes in together with the registration: both are stored, or none of them.

    The pool decides about both. Raises what ``ask`` and ``ask_for_cooperation`` raise.
    """
    with all_or_nothing():
        cooperation = ask_for_cooperation(actor, pool, who, at=at)
        return _ask(actor, working(cooperation), wanted, Asker.INSTITUTION, at)


def what_is_found(cooperation: Cooperation, wanted: Wanted, *, at: datetime) -> tuple[Finding, ...]:
    """What the guard would say if this were asked now; nothing is stored. Raises ``BadInput`` as ``ask`` does."""
    return _judged(row_of(cooperation, wanted, Asker.PARTNER, at), wanted)[0]


def working(cooperation: Cooperation) -> Cooperation:
    """The row, which nobody ends or decides until the step is done."""
    return lock(Cooperation.objects.select_related("pool", "partner", "client__person"), pk=cooperation.pk)


def approved(actor: Actor, cooperation: Cooperation) -> Cooperation:
    """The row of a cooperation for which the actor may ask; ``NotThere`` or ``WrongState`` otherwise."""
    if not may_ask_pool(actor, cooperation):
        raise NotThere
    cooperation = working(cooperation)
    if cooperation.state != CooperationState.APPROVED:
        raise WrongState(_("The institution does not work with this pool."))
    return cooperation


def _came(actor: Actor, asker: Asker) -> CameBy:
    """By which way a request came: the desk wrote down what it heard on the telephone."""
    if may_run_journeys(actor):
        return CameBy.TELEPHONE
    return CameBy.PARTNER if asker == Asker.PARTNER else CameBy.PORTAL


def _ask(actor: Actor, cooperation: Cooperation, wanted: Wanted, asker: Asker, at: datetime) -> Inquiry:
    check_pool(cooperation.pool, PoolKind.INTERPRETERS, _("This pool does not interpret."), "language")
    inquiry = row_of(cooperation, wanted, asker, at)
    found, terms = _judged(inquiry, wanted)
    return keep(actor, inquiry, found, terms, accepts_rules=wanted.accepts_rules, at=at)


def check_pool(pool: Pool, kind: PoolKind, otherwise: Sentence, field: str) -> None:
    """Refuse where a pool has ended, is of another kind (``otherwise`` says so), or is switched off."""
    if pool.ended_at is not None:
        raise WrongState(_("This pool has ended."))
    if pool.kind != kind:
        raise WrongState(otherwise)
    refuse_what_is_off(BEHIND[kind], field)


def keep(
    actor: Actor, inquiry: Inquiry, found: Sequence[Finding], terms: Terms, *, accepts_rules: bool, at: datetime
) -> Inquiry:
    """Store what was asked, with what was found and the day of the answer; ``Stopped`` where it is a stop."""
    if is_stopped(found):
        raise Stopped(found)
    if not accepts_rules:
        raise BadInput(_("Please accept the rules of the pool."), field="accepts_rules")
    inquiry.came_by, inquiry.accepted_rules_at = _came(actor, Asker(inquiry.asker)), at
    inquiry.received_by_user_id = actor.user_id
    inquiry.findings = to_json(found)
    inquiry.answer_by = answer_by(clock.local(at).date(), terms)
    inquiry.save()
    client = inquiry.cooperation.client if inquiry.cooperation else inquiry.client
    record(
        actor,
        "ask_pool",
        ("assistance", "inquiry", inquiry.id),
        at=at,
        about=client.person_id if client else None,
        told={"rules": [one.rule for one in found]},
    )
    return inquiry


def _judged(inquiry: Inquiry, wanted: Wanted) -> tuple[tuple[Finding, ...], Terms]:
    """What the guard finds, by the terms of the day on which it is asked.

    Who registers with the first request is judged as the partner that she would become.
    """
    terms = scope_of(terms_on(inquiry.pool_id, clock.local(inquiry.received_at).date()))
    request = request_of(inquiry, asker=Asker.PARTNER, funded_before=_before(inquiry))
    if wanted.wished_age is None and not wanted.wished_is_family:
        return judge(request, terms), terms
    wished = Wished(wanted.wished_age, wanted.wished_is_family)
    return judge(replace(request, wished=wished), terms), terms


def _before(inquiry: Inquiry) -> int:
    year = clock.local(inquiry.begins).year
    return funded_before(year=year, number_id=inquiry.number_id, cooperation_id=inquiry.cooperation_id)
