"""What money and receipts keep of people, and how it is forgotten.

Lines of the cash book name a visit and no person: they stay as figures, also when whoever was helped is forgotten. A
receipt tells what somebody eats; its photo goes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import CashLine, ReceiptPhoto
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

PHOTOS_KEPT = timedelta(days=60)
"""Proposal of docs/rules/retention.md."""


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Delete the photos of receipts of either: of her who went and of her who was visited."""
    return ReceiptPhoto.objects.filter(_of(person_id)).delete()[0]


def due(at: datetime) -> Sequence[Due]:
    """The photos whose visit was confirmed long enough ago, and those of visits that nobody ever confirmed."""
    return [
        Due(
            rule="assistance.receipt",
            subject=("assistance", "receipt_photo", photo.id),
            who=photo.assignment.need.client.person.formal_name,
            on=(_since(photo) + PHOTOS_KEPT).date(),
            reason=_("The visit was confirmed 60 days ago: the photo of the receipt is deleted."),
        )
        for photo in _of_age(at - PHOTOS_KEPT, at - 3 * PHOTOS_KEPT)
    ]


@prepared
def _of_age(confirmed_before: datetime, made_before: datetime) -> QuerySet[ReceiptPhoto]:
    is_old = Q(assignment__confirmation__confirmed_at__lt=confirmed_before)
    never = Q(assignment__confirmation__isnull=True, made_at__lt=made_before)
    rows = ReceiptPhoto.objects.filter(is_old | never).defer("content").order_by("id")
    return rows.select_related("assignment__confirmation", "assignment__need__client__person")


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Delete one photo."""
    ReceiptPhoto.objects.filter(pk=due.subject[2]).delete()


def export(person_id: int) -> Mapping[str, object]:
    """The money of every visit of a person, in values that JSON can hold."""
    lines = CashLine.objects.filter(_of(person_id)).order_by("at", "id")
    return {
        "money": [
            {"at": line.at.isoformat(), "what": line.kind, "cents": line.cents, "is_taken_back": bool(line.undoes_id)}
            for line in lines
        ],
        "receipt_photos": [
            {"at": photo.made_at.isoformat(), "picture": photo.data_url}
            for photo in ReceiptPhoto.objects.filter(_of(person_id)).order_by("id")
        ],
    }


def _of(person_id: int) -> Q:
    return Q(assignment__volunteer__person_id=person_id) | Q(assignment__need__client__person_id=person_id)


def _since(photo: ReceiptPhoto) -> datetime:
    confirmation = getattr(photo.assignment, "confirmation", None)
    return confirmation.confirmed_at if confirmation else photo.made_at + 2 * PHOTOS_KEPT


PART = Declaration(
    room="assistance",
    fields={"ReceiptPhoto.content": Personal("the picture of a till receipt of a visit", Erased.ROW_DELETED)},
    impersonal=frozenset(
        {
            *("CashLine.kind", "CashLine.cents", "CashLine.at", "CashLine.by_user_id"),
            *("FloatClosing.day", "FloatClosing.counted_cents", "FloatClosing.expected_cents", "FloatClosing.at"),
            "FloatClosing.by_user_id",
            *("ReceiptPhoto.content_type", "ReceiptPhoto.sha256", "ReceiptPhoto.size", "ReceiptPhoto.made_at"),
        },
    ),
    rules=frozenset({"assistance.receipt"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
)
