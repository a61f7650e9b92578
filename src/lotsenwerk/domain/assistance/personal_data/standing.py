"""What standing needs keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Rhythm
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.fields import Encrypted, stored_token
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

KEPT_AFTER_THE_END = timedelta(days=183)
"""The shopping list of a standing need is forgotten half a year after its end, as that of a single one."""


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Empty what was wished; days and hours stay as figures without a name."""
    return Rhythm.objects.filter(client__person_id=person_id).update(wish="")


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Somebody for whom something comes again cannot be forgotten yet."""
    today = clock.local(clock.now()).date()
    goes_on = Q(ended_at__isnull=True) & (Q(last_day__isnull=True) | Q(last_day__gte=today))
    if Rhythm.objects.filter(goes_on, client__person_id=person_id).exists():
        return [_("Something still comes again every week or month for this person. Please end it first.")]
    return []


def due(at: datetime) -> Sequence[Due]:
    """The wishes of standing needs that ended long ago."""
    return [
        Due(
            rule="assistance.rhythm_wish",
            subject=("assistance", "rhythm", rhythm.id),
            who=rhythm.client.person.formal_name,
            on=rhythm.__dict__["end"] + KEPT_AFTER_THE_END,
            reason=_("What came again ended half a year ago: the shopping list is forgotten."),
        )
        for rhythm in _of_age(clock.local(at - KEPT_AFTER_THE_END).date())
    ]


@prepared
def _of_age(before: date) -> QuerySet[Rhythm]:
    wish = cast("Encrypted", Rhythm._meta.get_field("wish"))  # noqa: SLF001 - whether it is empty, not what it says
    ended = Rhythm.objects.annotate(
        token=stored_token(wish), end=Coalesce(TruncDate("ended_at", tzinfo=clock.BERLIN), "last_day")
    )
    rows = ended.filter(end__lt=before).exclude(token="")
    return rows.select_related("client__person").order_by("end", "id")


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget one wish."""
    Rhythm.objects.filter(pk=due.subject[2]).update(wish="")


def export(person_id: int) -> Mapping[str, object]:
    """What comes again for a person, in values that JSON can hold."""
    rows = Rhythm.objects.filter(client__person_id=person_id).order_by("first_day", "id")
    return {
        "standing_needs": [
            {
                "kind": one.kind,
                "every": one.every,
                "first_day": one.first_day.isoformat(),
                "last_day": one.last_day.isoformat() if one.last_day else None,
                "from": one.begins.isoformat(),
                "until": one.ends.isoformat(),
                "wish": one.wish,
            }
            for one in rows
        ]
    }


def join(kept_id: int, gone_id: int) -> int:
    """A human being was entered twice: what comes again for the second client comes for the first."""
    ours = Client.objects.filter(person_id=kept_id).first()
    if ours is None:
        return 0
    return Rhythm.objects.filter(client__person_id=gone_id).update(client=ours)


PART = Declaration(
    room="assistance",
    fields={"Rhythm.wish": Personal("the shopping list, or the way to go, that comes again", Erased.BLANKED)},
    impersonal=frozenset(
        {
            *("Rhythm.kind", "Rhythm.every", "Rhythm.first_day", "Rhythm.last_day", "Rhythm.begins", "Rhythm.ends"),
            *("Rhythm.minutes", "Rhythm.ceiling_cents", "Rhythm.money", "Rhythm.made_at", "Rhythm.made_by_user_id"),
            "Rhythm.ended_at",
            *("RhythmException.day", "RhythmException.moved_to", "RhythmException.begins", "RhythmException.ends"),
            *("RhythmException.made_at", "RhythmException.made_by_user_id"),
        },
    ),
    rules=frozenset({"assistance.rhythm_wish"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    needed_because=needed_because,
    join=join,
)
