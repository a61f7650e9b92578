"""Reads of what is going to be forgotten and of what is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lotsenwerk.domain.accounts.personal_data import export_login
from lotsenwerk.domain.people.queries import person_for
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.permissions import may_export, may_see_retention
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere, Sentence
from lotsenwerk.kit.personal import Due


def due_for_retention(actor: Actor, at: datetime) -> Sequence[Due]:
    """Everything that retention would forget at this instant, soonest due first. Empty for those who may not see it."""
    if not may_see_retention(actor):
        return []
    return everything_due(at)


def everything_due(at: datetime) -> Sequence[Due]:
    """The same list for the nightly job: what is shown is what is done."""
    listed = [due for declared in declarations() if declared.due for due in declared.due(at)]
    return sorted(listed, key=lambda due: (due.on, due.rule, due.subject))


def reasons_to_keep(person_id: int) -> Sequence[Sentence]:
    """Why a person cannot be forgotten yet, in sentences that say what to do; empty where nothing stands against it."""
    return [reason for declared in declarations() for reason in declared.needed_because(person_id)]


def everything_about(actor: Actor, person_id: int) -> Mapping[str, object]:
    """All that is kept of a person, room by room, and who did what about her (Art. 15 GDPR)."""
    if not may_export(actor):
        raise NotThere
    person = person_for(actor, person_id)
    rooms = {declared.room: declared.export(person.id) for declared in declarations() if declared.export}
    login = export_login(person.user_id) if person.user_id is not None else None
    return {"person": person.ref, "accounts": login, **rooms}
