"""Open, change and end a pool, and say from which day on it requires what."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    DeclarationKind,
    Level,
    Pool,
    PoolKind,
    PoolMember,
    PoolRule,
    QualificationKind,
    Rung,
)
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.permissions import may_keep_pools
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_NAME: Final = 80
MOST_DAYS: Final = 30
AS_A_RULE: Final = {
    PoolKind.NEIGHBOURS: Requires(declarations=(DeclarationKind.CONFIDENTIALITY,)),
    PoolKind.GUIDES: Requires(
        german="B1",
        qualification=QualificationKind.BASIC_GUIDE,
        declarations=(DeclarationKind.CONFIDENTIALITY, DeclarationKind.DATA_PROTECTION),
    ),
    PoolKind.INTERPRETERS: Requires(
        german="B2",
        other="C1",
        qualification=QualificationKind.INTERPRETER,
        declarations=tuple(DeclarationKind.values),
    ),
}
"""What a new pool of each kind requires until somebody says anything else."""


def open_pool(
    actor: Actor, *, kind: str, name: str, answer_days: int, carrier: Organisation | None = None, at: datetime
) -> Pool:
    """A new pool, with the usual requirements of its kind from today on."""
    _refuse_others(actor)
    if kind not in PoolKind.values:
        raise BadInput(_("Please choose one of the list."), field="kind")
    refuse_what_is_off(BEHIND[kind], "kind")
    _check(name, answer_days)
    _refuse_twice(kind, name, None)
    pool = Pool.objects.create(
        kind=PoolKind(kind),
        name=name.strip(),
        sort_key=sort_key(name),
        carrier=carrier,
        answer_days=answer_days,
        opened_at=at,
    )
    _write_rule(actor, pool, clock.local(at).date(), AS_A_RULE[PoolKind(kind)], at)
    record(actor, "open_pool", ("people", "pool", pool.id), at=at)
    return pool


def change_pool(actor: Actor, pool: Pool, *, name: str, answer_days: int, at: datetime) -> Pool:
    """Another name, another promise. Promises that were given stay what they were."""
    _refuse_others(actor)
    _check(name, answer_days)
    pool = _running(pool)
    _refuse_twice(pool.kind, name, pool.id)
    pool.name, pool.sort_key, pool.answer_days = name.strip(), sort_key(name), answer_days
    pool.save(update_fields=["name", "sort_key", "answer_days"])
    record(actor, "change_pool", ("people", "pool", pool.id), at=at)
    return pool


def end_pool(actor: Actor, pool: Pool, *, at: datetime) -> Pool:
    """There is no such pool any more. Refused while somebody is in it or on the way."""
    _refuse_others(actor)
    pool = _running(pool)
    if PoolMember.objects.filter(pool=pool).exclude(rung=Rung.LEFT).exists():
        raise WrongState(_("There are still people in this pool. They have to leave it first."))
    pool.ended_at = at
    pool.save(update_fields=["ended_at"])
    record(actor, "end_pool", ("people", "pool", pool.id), at=at)
    return pool


def set_pool_rule(actor: Actor, pool: Pool, requires: Requires, *, valid_from: date, at: datetime) -> PoolRule:
    """From a day on the pool requires this. The same day again replaces it; what has counted before today stays."""
    _refuse_others(actor)
    pool = _running(pool)
    if valid_from < clock.local(at).date():
        raise BadInput(_("A rule begins today or later: what has counted stays written down."), field="valid_from")
    _check_requires(requires)
    rule = _write_rule(actor, pool, valid_from, requires, at)
    record(
        actor,
        "set_pool_rule",
        ("people", "pool_rule", rule.id),
        story=("people", "pool", pool.id),
        at=at,
    )
    return rule


def _write_rule(actor: Actor, pool: Pool, valid_from: date, requires: Requires, at: datetime) -> PoolRule:
    rule, _is_new = PoolRule.objects.update_or_create(
        pool=pool,
        valid_from=valid_from,
        defaults={
            "needs_talk": requires.talk,
            "needs_adult": requires.adult,
            "german": requires.german,
            "other": requires.other,
            "needs_conduct": requires.conduct,
            "qualification": requires.qualification,
            "declarations": list(requires.declarations),
            "changed_at": at,
            "changed_by_user_id": actor.user_id,
        },
    )
    return rule


def _running(pool: Pool) -> Pool:
    pool = lock(Pool.objects.all(), pk=pool.pk)
    if pool.ended_at is not None:
        raise WrongState(_("This pool has ended."))
    return pool


def _refuse_others(actor: Actor) -> None:
    if not may_keep_pools(actor):
        raise NotAllowed(_("Only coordinators may do this."))


def _check(name: str, answer_days: int) -> None:
    if not name.strip():
        raise BadInput(_("Please enter a name."), field="name")
    refuse_too_long(name.strip(), LONGEST_NAME, "name")
    if not 1 <= answer_days <= MOST_DAYS:
        raise BadInput(_("Between 1 and 30 working days, please."), field="answer_days")


def _refuse_twice(kind: str, name: str, own_id: int | None) -> None:
    same = Pool.objects.filter(kind=kind, name=name.strip(), ended_at__isnull=True)
    if same.exclude(pk=own_id or 0).exists():
        raise BadInput(_("There is a pool of this name already."), field="name")


def _check_requires(requires: Requires) -> None:
    allowed = {
        "german": ("", *Level.values),
        "other": ("", *Level.values),
        "qualification": ("", *QualificationKind.values),
    }
    for name, values in allowed.items():
        if getattr(requires, name) not in values:
            raise BadInput(_("Please choose one of the list."), field=name)
    if any(one not in DeclarationKind.values for one in requires.declarations):
        raise BadInput(_("Please choose one of the list."), field="declarations")
