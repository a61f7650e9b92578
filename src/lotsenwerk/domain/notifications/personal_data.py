"""What the outbox keeps of people, and how it is forgotten."""

from collections.abc import Mapping
from datetime import datetime

from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.kit.personal import Declaration, Erased, Personal


def erase(person_id: int, at: datetime) -> int:
    """Withdraw what has not left, and empty the letters; their number and their end stay as figures."""
    waiting = Letter.objects.filter(to_id=person_id, state=LetterState.WAITING)
    waiting.update(state=LetterState.WITHDRAWN, moved_at=at)
    return Letter.objects.filter(to_id=person_id).update(told={"params": {}, "ref": ""})


def export(person_id: int) -> Mapping[str, object]:
    """Every letter to a person: when, which one, and what it was told."""
    letters = Letter.objects.filter(to_id=person_id).order_by("made_at", "id")
    return {
        "letters": [
            {"at": one.made_at.isoformat(), "message": one.message, "language": one.language, "told": one.told}
            for one in letters
        ]
    }


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
        },
    ),
    erase=erase,
    export=export,
)
