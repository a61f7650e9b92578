"""Start a plan: freeze what it is made from and let the worker search. Or drop one that nobody wants."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from lotsenwerk.domain.assistance.models import Plan
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.planning_words import input_in_words
from lotsenwerk.domain.assistance.queries.planning.plans import counting_plans
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.assistance.states import PLAN
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.engines.planning.model import Snapshot
from lotsenwerk.engines.planning.refusing import InputRefusedError, refuse_nonsense
from lotsenwerk.engines.planning.written import snapshot_to_json
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import current_organisation_id

MOST_DAYS: Final = 7
FARTHEST: Final = timedelta(days=60)
MOST_SECONDS: Final = 120


def start_plan(
    actor: Actor, *, first_day: date, last_day: date, seconds: int, changes: Plan | None = None, at: datetime
) -> Plan:
    """Freeze what these days are made from and let the worker search for ``seconds``; nobody is asked yet.

    ``changes`` is the published plan from which it sets out; where none is given, the one that counts now.
    Raises ``NotAllowed``, or ``BadInput`` with the field ``first_day``, ``last_day`` or ``seconds``.
    """
    _may(actor)
    _check(first_day, last_day, seconds, at)
    snapshot = frozen(first_day, last_day, at=at)
    plan = make(actor, first_day, last_day, snapshot, seconds=seconds, changes=changes, at=at)
    defer(plan)
    record(actor, "start_plan", ("assistance", "plan", plan.id), at=at)
    return plan


def drop_plan(actor: Actor, plan: Plan, *, at: datetime) -> Plan:
    """Put a plan away that is not published; a search that still runs ends soon. Nothing else changes."""
    plan = lock(Plan.objects.defer("snapshot", "routes"), pk=plan.pk)
    state = PLAN.after("drop", plan.state)
    _may(actor)
    plan.state = state
    plan.save(update_fields=["state"])
    record(actor, "drop_plan", ("assistance", "plan", plan.id), at=at)
    return plan


def frozen(first_day: date, last_day: date, *, at: datetime, keep_times: bool = False) -> Snapshot:
    """What a plan of these days depends on; ``BadInput`` where there is nothing to plan or it makes no sense."""
    snapshot = freeze(first_day, last_day, at=at, keep_times=keep_times)
    if not snapshot.jobs:
        raise BadInput(_("Nobody needs anything on these days."), field="first_day")
    try:
        refuse_nonsense(snapshot)
    except InputRefusedError as refused:
        raise BadInput(input_in_words(refused.reason), field="first_day") from None
    return snapshot


def make(
    actor: Actor,
    first_day: date,
    last_day: date,
    snapshot: Snapshot,
    *,
    seconds: int,
    changes: Plan | None,
    at: datetime,
) -> Plan:
    """The row of a plan that waits for its search."""
    counting = counting_plans(first_day, last_day)
    if changes is None:
        changes = next(iter(counting), None)
    elif changes.pk not in {one.pk for one in counting}:
        raise WrongState(_("This plan does not count any more. Please look at it again."))
    return Plan.objects.create(
        ref=new_ref(),
        first_day=first_day,
        last_day=last_day,
        changes=changes,
        snapshot=snapshot_to_json(snapshot),
        seed=secrets.randbelow(2**31),
        seconds=seconds,
        made_at=at,
        made_by_user_id=actor.user_id,
    )


def defer(plan: Plan) -> None:
    """Let the worker search, once this transaction has ended well."""
    search = app.configure_task("assistance.search_plan", queueing_lock=f"assistance.search_plan.{plan.id}")
    search.defer(organisation_id=current_organisation_id(), plan_id=plan.id)


def _may(actor: Actor) -> None:
    if not may_plan(actor):
        raise NotAllowed(_("Only coordinators may do this."))


def _check(first_day: date, last_day: date, seconds: int, at: datetime) -> None:
    today = clock.local(at).date()
    if last_day < first_day:
        raise BadInput(_("The last day must not lie before the first one."), field="last_day")
    if first_day < today:
        raise BadInput(_("This day is over. Please choose a day that lies ahead."), field="first_day")
    if last_day - first_day >= timedelta(days=MOST_DAYS):
        raise BadInput(_("Please plan at most a week at once."), field="last_day")
    if last_day > today + FARTHEST:
        raise BadInput(_("Please choose a day within two months."), field="last_day")
    if not 1 <= seconds <= MOST_SECONDS:
        raise BadInput(
            _("Please let it search between 1 and %(most)d seconds."), field="seconds", params={"most": MOST_SECONDS}
        )
