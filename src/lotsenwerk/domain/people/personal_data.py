"""What the people's room keeps, what for, and how it is forgotten."""

import base64
from collections.abc import Mapping

from lotsenwerk.domain.people.actions.erase import erase_person
from lotsenwerk.domain.people.models import Availability, Client, LanguageSkill, Person, Portrait, Volunteer
from lotsenwerk.kit.personal import Declaration, Erased, Personal

_REACH = "to reach the person"
_DOOR = "to find the door and, in an emergency, whom the person trusts"


def export(person_id: int) -> Mapping[str, object]:
    """Everything this room knows of a person, in values that JSON can hold."""
    person = Person.objects.get(pk=person_id)
    client = Client.objects.filter(person=person).first()
    volunteer = Volunteer.objects.filter(person=person).first()
    portrait = Portrait.objects.filter(person=person).first()
    stretches = Availability.objects.filter(volunteer__person=person).order_by("weekday", "begins")
    return {
        "name": person.name,
        "gender": person.gender,
        "language": person.language,
        "phone": person.phone,
        "mobile": person.mobile,
        "email": person.email,
        "address": f"{person.address}, {person.postcode} {person.town}",
        "place": None if person.lat is None else f"{person.lat} {person.lon}",
        "notice_given_on": person.notice_given_on.isoformat() if person.notice_given_on else None,
        "access_notes": client.access_notes if client else None,
        "contact": f"{client.contact_name} {client.contact_phone}".strip() if client else None,
        "travel_mode": volunteer.travel_mode if volunteer else None,
        "portrait": f"data:{portrait.content_type};base64,{_base64(portrait.content)}" if portrait else None,
        "languages": [f"{s.language} {s.level}" for s in LanguageSkill.objects.filter(person=person)],
        "availability": [f"{s.weekday} {s.begins:%H:%M}-{s.ends:%H:%M}" for s in stretches],
    }


def _base64(content: bytes | memoryview) -> str:
    return base64.b64encode(bytes(content)).decode()


DECLARATION = Declaration(
    room="people",
    fields={
        "Person.given_name": Personal("to address the person", Erased.BLANKED),
        "Person.family_name": Personal("to address the person", Erased.BLANKED),
        "Person.sort_key": Personal("to put lists in the order of names", Erased.BLANKED),
        "Person.gender": Personal("to address the person, and for a wish about who comes", Erased.BLANKED),
        "Person.language": Personal("to speak and write in it", Erased.BLANKED),
        "Person.phone": Personal(_REACH, Erased.BLANKED),
        "Person.mobile": Personal(_REACH, Erased.BLANKED),
        "Person.email": Personal(_REACH, Erased.BLANKED),
        "Person.street": Personal("to find the door", Erased.BLANKED),
        "Person.house_number": Personal("to find the door", Erased.BLANKED),
        "Person.postcode": Personal("to find the door", Erased.BLANKED),
        "Person.town": Personal("to find the door", Erased.BLANKED),
        "Person.lat": Personal("to know how far it is", Erased.BLANKED),
        "Person.lon": Personal("to know how far it is", Erased.BLANKED),
        "Person.notice_given_on": Personal("to prove that the person was told what is kept", Erased.BLANKED),
        "Client.access_notes": Personal(_DOOR, Erased.BLANKED),
        "Client.contact_name": Personal(_DOOR, Erased.BLANKED),
        "Client.contact_phone": Personal(_DOOR, Erased.BLANKED),
        "LanguageSkill.language": Personal("to bring people together who understand each other", Erased.ROW_DELETED),
        "LanguageSkill.level": Personal("to bring people together who understand each other", Erased.ROW_DELETED),
        "Availability.weekday": Personal("to ask when it suits", Erased.ROW_DELETED),
        "Availability.begins": Personal("to ask when it suits", Erased.ROW_DELETED),
        "Availability.ends": Personal("to ask when it suits", Erased.ROW_DELETED),
        "Volunteer.travel_mode": Personal("to know how long the way takes", Erased.KEPT),
        "SearchKey.key": Personal("to find the person while the telephone is in one hand", Erased.ROW_DELETED),
        "Portrait.content": Personal("so that a client knows who stands at the door", Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Person.ref", "Person.created_at", "Person.erased_at", "Client.status"),
            *("Volunteer.status", "Volunteer.status_since"),
            *("Portrait.content_type", "Portrait.sha256", "Portrait.size", "Portrait.made_at"),
            *("Link.token_hash", "Link.purpose", "Link.route", "Link.ref", "Link.made_at", "Link.expires_at"),
        },
    ),
    erase=erase_person,
    export=export,
)
