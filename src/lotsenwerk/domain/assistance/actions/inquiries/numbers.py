"""Hand out numbers that stand for people who are spoken for, to be printed and given away on paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.client_numbers import new_number
from lotsenwerk.domain.assistance.models import ClientNumber
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

MOST: Final = 200
"""So many in one batch: some sheets of stickers."""


def hand_out_numbers(actor: Actor, pool: Pool, many: int, *, at: datetime) -> Sequence[ClientNumber]:
    """So many new numbers of a pool, in the order of printing. Nobody here ever learns who gets which.

    Raises ``NotAllowed``, ``WrongState`` for a pool that has ended or interprets for nobody, ``BadInput`` for ``many``.
    """
    if not may_run_inquiries(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if not 1 <= many <= MOST:
        raise BadInput(_("Between %(least)d and %(most)d, please."), field="many", params={"least": 1, "most": MOST})
    pool = lock(Pool.objects.all(), pk=pool.pk)
    if pool.ended_at is not None:
        raise WrongState(_("This pool has ended."))
    if pool.kind != PoolKind.INTERPRETERS:
        raise WrongState(_("Numbers are handed out by a pool of interpreters."))
    made = ClientNumber.objects.bulk_create(
        ClientNumber(
            pool=pool,
            number=number,
            made_at=at,
            made_by_user_id=actor.user_id,
        )
        for number in _fresh(many)
    )
    record(actor, "hand_out_numbers", ("people", "pool", pool.id), at=at, told={"many": many})
    return made


def _fresh(many: int) -> Sequence[str]:
    """Numbers that nobody has yet. One that another pool makes in the same moment is refused by the table."""
    found: dict[str, None] = {}
    while len(found) < many:
        found.update(dict.fromkeys(new_number() for _ in range(many - len(found))))
        for known in ClientNumber.objects.filter(number__in=list(found)).values_list("number", flat=True):
            found.pop(known, None)
    return list(found)
