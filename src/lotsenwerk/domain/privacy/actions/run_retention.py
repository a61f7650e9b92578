"""Forget what has come of age, exactly as the list said."""

from datetime import datetime

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.models import RetentionRun
from lotsenwerk.domain.privacy.queries import everything_due
from lotsenwerk.kit.actor import Actor


def run_retention(actor: Actor, *, at: datetime) -> RetentionRun:
    """Forget everything that is due in the open organisation, and keep the figure of it."""
    by_room = {declared.room: declared for declared in declarations()}
    forgotten = 0
    for due in everything_due(at):
        expire = by_room[due.subject[0]].expire
        if expire is not None:
            expire(due, at)
            forgotten += 1
    run = RetentionRun.objects.create(at=at, forgotten=forgotten)
    record(actor, "run_retention", ("privacy", "retention_run", run.id), at=at, told={"forgotten": forgotten})
    return run
