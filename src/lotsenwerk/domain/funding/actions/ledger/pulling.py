"""Take the confirmed deployments of a file's pool into its ledger, in one go and as often as one likes (LF5 to LF8).

What is paid for each is reckoned where the desk's pages reckon it: caps, waivers, the pool's scheme. People are looked
at some at a time and their lines written with one statement, so that memory stays flat however many lines there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from lotsenwerk.domain.assistance.models import Deployment
from lotsenwerk.domain.assistance.queries.terms import pay_by_day
from lotsenwerk.domain.funding.actions.grants.keeping import locked_for, told_of
from lotsenwerk.domain.funding.models import Grant, LedgerLine, Part, Pull, SourceKind
from lotsenwerk.domain.funding.queries.facts import facts_of
from lotsenwerk.domain.funding.queries.reckoning import Why, is_by_the_hour, year_of
from lotsenwerk.domain.funding.states import GRANT
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import current_organisation_id

AT_ONCE: Final = 60
"""So many people are looked at while somebody waits for the page; more are work for the worker."""
PEOPLE_A_STEP: Final = 50
GIVEN_UP_AFTER: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the ledger should say of one deployment."""

    source_id: int
    day: date
    cents: int
    quantity: int


def take_over(actor: Actor, grant: Grant, *, at: datetime) -> Pull:
    """Begin to take deployments over; a small pool is done when this answers, of a large one the worker is told.

    Taken over again, only what is new or has changed is written: a line whose sum is another one now is taken back,
    and a new one stands beside it.
    """
    grant = locked_for(actor, grant, "spend")
    if grant.pool_id is None:
        raise WrongState(_("This file pays for the deployments of no pool."))
    running = Pull.objects.filter(grant=grant, finished_at__isnull=True)
    running.filter(asked_at__lt=at - GIVEN_UP_AFTER).update(finished_at=at)
    people = len(whom(grant))
    try:
        with transaction.atomic():
            pull = Pull.objects.create(grant=grant, asked_at=at, asked_by_user_id=actor.user_id, people=people)
    except IntegrityError:
        raise WrongState(_("This is running already.")) from None
    told_of(actor, "take_over", grant, at=at, told={"people": people})
    if people <= AT_ONCE:
        while not step(pull.pk, at=at):
            pass
        pull.refresh_from_db()
    else:
        work = app.configure_task("funding.take_over", queueing_lock=f"funding.take_over.{pull.pk}")
        work.defer(organisation_id=current_organisation_id(), pull_id=pull.pk)
    return pull


def whom(grant: Grant) -> Sequence[int]:
    """Volunteers who gave the file's pool time in its days, also where nobody confirmed it; ids in their order."""
    rows = Deployment.objects.filter(pool=grant.pool, on__range=(grant.first_day, grant.last_day))
    return list(rows.order_by("volunteer_id").values_list("volunteer_id", flat=True).distinct())


def step(pull_id: int, *, at: datetime) -> bool:
    """Look at some more people; answers whether all of them are done. One transaction of its own for the worker."""
    pull = lock(Pull.objects.select_related("grant"), pk=pull_id)
    if pull.finished_at is not None:
        return True
    grant = lock(Grant.objects.select_related("pool"), pk=pull.grant_id)
    people = whom(grant)
    some = people[pull.people_done : pull.people_done + PEOPLE_A_STEP]
    if some and GRANT.allows("spend", grant.state):
        _take_over(pull, grant, some, at)
    pull.people_done += len(some)
    if pull.people_done >= len(people) or not GRANT.allows("spend", grant.state):
        pull.finished_at = at
    pull.save(update_fields=["people_done", "added", "reversed", "elsewhere", "finished_at"])
    return pull.finished_at is not None


def _take_over(pull: Pull, grant: Grant, people: Sequence[int], at: datetime) -> None:
    wanted = {one.source_id: one for one in _wanted(grant, people, clock.local(at).date())}
    given = Deployment.objects.filter(pool=grant.pool, volunteer_id__in=people)
    ids = list(given.filter(on__range=(grant.first_day, grant.last_day)).values_list("pk", flat=True))
    known = list(LedgerLine.objects.raw(_KNOWN, [ids, current_organisation_id(), SourceKind.DEPLOYMENT.value]))
    taken_back = _taken_back([line.pk for line in known])
    turns: dict[int, int] = {}
    wrong: list[LedgerLine] = []
    for line in known:
        source = line.source_id or 0
        if line.pk in taken_back:
            turns[source] = turns.get(source, 0) + 1
        elif line.grant_id != grant.pk:
            pull.elsewhere += wanted.pop(source, None) is not None
        elif source in wanted and _is_same(line, wanted[source]):
            del wanted[source]
        else:
            wrong.append(line)
            turns[source] = turns.get(source, 0) + 1
    LedgerLine.objects.bulk_create([_reversal(line, pull, at) for line in wrong])
    pull.reversed += len(wrong)
    pull.added += _insert(grant, list(wanted.values()), turns, pull, at)


_KNOWN: Final = """
SELECT line.* FROM unnest(%s::bigint[]) AS given (id) JOIN funding_ledgerline line
    ON line.organisation_id = %s AND line.source_kind = %s AND line.source_id = given.id AND line.reverses_id IS NULL
 ORDER BY line.id
"""
_TAKEN_BACK: Final = """
SELECT line.reverses_id FROM unnest(%s::bigint[]) AS given (id) JOIN funding_ledgerline line
    ON line.organisation_id = %s AND line.reverses_id = given.id
"""
"""Joined with a list, so that no plan is quadratic while the table's statistics still know nothing of its lines."""


def _taken_back(ids: Sequence[int]) -> set[int]:
    """Which of these lines were taken back."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_BACK, [list(ids), current_organisation_id()])
        return {int(row[0]) for row in cursor.fetchall()}


def _wanted(grant: Grant, people: Sequence[int], today: date) -> list[_Wanted]:
    book, pays = rulebook(), pay_by_day([grant.pool_id or 0])
    found = []
    for facts in facts_of(Volunteer.objects.filter(pk__in=people), grant.year, today):
        for line in year_of(book, facts, today, pays).lines:
            one = line.given
            is_ours = one.pool_id == grant.pool_id and grant.first_day <= one.on <= grant.last_day
            if is_ours and line.why == Why.COUNTS and line.funded > 0 and one.id is not None:
                found.append(_Wanted(one.id, one.on, line.funded, line.paid if is_by_the_hour(one) else 1))
    return found


def _is_same(line: LedgerLine, wanted: _Wanted) -> bool:
    return (line.cents, line.quantity, line.day) == (wanted.cents, wanted.quantity, wanted.day)


def _reversal(line: LedgerLine, pull: Pull, at: datetime) -> LedgerLine:
    return LedgerLine(
        grant_id=line.grant_id,
        part=line.part,
        day=line.day,
        cents=-line.cents,
        quantity=-line.quantity if line.quantity is not None else None,
        source_kind=line.source_kind,
        source_id=line.source_id,
        turn=line.turn,
        reverses=line,
        because=str(_("Taken over again: something has changed.")),
        noted_at=at,
        noted_by_user_id=pull.asked_by_user_id,
    )


_INSERT: Final = """
INSERT INTO funding_ledgerline (organisation_id, grant_id, part, day, cents, quantity, words, source_kind, source_id,
                                turn, because, noted_at, noted_by_user_id)
SELECT %s, %s, %s, day, cents, quantity, '', %s, source_id, turn, '', %s, %s
  FROM unnest(%s::bigint[], %s::date[], %s::integer[], %s::integer[], %s::smallint[])
    AS wanted (source_id, day, cents, quantity, turn)
    ON CONFLICT (organisation_id, source_kind, source_id, turn)
 WHERE source_id IS NOT NULL AND reverses_id IS NULL DO NOTHING
"""


def _insert(grant: Grant, wanted: Sequence[_Wanted], turns: dict[int, int], pull: Pull, at: datetime) -> int:
    """Write the lines with one statement; what another file took in the same moment is left to it."""
    if not wanted:
        return 0
    part = Part.HOURS if grant.line == "guides" else Part.DEPLOYMENT
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                *(current_organisation_id(), grant.pk, part.value, SourceKind.DEPLOYMENT.value),
                *(at, pull.asked_by_user_id),
                [one.source_id for one in wanted],
                [one.day for one in wanted],
                [one.cents for one in wanted],
                [one.quantity for one in wanted],
                [turns.get(one.source_id, 0) for one in wanted],
            ],
        )
        return int(cursor.rowcount)
