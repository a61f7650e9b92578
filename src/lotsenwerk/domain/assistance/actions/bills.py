"""Write a bill to an institution that pays, and take one back. In words: docs/rules/inquiries.md, 36 to 40."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Bill, BillPosition, Cooperation
from lotsenwerk.domain.assistance.permissions import may_bill
from lotsenwerk.domain.assistance.queries.statements import month_of, reckoned, to_bill
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import current_organisation_id
from lotsenwerk.kit.typed import refuse_too_long

_NUMBERS: Final = 1_902
"""The lock under which numbers are given, one town after the other."""
LONGEST: Final = {"name": 120, "address": 500, "sender": 400, "payment": 500}
LONGEST_BECAUSE: Final = 300
_ONLY: Final = _("Only coordinators and the clerk may do this.")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a bill beside its sums: who pays, who bills, and until when to which account one pays."""

    name: str
    address: str
    sender: str
    payment: str = ""


def write_bill(actor: Actor, cooperation: Cooperation, month: date, words: Words, *, at: datetime) -> Bill:
    """Bill an institution for the confirmed deployments of a month (any day of it) that stand on no bill yet.

    The number follows on the last one of the town in this calendar year, so that none is left out, also where two bill
    at the same moment. Raises ``NotAllowed``, ``WrongState`` where nothing is to be paid, ``BadInput`` with a field.
    """
    if not may_bill(actor):
        raise NotAllowed(_ONLY)
    typed = _checked(words)
    cooperation = lock(Cooperation.objects.select_related("pool"), pk=cooperation.pk)
    rows = to_bill(month).filter(cooperation=cooperation).select_for_update(of=("self",))
    lines = [one for one in reckoned(rows.select_related("pool").order_by("pk")) if one.paid.fee]
    if not lines:
        raise WrongState(_("Nothing of this month is to be paid any more."))
    year = clock.local(at).year
    first, last = month_of(month)
    bill = Bill.objects.create(
        ref=new_ref(),
        pool=cooperation.pool,
        cooperation=cooperation,
        year=year,
        number=_next_number(year),
        first_day=first,
        last_day=last,
        cents=sum(one.paid.fee for one in lines),
        issued_at=at,
        issued_by_user_id=actor.user_id,
        **typed,
    )
    BillPosition.objects.bulk_create(
        BillPosition(bill=bill, deployment=one.deployment, cents=one.paid.fee) for one in lines
    )
    record(actor, "write_bill", ("assistance", "bill", bill.pk), at=at, told={"number": bill.sign})
    return bill


def take_bill_back(actor: Actor, bill: Bill, *, because: str, at: datetime) -> Bill:
    """It does not count any more, keeps its number, and what stood on it can be billed again."""
    if not may_bill(actor):
        raise NotAllowed(_ONLY)
    bill = lock(Bill.objects.all(), pk=bill.pk)
    if bill.cancelled_at is not None:
        raise WrongState(_("This bill was taken back already."))
    if not because.strip():
        raise BadInput(_("Please say why in a few words."), field="because")
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")
    bill.cancelled_at, bill.cancelled_by_user_id, bill.because = at, actor.user_id, because.strip()
    bill.save(update_fields=["cancelled_at", "cancelled_by_user_id", "because"])
    BillPosition.objects.filter(bill=bill).update(counts=False)
    record(actor, "take_bill_back", ("assistance", "bill", bill.pk), at=at, told={"number": bill.sign})
    return bill


def _next_number(year: int) -> int:
    """One more than the last number of the year. Whoever bills at the same moment waits until this step has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBERS, current_organisation_id() % 2**31])
    last: int | None = Bill.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _checked(words: Words) -> dict[str, str]:
    typed = {name: getattr(words, name).strip() for name in LONGEST}
    for name in ("name", "sender"):
        if not typed[name]:
            raise BadInput(_("Please fill this in: it stands on the bill."), field=name)
    for name, limit in LONGEST.items():
        refuse_too_long(typed[name], limit, name)
    return typed
