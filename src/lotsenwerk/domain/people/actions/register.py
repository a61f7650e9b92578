"""Enter a person: a client during a call, a volunteer at the desk. Nobody needs an account for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.login import logs_in, move_login, refuse_a_shared_address
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import (
    Availability,
    Client,
    Gender,
    LanguageSkill,
    Level,
    Person,
    TravelMode,
    Volunteer,
)
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.domain.people.search_keys import write_keys
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.phone_numbers import BadPhoneNumber, parse
from lotsenwerk.kit.refs import new_ref


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


@dataclass(frozen=True, slots=True)
class Access:
    """How one gets to a client's door, and whom to call if something is wrong."""

    notes: str = ""
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of every week; Monday is 0, wall time of Europe/Berlin."""

    weekday: int
    begins: time
    ends: time


def register_client(actor: Actor, contact: Contact, *, access: Access | None = None, at: datetime) -> Client:
    """Enter somebody who is helped. Only a name is needed; the rest can follow in the next call."""
    access = access or Access()
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may enter people."))
    contact_phone = _number(access.contact_phone, "contact_phone")
    person = _enter(contact, at=at)
    client = Client.objects.create(
        person=person,
        access_notes=access.notes.strip(),
        contact_name=access.contact_name.strip(),
        contact_phone=contact_phone,
    )
    write_keys(person, more_numbers=[contact_phone])
    record(
        actor, "register_client", ("people", "person", person.id), at=at, about=person.id, told={"name": person.name}
    )
    return client


def register_volunteer(
    actor: Actor,
    contact: Contact,
    *,
    travel_mode: TravelMode = TravelMode.WALK,
    languages: Sequence[tuple[str, str]] = (),
    availability: Sequence[Stretch] = (),
    at: datetime,
) -> Volunteer:
    """Enter somebody who wants to help. ``languages`` are pairs of ISO 639-3 code and level."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may enter people."))
    _check_helping(languages, availability)
    person = _enter(contact, at=at)
    volunteer = Volunteer.objects.create(person=person, status_since=at, travel_mode=travel_mode)
    write_keys(person)
    _write_languages(person, languages)
    _write_availability(volunteer, availability)
    record(
        actor, "register_volunteer", ("people", "person", person.id), at=at, about=person.id, told={"name": person.name}
    )
    return volunteer


def change_contact(
    actor: Actor, person: Person, contact: Contact, *, access: Access | None = None, at: datetime
) -> None:
    """Change who somebody is and how one reaches them; the search follows, and so does the login."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    person = still_there(person.pk)
    before = {name: getattr(person, name) for name in _CONTACT_FIELDS}
    contact_phone = _number(access.contact_phone, "contact_phone") if access is not None else ""
    _fill(person, contact)
    has_moved = logs_in(person) and person.email.lower() != before["email"].lower()
    if has_moved:
        refuse_a_shared_address(person)
    person.save(update_fields=[*_CONTACT_FIELDS, "sort_key"])
    if has_moved:
        move_login(person, at=at)
    client = Client.objects.filter(person=person).first()
    if client is not None and access is not None:
        client.access_notes = access.notes.strip()
        client.contact_name = access.contact_name.strip()
        client.contact_phone = contact_phone
        client.save(update_fields=["access_notes", "contact_name", "contact_phone"])
    write_keys(person, more_numbers=[client.contact_phone] if client is not None else [])
    changed = sorted(name for name in _CONTACT_FIELDS if before[name] != getattr(person, name))
    record(actor, "change_contact", ("people", "person", person.id), at=at, about=person.id, told={"changed": changed})


def change_helping(
    actor: Actor,
    volunteer: Volunteer,
    *,
    travel_mode: TravelMode,
    languages: Sequence[tuple[str, str]],
    availability: Sequence[Stretch],
    at: datetime,
) -> None:
    """Change how and when a volunteer helps: way of travel, languages, hours of the week."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    still_there(volunteer.person_id)
    _check_helping(languages, availability)
    volunteer.travel_mode = travel_mode
    volunteer.save(update_fields=["travel_mode"])
    _write_languages(volunteer.person, languages)
    _write_availability(volunteer, availability)
    subject = ("people", "person", volunteer.person_id)
    record(actor, "change_helping", subject, at=at, about=volunteer.person_id)


_CONTACT_FIELDS = (
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
_CODE_LENGTH = 3
"""Letters of a language's code in ISO 639-3."""


def _enter(contact: Contact, *, at: datetime) -> Person:
    person = Person(ref=new_ref(), created_at=at)
    _fill(person, contact)
    person.save()
    return person


def _fill(person: Person, contact: Contact) -> None:
    if not (contact.given_name.strip() or contact.family_name.strip()):
        raise BadInput(_("Please enter at least a family name."), field="family_name")
    for name in _CONTACT_FIELDS:
        value = getattr(contact, name)
        setattr(person, name, value.strip() if isinstance(value, str) else value)
    for name, limit in _LONGEST.items():
        if len(getattr(person, name)) > limit:
            raise BadInput(_("Please use at most %(limit)d characters."), field=name, params={"limit": limit})
    if person.gender not in Gender.values:
        raise BadInput(_("Please choose one of the list."), field="gender")
    if person.language not in dict(settings.LANGUAGES):
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    person.phone = _number(contact.phone, "phone")
    person.mobile = _number(contact.mobile, "mobile")
    person.sort_key = sort_key(f"{person.family_name} {person.given_name}".strip())


def _check_helping(languages: Sequence[tuple[str, str]], stretches: Sequence[Stretch]) -> None:
    """Refuse before the first row is written."""
    if any(len(code) != _CODE_LENGTH or level not in Level.values for code, level in languages):
        raise BadInput(_("Please choose a language and how well it is spoken."), field="languages")
    if any(stretch.ends <= stretch.begins for stretch in stretches):
        raise BadInput(_("The end must be later than the beginning."), field="availability")
    if any(stretch.weekday not in range(7) for stretch in stretches):
        raise BadInput(_("Please choose a day of the week."), field="availability")


def _number(typed: str, field: str) -> str:
    """The number in E.164, or empty. A number that cannot be right is refused at its field."""
    if not typed.strip():
        return ""
    try:
        return parse(typed)
    except BadPhoneNumber as bad:
        raise BadInput(bad.raw, field=field, params=bad.params) from None


def _write_languages(person: Person, languages: Sequence[tuple[str, str]]) -> None:
    LanguageSkill.objects.filter(person=person).delete()
    best = dict(languages)
    LanguageSkill.objects.bulk_create(
        LanguageSkill(person=person, language=code, level=level) for code, level in sorted(best.items())
    )


def _write_availability(volunteer: Volunteer, stretches: Sequence[Stretch]) -> None:
    Availability.objects.filter(volunteer=volunteer).delete()
    longest: dict[tuple[int, time], time] = {}
    for stretch in stretches:
        start = (stretch.weekday, stretch.begins)
        longest[start] = max(stretch.ends, longest.get(start, stretch.ends))
    Availability.objects.bulk_create(
        Availability(volunteer=volunteer, weekday=day, begins=begins, ends=ends)
        for (day, begins), ends in sorted(longest.items())
    )
