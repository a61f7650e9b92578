"""What a half-typed call keeps of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Draft
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

KEPT_FOR = timedelta(days=2)
"""A call that was not saved is forgotten after two days: proposal of docs/rules/retention.md."""


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Drop what was typed for somebody."""
    return Draft.objects.filter(client__person_id=person_id).delete()[0]


def due(at: datetime) -> Sequence[Due]:
    """The drafts that nobody came back to."""
    return [
        Due(
            rule="assistance.draft",
            subject=("assistance", "draft", draft.id),
            who=draft.client.person.formal_name if draft.client else "–",
            on=(draft.saved_at + KEPT_FOR).date(),
            reason=_("A call was begun two days ago and never saved: what was typed is forgotten."),
        )
        for draft in _of_age(at - KEPT_FOR)
    ]


@prepared
def _of_age(before: datetime) -> QuerySet[Draft]:
    rows = Draft.objects.filter(saved_at__lt=before).select_related("client__person").defer("typed")
    return rows.order_by("saved_at", "id")


def expire(due: Due, at: datetime) -> None:
    """Drop one draft, unless somebody went on with it since the list was made."""
    Draft.objects.filter(pk=due.subject[2], saved_at__lt=at - KEPT_FOR).delete()


def export(person_id: int) -> Mapping[str, object]:
    """What was typed for a person and not saved yet."""
    return {"drafts": [draft.typed for draft in Draft.objects.filter(client__person_id=person_id).order_by("id")]}


def join(kept_id: int, gone_id: int) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """What was half typed for a person entered twice is dropped: two forms cannot become one."""
    return Draft.objects.filter(client__person_id=gone_id).delete()[0]


PART = Declaration(
    room="assistance",
    fields={"Draft.typed": Personal("so that nothing typed during a call is lost", Erased.ROW_DELETED)},
    impersonal=frozenset({"Draft.user_id", "Draft.saved_at"}),
    rules=frozenset({"assistance.draft"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    join=join,
)
