"""Forget a person in this room: the row stays as a figure, everything that says who it was goes."""

from datetime import datetime

from lotsenwerk.domain.people.models import (
    Absence,
    Availability,
    Client,
    ClientStatus,
    ContactPerson,
    HelperCard,
    LanguageSkill,
    Link,
    OtherHours,
    Person,
    Portrait,
    SearchKey,
    StandingYes,
    SuitabilityFact,
    Veto,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.kit.tenancy import current_organisation_id

BLANK = (
    *("given_name", "family_name", "sort_key", "gender", "phone", "mobile", "email"),
    *("street", "house_number", "postcode", "town"),
)
BLANK_OF_CLIENT = ("access_notes", "floor", "bell_name", "walking_aid", "who_opens", "gender_wish")


def erase_person(person_id: int, at: datetime) -> int:
    """Blank the person and drop every row that speaks of her; answers how many rows were touched.

    The login goes with the verb of the privacy room, which reads whose it is before this forgets it; and so do the
    contact persons whom nobody else knows.
    """
    touched = Person.objects.filter(pk=person_id).update(
        **dict.fromkeys(BLANK, ""), language="de", lat=None, lon=None, user=None, notice_given_on=None, erased_at=at
    )
    touched += Client.objects.filter(person_id=person_id).update(
        **dict.fromkeys(BLANK_OF_CLIENT, ""), circumstances=[], status=ClientStatus.ENDED
    )
    touched += Volunteer.objects.filter(person_id=person_id).update(
        status=VolunteerStatus.LEFT,
        status_since=at,
        most_visits_a_week=None,
        most_hours_a_week=None,
        rides_cargo_bicycle=False,
        avoids=[],
        district="",
    )
    touched += HelperCard.objects.filter(
        organisation_id=current_organisation_id(), volunteer_id__in=_volunteers(person_id)
    ).delete()[0]
    helping = (Availability, OtherHours, SuitabilityFact, Veto, StandingYes)
    helped = (Veto, StandingYes, ContactPerson)
    own = (SearchKey, LanguageSkill, Portrait, Absence, ContactPerson, Link)
    touched += sum(model.objects.filter(volunteer__person_id=person_id).delete()[0] for model in helping)
    touched += sum(model.objects.filter(client__person_id=person_id).delete()[0] for model in helped)
    touched += sum(model.objects.filter(person_id=person_id).delete()[0] for model in own)
    return touched


def _volunteers(person_id: int) -> list[int]:
    return list(Volunteer.objects.filter(person_id=person_id).values_list("pk", flat=True))
