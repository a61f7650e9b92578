"""Do a thing once, however often a phone on a bad connection asks for it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from lotsenwerk.domain.journal.models import Done
from lotsenwerk.kit.tenancy import current_organisation_id

KEPT = timedelta(days=30)
"""No form is sent again after so long: proposal of docs/rules/retention.md."""

Answer = Mapping[str, object]


def once(action_id: UUID | None, do: Callable[[], Answer], *, at: datetime) -> Answer:
    """The answer of ``do``, or the answer that the same action id got before.

    Two that come in the same moment wait for each other. A refusal leaves nothing behind, also where the caller shows
    it on a form, so the next try is free. ``do`` answers ids and words only, nothing of a person.
    """
    if action_id is None:
        return do()
    with transaction.atomic():
        return _once(action_id, do, at)


def _once(action_id: UUID, do: Callable[[], Answer], at: datetime) -> Answer:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_done (organisation_id, action_id, answer, at) VALUES (%s, %s, '{}', %s)"
            " ON CONFLICT (organisation_id, action_id) DO NOTHING",
            [current_organisation_id(), action_id, at],
        )
        is_first = cursor.rowcount == 1
    if not is_first:
        return dict(Done.objects.values_list("answer", flat=True).get(action_id=action_id))
    answer = do()
    Done.objects.filter(action_id=action_id).update(answer=dict(answer))
    return answer


def delete_old_answers(*, at: datetime) -> int:
    """Delete the answers of long ago in the open organisation; answers how many."""
    return Done.objects.filter(at__lt=at - KEPT).delete()[0]
