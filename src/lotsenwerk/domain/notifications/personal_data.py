"""What the outbox keeps of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

KEPT_AFTER_THE_END = timedelta(days=90)
"""Words of letters are forgotten 90 days after the letter ended: proposal of docs/rules/retention.md."""

_ENDED = (LetterState.SENT, LetterState.FAILED, LetterState.UNCLEAR, LetterState.WITHDRAWN)


def erase(person_id: int, at: datetime) -> int:
    """Withdraw what has not left, and empty the letters; their number and their end stay as figures."""
    waiting = Letter.objects.filter(to_id=person_id, state=LetterState.WAITING)
    waiting.update(state=LetterState.WITHDRAWN, moved_at=at)
    return Letter.objects.filter(to_id=person_id).update(told=None)


def due(at: datetime) -> Sequence[Due]:
    """The letters that ended so long ago that their words are of no use any more."""
    return [
        Due(
            rule="notifications.words",
            subject=("notifications", "letter", letter.id),
            who=letter.to.formal_name if letter.to else letter.receiver,
            on=(letter.moved_at + KEPT_AFTER_THE_END).date(),
            reason=_("The letter ended 90 days ago: its words are forgotten."),
        )
        for letter in _of_age(at - KEPT_AFTER_THE_END)
        if letter.moved_at is not None
    ]


@prepared
def _of_age(before: datetime) -> QuerySet[Letter]:
    ended = Letter.objects.filter(state__in=_ENDED, told__isnull=False, moved_at__lt=before)
    return ended.select_related("to").order_by("moved_at", "id")


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Empty one letter, unless it was sent again since the list was made."""
    Letter.objects.filter(pk=due.subject[2], state__in=_ENDED).update(told=None)


def export(person_id: int) -> Mapping[str, object]:
    """Every letter to a person: when, which one, and what it was told."""
    letters = Letter.objects.filter(to_id=person_id).order_by("made_at", "id")
    return {
        "letters": [
            {"at": one.made_at.isoformat(), "message": one.message, "language": one.language, "told": one.told}
            for one in letters
        ]
    }


def join(kept_id: int, gone_id: int) -> int:
    """Letters to either are letters to the one who stays; what waits finds her by her own numbers."""
    return Letter.objects.filter(to_id=gone_id).update(to_id=kept_id)


DECLARATION = Declaration(
    room="notifications",
    fields={
        "Letter.told": Personal("to write the letter", Erased.BLANKED),
        "Letter.language": Personal("to write in the person's language", Erased.KEPT),
    },
    impersonal=frozenset(
        {
            *("Letter.channel", "Letter.message", "Letter.room", "Letter.kind", "Letter.subject_id"),
            *("Letter.state", "Letter.made_at", "Letter.due_at", "Letter.attempts", "Letter.moved_at", "Letter.fault"),
            *("Letter.urgent", "SendingHours.begins", "SendingHours.ends"),
        },
    ),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    join=join,
)
