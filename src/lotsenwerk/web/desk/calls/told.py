"""One line of a story as it is read, and the lines of the Protokollbuch as such."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lotsenwerk.domain.assistance.models import ContactNote, Way
from lotsenwerk.domain.assistance.queries.book import author_of
from lotsenwerk.domain.people.models import Person
from lotsenwerk.web.desk.wording import called, called_as_object


@dataclass(frozen=True, slots=True)
class Told:
    """One line as it is read: when, what, by whom, with a drawing."""

    at: datetime
    text: str
    who: str
    icon: str
    note: str = ""


WAYS: Mapping[str, tuple[str, str]] = {
    Way.THEY_CALLED: (gettext_noop("%(person)s called."), "phone"),
    Way.WE_CALLED: (gettext_noop("We called %(person_as_object)s."), "talk"),
    Way.IN_PERSON: (gettext_noop("Spoken with %(person_as_object)s in person."), "people"),
    Way.IN_WRITING: (gettext_noop("In writing with %(person_as_object)s."), "envelope"),
}
"""How a contact came about, as a sentence with a drawing."""


def told_of_note(note: ContactNote) -> Told:
    """One line of the Protokollbuch as its queries give it."""
    sentence, drawing = WAYS[note.way]
    return Told(note.at, _(sentence) % _bent(note.person), author_of(note), drawing, note=note.text)


def _bent(person: Person) -> Mapping[str, str]:
    return {"person": called(person), "person_as_object": called_as_object(person)}
