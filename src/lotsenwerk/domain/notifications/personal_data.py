"""What the outbox keeps of people, and how it is forgotten."""

from datetime import datetime

from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.kit.personal import Declaration, Erased, Personal


def erase(person_id: int, at: datetime) -> int:
    """Withdraw what has not left, and empty the letters; their number and their end stay as figures."""
    waiting = Letter.objects.filter(to_id=person_id, state=LetterState.WAITING)
    waiting.update(state=LetterState.WITHDRAWN, moved_at=at)
    return Letter.objects.filter(to_id=person_id).update(told={"params": {}, "ref": ""})


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
)
