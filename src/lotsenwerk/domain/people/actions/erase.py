"""Forget a person in this room: the row stays as a figure, everything that says who it was goes."""

from datetime import datetime

from lotsenwerk.domain.people.models import (
    Availability,
    Client,
    ClientStatus,
    LanguageSkill,
    Link,
    Person,
    Portrait,
    SearchKey,
    Volunteer,
    VolunteerStatus,
)

BLANK = (
    *("given_name", "family_name", "sort_key", "gender", "phone", "mobile", "email"),
    *("street", "house_number", "postcode", "town"),
)


def erase_person(person_id: int, at: datetime) -> int:
    """Blank the person, drop search keys, portrait, languages, hours and links; answers how many rows were touched.

    The login goes with the verb of the privacy room, which reads whose it is before this forgets it.
    """
    touched = Person.objects.filter(pk=person_id).update(
        **dict.fromkeys(BLANK, ""), language="de", lat=None, lon=None, user=None, notice_given_on=None, erased_at=at
    )
    touched += Client.objects.filter(person_id=person_id).update(
        access_notes="", contact_name="", contact_phone="", status=ClientStatus.ENDED
    )
    touched += Volunteer.objects.filter(person_id=person_id).update(status=VolunteerStatus.LEFT, status_since=at)
    touched += Availability.objects.filter(volunteer__person_id=person_id).delete()[0]
    for model in (SearchKey, LanguageSkill, Portrait):
        touched += model.objects.filter(person_id=person_id).delete()[0]
    touched += Link.objects.filter(person_id=person_id).delete()[0]
    return touched
