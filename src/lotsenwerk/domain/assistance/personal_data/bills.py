"""What bills keep of whoever pays them, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Bill
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal

KEPT_YEARS: Final = 8
"""So many whole years after the one in which it was written a bill is kept (section 147 AO); then its address goes."""


def due(at: datetime) -> Sequence[Due]:
    """Bills that no law asks for any more."""
    year = clock.local(at).year - KEPT_YEARS
    rows = Bill.objects.filter(year__lt=year).order_by("year", "number")
    return [
        Due(
            rule="assistance.bill",
            subject=("assistance", "bill", one.pk),
            who=one.name,
            on=date(one.year + KEPT_YEARS + 1, 1, 1),
            reason=_("Bills are kept for eight years: then the address on it is forgotten."),
        )
        for one in rows
        if one.address
    ]


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Empty the address; who was billed, when and how much stays."""
    Bill.objects.filter(pk=due.subject[2]).update(address="")


def export(person_id: int) -> Mapping[str, object]:
    """The bills that were written to whoever this is."""
    rows = Bill.objects.filter(cooperation__client__person_id=person_id).order_by("year", "number")
    return {"bills": [f"{one.year}-{one.number} {one.name} {one.address} {one.cents}" for one in rows]}


PART = Declaration(
    room="assistance",
    fields={"Bill.address": Personal("to send the bill to whoever pays it", Erased.KEPT)},
    impersonal=frozenset(
        {
            *("Bill.ref", "Bill.year", "Bill.number", "Bill.first_day", "Bill.last_day", "Bill.name", "Bill.sender"),
            *("Bill.payment", "Bill.cents", "Bill.issued_at", "Bill.issued_by_user_id", "Bill.cancelled_at"),
            *("Bill.cancelled_by_user_id", "Bill.because"),
            *("BillPosition.cents", "BillPosition.counts"),
        },
    ),
    rules=frozenset({"assistance.bill"}),
    due=due,
    expire=expire,
    export=export,
)
