"""Enter a person: a client during a call, a volunteer at the desk. Nobody needs an account for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.access import ACCESS_FIELDS, Access, fill_access, trust
from lotsenwerk.domain.people.actions.entering import CONTACT_FIELDS, Contact, enter_person, fill_person
from lotsenwerk.domain.people.actions.limits import LIMIT_FIELDS, Limits, fill_limits
from lotsenwerk.domain.people.actions.login import logs_in, move_login, refuse_a_shared_address
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Availability, Client, LanguageSkill, Level, Person, TravelMode, Volunteer
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.domain.people.search_keys import write_keys
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed

__all__ = [
    "Access",
    "Contact",
    "Limits",
    "Stretch",
    "change_contact",
    "change_helping",
    "register_client",
    "register_volunteer",
]


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
    client = Client()
    fill_access(client, access)
    trusted = access.trusted() if access.names_somebody else None
    client.person = person = enter_person(contact, at=at)
    client.save()
    write_keys(person)
    if trusted is not None:
        trust(client, *trusted, at=at)
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
    limits: Limits | None = None,
    at: datetime,
) -> Volunteer:
    """Enter somebody who wants to help. ``languages`` are pairs of ISO 639-3 code and level."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may enter people."))
    _check_helping(languages, availability)
    volunteer = Volunteer(status_since=at, travel_mode=travel_mode)
    fill_limits(volunteer, limits or Limits())
    volunteer.person = person = enter_person(contact, at=at)
    volunteer.save()
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
    """Change who somebody is and how one reaches them; the search follows, and so does the login.

    Whom a client trusts is changed by the verbs of ``contacts``: what ``access`` says of it counts at entering alone.
    """
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    person = still_there(person.pk)
    before = {name: getattr(person, name) for name in CONTACT_FIELDS}
    client = Client.objects.filter(person=person).first()
    fill_person(person, contact)
    if client is not None and access is not None:
        fill_access(client, access)
    has_moved = logs_in(person) and person.email.lower() != before["email"].lower()
    if has_moved:
        refuse_a_shared_address(person)
    person.save(update_fields=[*CONTACT_FIELDS, "sort_key"])
    if has_moved:
        move_login(person, at=at)
    if client is not None and access is not None:
        client.save(update_fields=ACCESS_FIELDS)
    write_keys(person)
    changed = sorted(name for name in CONTACT_FIELDS if before[name] != getattr(person, name))
    record(actor, "change_contact", ("people", "person", person.id), at=at, about=person.id, told={"changed": changed})


def change_helping(
    actor: Actor,
    volunteer: Volunteer,
    *,
    travel_mode: TravelMode,
    languages: Sequence[tuple[str, str]],
    availability: Sequence[Stretch],
    limits: Limits | None = None,
    at: datetime,
) -> None:
    """Change how and when a volunteer helps: way of travel, languages, hours of the week, and her bounds.

    Without ``limits`` the bounds stay what they are.
    """
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    still_there(volunteer.person_id)
    _check_helping(languages, availability)
    volunteer.travel_mode = travel_mode
    if limits is not None:
        fill_limits(volunteer, limits)
    volunteer.save(update_fields=["travel_mode", *LIMIT_FIELDS])
    _write_languages(volunteer.person, languages)
    _write_availability(volunteer, availability)
    subject = ("people", "person", volunteer.person_id)
    record(actor, "change_helping", subject, at=at, about=volunteer.person_id)


_CODE_LENGTH = 3
"""Letters of a language's code in ISO 639-3."""


def _check_helping(languages: Sequence[tuple[str, str]], stretches: Sequence[Stretch]) -> None:
    """Refuse before the first row is written."""
    if any(len(code) != _CODE_LENGTH or level not in Level.values for code, level in languages):
        raise BadInput(_("Please choose a language and how well it is spoken."), field="languages")
    if any(stretch.ends <= stretch.begins for stretch in stretches):
        raise BadInput(_("The end must be later than the beginning."), field="availability")
    if any(stretch.weekday not in range(7) for stretch in stretches):
        raise BadInput(_("Please choose a day of the week."), field="availability")


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
