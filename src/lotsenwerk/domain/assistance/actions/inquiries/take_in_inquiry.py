"""Take in what was asked: it becomes a need of the pool, with a fixed beginning."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.locking import locked
from lotsenwerk.domain.assistance.actions.tell_requester import tell_requester
from lotsenwerk.domain.assistance.findings import dates_named
from lotsenwerk.domain.assistance.guide_gate import refuse_without_scope
from lotsenwerk.domain.assistance.models import CooperationState, Inquiry, Need, NeedKind
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.queries.terms import scope_of, terms_on
from lotsenwerk.domain.assistance.states import INQUIRY
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.languages import SPOKEN
from lotsenwerk.domain.people.models import Level, PoolKind
from lotsenwerk.domain.people.queries.becoming import requires, rules_on
from lotsenwerk.engines.scope.interpreting import Way, first_day
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.refs import new_ref

_KINDS = {PoolKind.GUIDES: NeedKind.GUIDE, PoolKind.INTERPRETERS: NeedKind.INTERPRET}


def take_in_inquiry(
    actor: Actor,
    inquiry: Inquiry,
    *,
    begins: datetime | None = None,
    language: str | None = None,
    level: str | None = None,
    at: datetime,
) -> Need:
    """Look for somebody: the inquiry becomes a need of its pool, open, and the institution hears so.

    ``begins`` is one of the dates that were named; without it the first that keeps the lead time is taken, else the
    first that lies ahead. The visit begins then and lasts as long as was asked for. ``language`` may be put right;
    ``level`` is what the pool requires beside German where nobody says anything else, empty for any.

    Of two who take in one inquiry one gets the need, the other a refusal. Raises ``NotAllowed``, ``WrongState``
    (also where the institution is not approved yet), or ``BadInput`` with the field.
    """
    _need, inquiry = locked(inquiry)
    state = INQUIRY.after("take_in", inquiry.state)
    if not may_run_inquiries(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    cooperation = inquiry.cooperation
    client = cooperation.client if cooperation is not None else inquiry.client
    if client is None or (cooperation is not None and cooperation.state != CooperationState.APPROVED):
        raise WrongState(_("The cooperation is not approved. Please approve it first."))
    if inquiry.pool.ended_at is not None:
        raise WrongState(_("This pool has ended."))
    refuse_without_scope(inquiry)
    stays(client.person_id)
    begins = _chosen(inquiry, begins, at)
    is_there = inquiry.way == Way.ON_THE_SPOT
    need = Need.objects.create(
        ref=new_ref(),
        client=client,
        kind=_KINDS[PoolKind(inquiry.pool.kind)],
        pool=inquiry.pool,
        language=_language(inquiry, language),
        level=_level(inquiry, level, begins),
        earliest=begins,
        latest=begins + timedelta(minutes=inquiry.minutes),
        minutes=inquiry.minutes,
        wish=inquiry.about,
        lat=inquiry.lat if is_there else None,
        lon=inquiry.lon if is_there else None,
        taken_at=at,
        taken_by_user_id=actor.user_id,
    )
    inquiry.state, inquiry.need, inquiry.client = state, need, client
    inquiry.save(update_fields=["state", "need", "client"])
    about = client.person_id
    record(
        actor,
        "take_in_inquiry",
        ("assistance", "inquiry", inquiry.id),
        story=("assistance", "need", need.id),
        at=at,
        about=about,
        told={"kind": need.kind},
    )
    tell_requester("assistance.inquiry_taken_in", inquiry, at=at)
    return need


def _chosen(inquiry: Inquiry, begins: datetime | None, at: datetime) -> datetime:
    named = dates_named(inquiry)
    if begins is not None:
        if begins not in named:
            raise BadInput(_("Please choose one of the dates that were named."), field="begins")
        if begins <= at:
            raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="begins")
        return begins
    ahead = [one for one in named if one > at]
    if not ahead:
        raise WrongState(_("All dates that were named are over."))
    asked_on = clock.local(inquiry.received_at).date()
    soonest = first_day(asked_on, scope_of(terms_on(inquiry.pool_id, asked_on)))
    return next((one for one in ahead if clock.local(one).date() >= soonest), ahead[0])


def _language(inquiry: Inquiry, language: str | None) -> str:
    if language is None:
        return inquiry.language
    if language not in SPOKEN:
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    return language


def _level(inquiry: Inquiry, level: str | None, begins: datetime) -> str:
    if level is None:
        day = clock.local(begins).date()
        return requires(rules_on([inquiry.pool_id], day).get(inquiry.pool_id)).other if inquiry.language else ""
    if level not in {"", *Level.values}:
        raise BadInput(_("Please choose one of the list."), field="level")
    return level
