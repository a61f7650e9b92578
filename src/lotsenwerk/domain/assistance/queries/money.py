"""Reads of the cash book. Desk and helper read the same sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import connection
from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from lotsenwerk.domain.assistance.ledger import FLOWS, HANDED_OVER, Account, Movement, Totals, balances, signed
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    CashKind,
    CashLine,
    FloatClosing,
    MoneyFrom,
    ReceiptPhoto,
)
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_see_cash, may_see_receipt
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import prepared
from lotsenwerk.kit.tenancy import current_organisation_id


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line as it is read. ``is_gone`` says that another line has taken it back, ``takes_back`` that it did that."""

    id: int
    kind: CashKind
    cents: int
    at: datetime
    takes_back: bool
    is_gone: bool

    @property
    def stands(self) -> bool:
        """Whether it still counts, and so can be taken back."""
        return not self.takes_back and not self.is_gone

    @property
    def is_handed_over(self) -> bool:
        """Whether it is one of those with which a visit begins."""
        return self.kind in HANDED_OVER


@dataclass(frozen=True, slots=True)
class CashSheet:
    """The money of one visit: the same numbers for the helper and for the desk."""

    source: MoneyFrom
    ceiling: int | None
    lines: Sequence[SheetLine]
    totals: Totals
    photos: Sequence[int]
    """Ids of the receipts' photos, oldest first."""

    @property
    def difference(self) -> int:
        """What does not meet, once it is settled."""
        return self.totals.purse if self.totals.is_settled else 0

    @property
    def over_ceiling(self) -> int:
        """By how much more was spent than the client wanted."""
        return max(self.totals.spent - self.ceiling, 0) if self.ceiling else 0

    @property
    def owed_to_float(self) -> int:
        """What the client owes to the carrier."""
        return max(self.totals.owed_by_client - max(self.totals.owed_to_helper, 0), 0)

    @property
    def owed_to_client(self) -> int:
        """What the client has not got back yet."""
        return max(-self.totals.owed_by_client, 0)

    @property
    def owed_to_helper(self) -> int:
        """What the helper has laid out and not got back, once it is settled."""
        return self.totals.owed_to_helper if self.totals.is_settled else 0


def cash_sheet(actor: Actor, assignment: Assignment) -> CashSheet:
    """The sheet of a visit that came from ``assignment_for``, in two queries; others find it empty."""
    may = may_run_journeys(actor) or (actor.person_id is not None and assignment.volunteer.person_id == actor.person_id)
    rows = _lines(assignment.id) if may else []
    gone = {row.undoes_id for row in rows}
    lines = [
        SheetLine(row.id, CashKind(row.kind), row.cents, row.at, row.undoes_id is not None, row.id in gone)
        for row in rows
    ]
    photos = ReceiptPhoto.objects.filter(assignment=assignment).order_by("id").values_list("id", flat=True)
    return CashSheet(
        source=MoneyFrom(assignment.need.money),
        ceiling=assignment.need.ceiling_cents,
        lines=lines,
        totals=Totals.of(_movement(row) for row in rows),
        photos=list(photos) if may_see_receipt(actor, assignment) else [],
    )


def movements_of(assignment: Assignment) -> Sequence[Movement]:
    """Every line of a visit as a movement, for the verbs, which have asked who may."""
    return [_movement(row) for row in _lines(assignment.id)]


def standing_lines(assignment: Assignment) -> Sequence[CashLine]:
    """The lines of a visit that still count, oldest first, for the verbs."""
    rows = _lines(assignment.id)
    gone = {row.undoes_id for row in rows}
    return [row for row in rows if row.undoes_id is None and row.id not in gone]


def receipt_photo(actor: Actor, assignment: Assignment, photo_id: int) -> ReceiptPhoto:
    """One photo of a visit's receipt; ``NotThere`` for everybody who may not see it."""
    if not may_see_receipt(actor, assignment):
        raise NotThere
    try:
        return ReceiptPhoto.objects.get(assignment=assignment, pk=photo_id)
    except ReceiptPhoto.DoesNotExist:
        raise NotThere from None


@dataclass(frozen=True, slots=True)
class FloatDay:
    """The float on one day: what it began with, its lines, what it should hold, and what was counted."""

    day: date
    began_with: int
    lines: Sequence[CashLine]
    expected: int
    closing: FloatClosing | None

    @property
    def difference(self) -> int | None:
        """Counted less expected; None while the day is open."""
        return self.closing.counted_cents - self.closing.expected_cents if self.closing else None


def float_day(actor: Actor, *, at: datetime) -> FloatDay:
    """The float on the day of ``at``, in two queries. The lines are those since the last closing before today."""
    if not may_see_cash(actor):
        raise NotThere
    today = clock.local(at).date()
    newest = _newest_closings.lines()[:2]
    closing = next((one for one in newest if one.day == today), None)
    before = next((one for one in newest if one.day < today), None)
    lines = _float_lines_with_names(before.at if before else None)
    last = closing or before
    moved = balances(_movement(line) for line in lines if last is None or line.at > last.at)[Account.FLOAT]
    return FloatDay(
        day=today,
        began_with=before.counted_cents if before else 0,
        lines=lines,
        expected=moved + (last.counted_cents if last else 0),
        closing=closing,
    )


@prepared
def _newest_closings() -> QuerySet[FloatClosing]:
    return FloatClosing.objects.order_by("-at")


_NAMES: Final = [
    f"{whose}__person__{name}"
    for whose in ("need__client", "volunteer")
    for name in ("given_name", "family_name", "gender")
]
"""Of a visit in a list: who goes to whom."""


@prepared
def _float_lines_with_names(after: datetime | None) -> QuerySet[CashLine]:
    rows = _float_lines() if after is None else _float_lines().filter(at__gt=after)
    names = [f"assignment__{name}" for name in ("state", *_NAMES)]
    shown = rows.select_related("assignment__need__client__person", "assignment__volunteer__person")
    return shown.only("kind", "cents", "undoes_id", "at", *names).order_by("at", "id")


def float_now() -> int:
    """What the float should hold: what was counted last, and every line since then."""
    last = FloatClosing.objects.order_by("-at").first()
    rows = _float_lines().filter(at__gt=last.at) if last else _float_lines()
    moved: int = rows.aggregate(sum=Coalesce(Sum(_signed(Account.FLOAT)), 0))["sum"]
    return moved + (last.counted_cents if last else 0)


def newest_float_line() -> datetime | None:
    """When the float was changed last."""
    return _float_lines().order_by("-at").values_list("at", flat=True).first()


def closings(actor: Actor, *, most: int = 10) -> Sequence[FloatClosing]:
    """The last days that were closed, newest first."""
    return _closings.lines()[:most] if may_see_cash(actor) else []


@prepared
def _closings() -> QuerySet[FloatClosing]:
    return FloatClosing.objects.order_by("-day")


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit whose money is not at rest. ``difference`` above nought is missing."""

    assignment: Assignment
    difference: int
    advance: int
    owed_by_client: int
    is_settled: bool


def _brought_to(*accounts: Account) -> str:
    """What the lines of a visit have brought to these accounts together, as SQL; the kinds are words of ours."""
    cases = [
        f"WHEN '{kind}' THEN {sign} * moved"
        for kind in FLOWS
        if (sign := sum(signed(kind, account) for account in accounts))
    ]
    return f"sum(CASE kind {' '.join(cases)} ELSE 0 END)"


_OPEN_VISITS: Final = f"""
    SELECT assignment_id FROM (
        SELECT l.assignment_id, l.kind, CASE WHEN l.undoes_id IS NULL THEN l.cents ELSE -l.cents END AS moved
          FROM assistance_cashline l JOIN assistance_assignment a ON a.id = l.assignment_id
         WHERE l.organisation_id = %s AND a.state <> %s
    ) lines GROUP BY assignment_id
    HAVING {_brought_to(Account.PURSE)} <> 0 OR {_brought_to(Account.HELPER)} <> 0
        OR {_brought_to(Account.SHOP, Account.CLIENT)} > 0
        OR {_brought_to(Account.SHOP, Account.CLIENT)} < -{_brought_to(Account.LOSS)}
    ORDER BY assignment_id LIMIT %s
"""  # noqa: S608 - made of words of ours


def open_visits(actor: Actor, *, most: int = 50) -> Sequence[OpenVisit]:
    """Visits that are over and whose money is not at rest, oldest first, in two queries; at most ``most``."""
    if not may_see_cash(actor):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_VISITS, [current_organisation_id(), AssignmentState.ACCEPTED, most])
        ids = [pk for (pk,) in cursor.fetchall()]
    by_id = {one.id: one for one in _visits_with_names(ids)}
    totals = _totals_of(ids)
    return [_open(by_id[pk], totals[pk]) for pk in ids]


@prepared
def _visits_with_names(ids: Sequence[int]) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(pk__in=ids).select_related("need__client__person", "volunteer__person")
    return rows.only("state", "during", *_NAMES)


def lines_of_month(actor: Actor, *, year: int, month: int) -> Sequence[CashLine]:
    """Every line of a month of wall time, oldest first, for the clerk: with the visit, without a client's name."""
    if not may_see_cash(actor):
        return []
    begin = datetime(year, month, 1, tzinfo=clock.BERLIN)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=clock.BERLIN)
    rows = CashLine.objects.filter(at__gte=begin, at__lt=end).select_related("assignment")
    return list(rows.order_by("at", "id"))


def visits_of_day(actor: Actor, day: date, *, person_id: int | None = None) -> Sequence[Assignment]:
    """Who goes where on one day of wall time, by time, with the report where there is one; for the desk."""
    if not may_run_journeys(actor):
        return []
    begin = datetime.combine(day, time(), tzinfo=clock.BERLIN)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.BERLIN)
    return _visits_between(begin - timedelta(days=1), begin, end, person_id)


@prepared
def _visits_between(
    window_since: datetime, begin: datetime, end: datetime, person_id: int | None
) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(
        need__earliest__gte=window_since,
        need__earliest__lt=end,
        during__startswith__gte=begin,
        during__startswith__lt=end,
        state__in=[AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED],
    ).select_related("need__client__person", "need__shop", "volunteer__person", "report")
    return (rows if person_id is None else rows.filter(volunteer__person_id=person_id)).order_by("during", "id")


def totals_of(actor: Actor, assignments: Iterable[Assignment]) -> dict[int, Totals]:
    """The totals of many visits by their id, in one query; for the desk."""
    return _totals_of([one.id for one in assignments]) if may_run_journeys(actor) else {}


def _totals_of(ids: Sequence[int]) -> dict[int, Totals]:
    moved: dict[int, list[Movement]] = {pk: [] for pk in ids}
    for row in _lines_of(ids):
        moved[row.assignment_id or 0].append(_movement(row))
    return {pk: Totals.of(lines) for pk, lines in moved.items()}


@prepared
def _lines_of(ids: Sequence[int]) -> QuerySet[CashLine]:
    return (
        CashLine.objects.filter(assignment_id__in=ids)
        .only("assignment_id", "kind", "cents", "undoes_id")
        .order_by("id")
    )


def _open(assignment: Assignment, totals: Totals) -> OpenVisit:
    # What was handed over to somebody who then did not go is missing until it is settled.
    return OpenVisit(
        assignment=assignment,
        difference=totals.purse,
        advance=totals.owed_to_helper if totals.is_settled else 0,
        owed_by_client=totals.owed_by_client,
        is_settled=totals.is_settled,
    )


@prepared
def _lines(assignment_id: int) -> QuerySet[CashLine]:
    return CashLine.objects.filter(assignment_id=assignment_id).order_by("at", "id")


def _float_lines() -> QuerySet[CashLine]:
    return CashLine.objects.filter(kind__in=[kind for kind in FLOWS if signed(kind, Account.FLOAT)])


def _movement(row: CashLine) -> Movement:
    return Movement(CashKind(row.kind), row.cents, takes_back=row.undoes_id is not None)


def _signed(account: Account) -> Case:
    """What a line brings to the account, as SQL."""
    ins = [kind for kind in FLOWS if signed(kind, account) > 0]
    outs = [kind for kind in FLOWS if signed(kind, account) < 0]
    return Case(
        When(Q(kind__in=ins, undoes__isnull=True) | Q(kind__in=outs, undoes__isnull=False), then=F("cents")),
        When(Q(kind__in=outs, undoes__isnull=True) | Q(kind__in=ins, undoes__isnull=False), then=-F("cents")),
        default=Value(0),
        output_field=BigIntegerField(),
    )
