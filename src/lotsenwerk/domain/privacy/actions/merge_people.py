"""One human being was entered twice: the two rows become one, in every room, from the lowest floor up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.erase import erase_person
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.permissions import may_merge
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed


def merge_people(actor: Actor, kept: Person, gone: Person, *, at: datetime) -> Person:
    """Give everything of ``gone`` to ``kept`` and blank what is left; answers the kept row as it is now.

    Frozen facts (the journal, confirmations) are never rewritten. The line that is recorded here is what says that
    both were one: whoever reads what was done about a person reads that of the second row too.

    Refused, with nothing changed, where both log in or where one volunteer would be in two places.
    """
    if not may_merge(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if kept.pk == gone.pk:
        raise BadInput(_("This is one and the same person."))
    with transaction.atomic():
        for person_id in sorted((kept.pk, gone.pk)):
            still_there(person_id)
        for declared in declarations():
            if declared.join is not None:
                declared.join(kept.pk, gone.pk)
        erase_person(gone.pk, at)
        subject, story = ("people", "person", gone.pk), ("people", "person", kept.pk)
        record(actor, "merge_people", subject, at=at, story=story, about=kept.pk)
        return Person.objects.get(pk=kept.pk)
