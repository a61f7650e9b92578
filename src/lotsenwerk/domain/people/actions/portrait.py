"""Keep a volunteer's picture, re-encoded and without what the camera wrote into it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Person, Portrait
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed
from lotsenwerk.kit.pictures import reencode


def keep_portrait(actor: Actor, person: Person, upload: bytes, *, at: datetime) -> Portrait:
    """Replace the portrait of a person; what is not a picture or too large is refused with a sentence."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    picture = reencode(upload)
    Portrait.objects.filter(person=person).delete()
    kept = Portrait.of(picture, at=at, person=person)
    kept.save()
    record(actor, "keep_portrait", ("people", "person", person.id), at=at, about=person.id)
    return kept
