"""Of people who are known: who they are, how they are reached, whom they help and who helps them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.actions.erase import erase_person
from lotsenwerk.domain.people.actions.join import join_person
from lotsenwerk.domain.people.models import (
    Absence,
    Availability,
    Client,
    ContactPerson,
    LanguageSkill,
    OtherHours,
    Person,
    Portrait,
    Side,
    StandingYes,
    SuitabilityFact,
    Veto,
    Volunteer,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

_REACH = "to reach the person"
_DOOR = "to find the door and to ring the right bell"
_ALONG = "to know how somebody gets along"
_AWAY = "to send nobody to a closed door, and to ask nobody who is away"
_TRUSTED = "who may call for a client, and whom to call in an emergency"
_APART = "so that two who do not want to meet never do"
_SEEN = "to prove that it was seen, without a copy"
_WHEN = "to ask when it suits"

ABSENCE_KEPT = timedelta(days=90)
"""So long an absence that is over explains why somebody was not asked: proposal of docs/rules/retention.md."""
OTHER_HOURS_KEPT = timedelta(days=30)
"""The same for a single day with other hours."""


def due(at: datetime) -> Sequence[Due]:
    """The absences and the days with other hours that are long over."""
    today = clock.local(at).date()
    return [
        *(
            Due(
                rule="people.absence",
                subject=("people", "absence", one.pk),
                who=one.person.formal_name,
                on=(one.last_day or today) + ABSENCE_KEPT,
                reason=_("The absence was over 90 days ago: it is forgotten."),
            )
            for one in _absences_of_age(today - ABSENCE_KEPT)
        ),
        *(
            Due(
                rule="people.other_hours",
                subject=("people", "other_hours", one.pk),
                who=one.volunteer.person.formal_name,
                on=one.on + OTHER_HOURS_KEPT,
                reason=_("The day with other hours was 30 days ago: it is forgotten."),
            )
            for one in _hours_of_age(today - OTHER_HOURS_KEPT)
        ),
    ]


@prepared
def _absences_of_age(before: date) -> QuerySet[Absence]:
    return Absence.objects.filter(last_day__lt=before).select_related("person").order_by("last_day", "id")


@prepared
def _hours_of_age(before: date) -> QuerySet[OtherHours]:
    return OtherHours.objects.filter(on__lt=before).select_related("volunteer__person").order_by("on", "id")


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget one of them."""
    kept = {"people.absence": Absence, "people.other_hours": OtherHours}[due.rule]
    kept.objects.filter(pk=due.subject[2]).delete()


def export(person_id: int) -> Mapping[str, object]:
    """Everything this room knows of a person, in values that JSON can hold. What others said of her is theirs."""
    person = Person.objects.get(pk=person_id)
    client = Client.objects.filter(person=person).first()
    volunteer = Volunteer.objects.filter(person=person).first()
    portrait = Portrait.objects.filter(person=person).first()
    return {
        "name": person.name,
        "gender": person.gender,
        "language": person.language,
        "phone": person.phone,
        "mobile": person.mobile,
        "email": person.email,
        "address": f"{person.address}, {person.postcode} {person.town}",
        "place": None if person.lat is None else f"{person.lat} {person.lon}",
        "notice_given_on": _day(person.notice_given_on),
        "absences": [
            f"{one.first_day} – {one.last_day or ''} {one.reason}" for one in Absence.objects.filter(person=person)
        ],
        "portrait": portrait.data_url if portrait else None,
        "languages": [f"{s.language} {s.level}" for s in LanguageSkill.objects.filter(person=person)],
        "client": _of_client(client) if client else None,
        "volunteer": _of_volunteer(volunteer) if volunteer else None,
        "contact_of": ContactPerson.objects.filter(person=person).count(),
    }


def _of_client(client: Client) -> Mapping[str, object]:
    trusted = ContactPerson.objects.filter(client=client).select_related("person")
    own_vetoes = Veto.objects.filter(client=client, said_by=Side.CLIENT)
    regulars = StandingYes.objects.filter(client=client)
    return {
        "access": [
            *(client.access_notes, client.floor, client.bell_name),
            *(client.walking_aid, client.who_opens, client.gender_wish, *client.circumstances),
        ],
        "contacts": [
            {
                "name": one.person.name,
                "numbers": [number for number in (one.person.phone, one.person.mobile) if number],
                "relation": one.relation,
                "in_emergency": one.in_emergency,
                "told_since": _day(one.told_since),
            }
            for one in trusted
        ],
        "does_not_want_to_meet": [_own_veto(one) for one in own_vetoes],
        "regulars": [one.since.isoformat() for one in regulars],
    }


def _of_volunteer(volunteer: Volunteer) -> Mapping[str, object]:
    stretches = Availability.objects.filter(volunteer=volunteer).order_by("weekday", "begins")
    hours = OtherHours.objects.filter(volunteer=volunteer).order_by("on", "begins")
    own_vetoes = Veto.objects.filter(volunteer=volunteer, said_by=Side.VOLUNTEER)
    return {
        "travel_mode": volunteer.travel_mode,
        "engagement": volunteer.engagement,
        "most_visits_a_week": volunteer.most_visits_a_week,
        "most_hours_a_week": volunteer.most_hours_a_week,
        "rides_cargo_bicycle": volunteer.rides_cargo_bicycle,
        "avoids": list(volunteer.avoids),
        "district": volunteer.district,
        "availability": [f"{s.weekday} {s.begins:%H:%M}-{s.ends:%H:%M}" for s in stretches],
        "other_hours": [f"{h.on} {h.begins:%H:%M}-{h.ends:%H:%M} {'+' if h.is_free else '-'}" for h in hours],
        "seen": [
            {
                "kind": fact.kind,
                "issued_on": _day(fact.issued_on),
                "seen_on": _day(fact.seen_on),
                "valid_until": _day(fact.valid_until),
                "is_relevant": fact.is_relevant,
            }
            for fact in SuitabilityFact.objects.filter(volunteer=volunteer)
        ],
        "does_not_want_to_meet": [_own_veto(one) for one in own_vetoes],
        "goes_without_being_asked_since": [
            one.since.isoformat() for one in StandingYes.objects.filter(volunteer=volunteer)
        ],
    }


def _own_veto(veto: Veto) -> Mapping[str, str]:
    """What she said herself, without the name of the other side."""
    return {"since": veto.since.isoformat(), "said_by": veto.said_by, "note": veto.note}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


PART = Declaration(
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
        "Client.floor": Personal(_DOOR, Erased.BLANKED),
        "Client.bell_name": Personal(_DOOR, Erased.BLANKED),
        "Client.walking_aid": Personal(_ALONG, Erased.BLANKED),
        "Client.who_opens": Personal(_DOOR, Erased.BLANKED),
        "Client.circumstances": Personal("to send nobody who rather would not meet what is there", Erased.BLANKED),
        "Client.gender_wish": Personal("to send whom the person wishes", Erased.BLANKED),
        "ContactPerson.relation": Personal(_TRUSTED, Erased.ROW_DELETED),
        "ContactPerson.in_emergency": Personal(_TRUSTED, Erased.ROW_DELETED),
        "ContactPerson.told_since": Personal("to prove that the client agreed to it", Erased.ROW_DELETED),
        "Absence.first_day": Personal(_AWAY, Erased.ROW_DELETED),
        "Absence.last_day": Personal(_AWAY, Erased.ROW_DELETED),
        "Absence.reason": Personal(_AWAY, Erased.ROW_DELETED),
        "Veto.said_by": Personal(_APART, Erased.ROW_DELETED),
        "Veto.note": Personal(_APART, Erased.ROW_DELETED),
        "Veto.since": Personal(_APART, Erased.ROW_DELETED),
        "StandingYes.since": Personal("so that a regular helper is not asked each time", Erased.ROW_DELETED),
        "SuitabilityFact.kind": Personal(_SEEN, Erased.ROW_DELETED),
        "SuitabilityFact.issued_on": Personal(_SEEN, Erased.ROW_DELETED),
        "SuitabilityFact.seen_on": Personal(_SEEN, Erased.ROW_DELETED),
        "SuitabilityFact.valid_until": Personal(_SEEN, Erased.ROW_DELETED),
        "SuitabilityFact.is_relevant": Personal(_SEEN, Erased.ROW_DELETED),
        "OtherHours.on": Personal(_WHEN, Erased.ROW_DELETED),
        "OtherHours.begins": Personal(_WHEN, Erased.ROW_DELETED),
        "OtherHours.ends": Personal(_WHEN, Erased.ROW_DELETED),
        "OtherHours.is_free": Personal(_WHEN, Erased.ROW_DELETED),
        "LanguageSkill.language": Personal("to bring people together who understand each other", Erased.ROW_DELETED),
        "LanguageSkill.level": Personal("to bring people together who understand each other", Erased.ROW_DELETED),
        "Availability.weekday": Personal(_WHEN, Erased.ROW_DELETED),
        "Availability.begins": Personal(_WHEN, Erased.ROW_DELETED),
        "Availability.ends": Personal(_WHEN, Erased.ROW_DELETED),
        "Volunteer.most_visits_a_week": Personal("not to ask more than she wants", Erased.BLANKED),
        "Volunteer.most_hours_a_week": Personal("not to ask more than she wants", Erased.BLANKED),
        "Volunteer.rides_cargo_bicycle": Personal("to plan who takes the cargo bicycle", Erased.BLANKED),
        "Volunteer.avoids": Personal("not to send her where she rather would not be", Erased.BLANKED),
        "Volunteer.district": Personal("to know where she would like to help", Erased.BLANKED),
        "Volunteer.travel_mode": Personal("to know how long the way takes", Erased.KEPT),
        "SearchKey.key": Personal("to find the person while the telephone is in one hand", Erased.ROW_DELETED),
        "Portrait.content": Personal("so that a client knows who stands at the door", Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Person.ref", "Person.created_at", "Person.erased_at", "Client.status"),
            *("Volunteer.status", "Volunteer.status_since", "Volunteer.engagement"),
            *("ContactPerson.added_at", "Absence.noted_at", "StandingYes.ended_at"),
            *("HelperCard.number_hash", "HelperCard.made_at", "HelperCard.valid_until", "HelperCard.ended_at"),
            *("Portrait.content_type", "Portrait.sha256", "Portrait.size", "Portrait.made_at"),
            *("Link.token_hash", "Link.purpose", "Link.route", "Link.ref", "Link.made_at", "Link.expires_at"),
        },
    ),
    rules=frozenset({"people.absence", "people.other_hours"}),
    erase=erase_person,
    due=due,
    expire=expire,
    export=export,
    join=join_person,
)
