"""Somebody chooses the language in which she is spoken and written to."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotThere
from lotsenwerk.kit.locking import lock


def choose_own_language(actor: Actor, language: str, *, at: datetime) -> Person:
    """Set the language of the acting person's letters; the same one again writes nothing."""
    if language not in dict(settings.LANGUAGES):
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    if actor.person_id is None:
        raise NotThere
    person = lock(Person.objects.all(), pk=actor.person_id)
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])
        record(actor, "choose_own_language", ("people", "person", person.id), at=at, about=person.id)
    return person
