"""Put addresses on paper: each printed stop is one line in the journal, as each look at an address is."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed


def print_day(actor: Actor, visits: Iterable[Assignment], *, at: datetime) -> None:
    """Note that the visits were printed with their addresses."""
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only the desk may do this."))
    for visit in visits:
        record(
            actor,
            "print_day",
            ("assistance", "assignment", visit.id),
            story=("assistance", "need", visit.need_id),
            at=at,
            about=visit.need.client.person_id,
            told={"name": visit.volunteer.person.name},
        )
