"""Empty the words of letters that speak of somebody else than the one they were written to."""

from collections.abc import Iterable
from datetime import datetime

from lotsenwerk.domain.notifications.models import Letter, LetterState


def forget_words(message_keys: Iterable[str], *, room: str, kind: str, ids: Iterable[int], at: datetime) -> int:
    """Take back what has not left and empty the rest, of letters of these kinds about these rows; answers how many."""
    letters = Letter.objects.filter(message__in=list(message_keys), room=room, kind=kind, subject_id__in=list(ids))
    letters.filter(state=LetterState.WAITING).update(state=LetterState.WITHDRAWN, moved_at=at)
    return letters.filter(told__isnull=False).update(told=None)
