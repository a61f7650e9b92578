"""What a notice grants a pool for a year."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.models import Budget
from lotsenwerk.domain.funding.permissions import may_keep_hours
from lotsenwerk.domain.funding.queries.facts import FUNDED
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.money import MAX_CENTS

MOST_MINUTES: Final = 100_000 * 60
"""A hundred thousand hours: what is more is a slip of the finger."""
LONGEST_NOTICE: Final = 80


@dataclass(frozen=True, slots=True)
class Granted:
    """What stands in a notice: hours applied for and granted in minutes, money in cents, from which day it counts."""

    valid_from: date
    notice: str
    minutes: int | None = None
    cents: int | None = None
    minutes_applied: int | None = None


def set_budget(actor: Actor, pool: Pool, granted: Granted, *, year: int, after: int | None, at: datetime) -> Budget:
    """Write down what a pool is granted for a year. Earlier versions stay written down.

    ``after`` is the id of the newest version that the actor has seen, none where there was none: if somebody else has
    entered another one since, this one is refused.
    """
    if not may_keep_hours(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    pool = lock(Pool.objects.all(), pk=pool.pk)
    if pool.kind not in FUNDED:
        raise WrongState(_("The deployments of this pool are not funded."))
    _check(granted, year, clock.local(at).date())
    newest = Budget.objects.filter(pool=pool, year=year).order_by("-id").values_list("id", flat=True).first()
    if newest != after:
        raise WrongState(_("Somebody else has entered a budget in the meantime. Please look at it first."))
    return _write(actor, pool, granted, year, at)


def fill_budget(actor: Actor, pool: Pool, granted: Granted, *, year: int, at: datetime) -> Budget:
    """Write down the next version because the notice of a file says so. Who may enter notices is asked there."""
    pool = lock(Pool.objects.all(), pk=pool.pk)
    _check(granted, year, clock.local(at).date())
    return _write(actor, pool, granted, year, at)


def _write(actor: Actor, pool: Pool, granted: Granted, year: int, at: datetime) -> Budget:
    made = Budget.objects.create(
        pool=pool,
        year=year,
        minutes_applied=granted.minutes_applied,
        minutes=granted.minutes,
        cents=granted.cents,
        valid_from=granted.valid_from,
        notice=granted.notice.strip(),
        noted_at=at,
        noted_by_user_id=actor.user_id,
    )
    told = {"year": year, "minutes": granted.minutes, "cents": granted.cents, "notice": made.notice}
    record(actor, "set_budget", ("funding", "budget", made.pk), story=("people", "pool", pool.pk), at=at, told=told)
    return made


def _check(granted: Granted, year: int, today: date) -> None:
    if not today.year - 1 <= year <= today.year + 1:
        raise BadInput(_("A budget is entered for last year, this year or the next one."))
    if granted.minutes is None and granted.cents is None:
        raise BadInput(_("Please enter the hours or the money that was granted."), field="minutes")
    for name in ("minutes", "minutes_applied"):
        amount = getattr(granted, name)
        if amount is not None and not 0 <= amount <= MOST_MINUTES:
            raise BadInput(_("Between 0 and 100,000 hours, please."), field=name)
    if granted.cents is not None and not 0 <= granted.cents <= MAX_CENTS:
        raise BadInput(_("This amount is too large. Is the comma missing?"), field="cents")
    if granted.valid_from.year != year:
        raise BadInput(_("This day is not in the year of the budget."), field="valid_from")
    if not granted.notice.strip():
        raise BadInput(_("Please enter where this stands: the number or the day of the notice."), field="notice")
    if len(granted.notice.strip()) > LONGEST_NOTICE:
        raise BadInput(_("At most 80 characters, please."), field="notice")
