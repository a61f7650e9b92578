"""Lay the row of a person: who somebody is and how one reaches them, brought into one form."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.models import Gender, Person
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import in_one_form, refuse_too_long


@dataclass(frozen=True, slots=True)
class Contact:
    """Who somebody is and how one reaches them, as typed; numbers are brought into one form on saving."""

    given_name: str = ""
    family_name: str = ""
    gender: str = ""
    language: str = "de"
    phone: str = ""
    mobile: str = ""
    email: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    lat: float | None = None
    lon: float | None = None
    notice_given_on: date | None = None


CONTACT_FIELDS = (
    *("given_name", "family_name", "gender", "language", "phone", "mobile", "email"),
    *("street", "house_number", "postcode", "town", "lat", "lon", "notice_given_on"),
)

_LONGEST = {
    "given_name": 80,
    "family_name": 80,
    "street": 120,
    "house_number": 12,
    "postcode": 5,
    "town": 80,
    "email": 254,
}
"""Characters that a column holds."""


def enter_person(contact: Contact, *, at: datetime) -> Person:
    """Save a new row; what cannot be right is refused at its field."""
    person = Person(ref=new_ref(), created_at=at)
    fill_person(person, contact)
    person.save()
    return person


def fill_person(person: Person, contact: Contact) -> None:
    """Put what was typed into the row, without saving it; what cannot be right is refused at its field."""
    if not (contact.given_name.strip() or contact.family_name.strip()):
        raise BadInput(_("Please enter at least a family name."), field="family_name")
    for name in CONTACT_FIELDS:
        value = getattr(contact, name)
        setattr(person, name, value.strip() if isinstance(value, str) else value)
    for name, limit in _LONGEST.items():
        refuse_too_long(getattr(person, name), limit, name)
    if person.gender not in Gender.values:
        raise BadInput(_("Please choose one of the list."), field="gender")
    if person.language not in dict(settings.LANGUAGES):
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    person.phone = in_one_form(contact.phone, "phone")
    person.mobile = in_one_form(contact.mobile, "mobile")
    person.sort_key = sort_key(f"{person.family_name} {person.given_name}".strip())
