"""Write a line into the Protokollbuch. Nothing in it is changed: a mistake is put right by a new line."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.models import ContactNote, Need, Way
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.locking import lock

LONGEST_LINE = 2000


def note_contact(
    actor: Actor, person: Person, *, way: Way, text: str, need: Need | None = None, at: datetime
) -> ContactNote:
    """Write down that somebody was spoken with, how, and what was said; ``need`` where it was about one.

    Raises ``NotAllowed``, ``BadInput`` with the field ``text``, or ``NotThere`` for somebody who was forgotten.
    """
    if not may_run_journeys(actor):
        raise NotAllowed(gettext_lazy("Only coordinators may do this."))
    if not text.strip():
        raise BadInput(gettext_lazy("Please write down in a few words what was said."), field="text")
    if need is not None:
        need = lock(Need.objects.all(), pk=need.pk)
    stays(person.id)
    note = write_down(actor, person.id, way, text, need=need, at=at)
    subject = ("assistance", "contact_note", note.id)
    story = None if need is None else ("assistance", "need", need.id)
    record(actor, "note_contact", subject, story=story, at=at, about=person.id)
    return note


def not_reached(actor: Actor, need: Need, person: Person, *, at: datetime) -> ContactNote:
    """Write down that nobody answered the telephone; what was to be said stays on the call list."""
    return note_contact(actor, person, way=Way.WE_CALLED, text=_("Not reached."), need=need, at=at)


def write_down(
    actor: Actor, person_id: int, way: Way, text: str, *, need: Need | None = None, at: datetime
) -> ContactNote:
    """The line itself, for a verb that has asked for permission and writes its own line of the journal."""
    if len(text) > LONGEST_LINE:
        raise BadInput(
            gettext_lazy("Please use at most %(limit)d characters."), field="text", params={"limit": LONGEST_LINE}
        )
    return ContactNote.objects.create(
        person_id=person_id, need=need, way=way, text=text.strip(), at=at, by_user_id=actor.user_id
    )
