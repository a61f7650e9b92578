"""What the list says is what is forgotten; what is declared is what a person is given."""

import json
from datetime import timedelta

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Cooperation, Inquiry, Need, OfficeDuty, Report
from lotsenwerk.domain.funding.models import SaidElsewhere, TellingConsent, ToldHours
from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.people.models import (
    Client,
    Interest,
    Person,
    PoolMember,
    Qualification,
    SuitabilityFact,
    Volunteer,
)
from lotsenwerk.domain.privacy.actions.run_retention import run_retention
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.jobs import retention
from lotsenwerk.domain.privacy.models import RetentionRun
from lotsenwerk.domain.privacy.queries import due_for_retention, everything_about
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.personal import Erased
from lotsenwerk.kit.phone_numbers import fictional_mobile
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer
from tests.story import Story, tell_story

pytestmark = pytest.mark.django_db

HALF_A_YEAR = timedelta(days=183)


def test_the_list_is_empty_the_day_before_and_names_the_wish_on_the_day() -> None:
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        cancel(town.coordinator, need, at=MONDAY)
        due = need.latest + HALF_A_YEAR
        assert due_for_retention(town.coordinator, due) == []
        [listed] = due_for_retention(town.coordinator, due + timedelta(seconds=1))
        assert (listed.rule, listed.subject, listed.on) == (
            "assistance.wish",
            ("assistance", "need", need.id),
            due.date(),
        )
        assert listed.who == "Weber, Erna"


def test_what_was_listed_is_forgotten_and_nothing_beside_it() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        old, fresh, still_open = make_need(town, client), make_need(town, client, in_hours=200), make_need(town, client)
        for need in (old, fresh):
            cancel(town.coordinator, need, at=MONDAY)
        at = old.latest + HALF_A_YEAR + timedelta(seconds=1)
        listed = due_for_retention(town.coordinator, at)
        assert [due.subject[2] for due in listed] == [old.id]
        run = run_retention(system(town.id), at=at)
        assert run.forgotten == len(listed)
        assert due_for_retention(town.coordinator, at) == []
        wishes = {need.id: bool(need.wish) for need in Need.objects.all()}
        assert wishes == {old.id: False, fresh.id: True, still_open.id: True}
        assert Line.objects.filter(verb="run_retention").count() == 1


def test_a_note_comes_of_age_also_where_nothing_was_wished() -> None:
    story = tell_story()
    with story.town.open():
        Need.objects.update(wish="")
        at = story.told + HALF_A_YEAR + timedelta(days=9)
        listed = due_for_retention(story.town.coordinator, at)
        assert [due.subject[2] for due in listed if due.rule == "assistance.wish"] == [story.old.need_id]
        run_retention(system(story.town.id), at=at)
        assert Report.objects.get(assignment=story.old).note == ""


def test_the_nightly_job_opens_the_scope_of_its_town() -> None:
    town = make_town()
    retention.func(organisation_id=town.id)
    with town.open():
        assert RetentionRun.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role.values if role not in {Role.COORDINATOR, Role.ADMINISTRATOR}])
def test_who_may_not_see_the_list_sees_an_empty_one(role: str) -> None:
    town = make_town()
    with town.open():
        cancel(town.coordinator, make_need(town, make_client(town)), at=MONDAY)
        assert due_for_retention(town.actor(role), MONDAY + timedelta(days=900)) == []


# --- export -----------------------------------------------------------------------------------------------------------

NOT_GIVEN = {
    "Person.sort_key": "the name once more, in the order of a list",
    "SearchKey.key": "made of name, street and number",
    "Detail.salt": "a random number",
    "User.password": "a hash; whoever asks has the password herself",
    **dict.fromkeys(
        (
            *("Page.contact_name", "Page.contact_role", "Page.contact_phone", "Page.contact_email", "Entry.contact"),
            *("Testimonial.name", "Testimonial.role", "Testimonial.said", "Entry.quotes"),
        ),
        "stands on a public page in words; no row says of which person",
    ),
}
"""Declared, and yet not in the export: each tells nothing that the export does not say already."""
ASKED_IN_WORDS = (
    *("asked_by", "asked_by_phone", "asked_by_email", "about", "not_about", "meeting_point", "on_site_name"),
    *("on_site_phone", "for_country", "urgent_because", "remarks", "billing_address", "dialect"),
)
KNOWN_OF_AN_INSTITUTION = ("contact_name", "phone", "email", "billing_address")


def test_an_export_holds_everything_that_is_declared() -> None:
    story = tell_story()
    with story.town.open():
        told = Marked(story)
        client = json.dumps(everything_about(story.town.coordinator, story.client.person_id), ensure_ascii=False)
        helper = json.dumps(everything_about(story.town.coordinator, story.helper.person_id), ensure_ascii=False)
    missing = {name for name, marks in told.marks.items() if not any(mark in client + helper for mark in marks)}
    declared = {
        name for one in declarations() for name, personal in one.fields.items() if personal.erased != Erased.KEPT
    }
    assert missing == set()
    assert declared - NOT_GIVEN.keys() - told.marks.keys() == set(), "a declared field that this test does not plant"


class Marked:
    """What stands in each declared field of the two people of a story, as the export would write it."""

    def __init__(self, story: Story) -> None:
        client = Person.objects.get(pk=story.client.person_id)
        Person.objects.filter(pk=client.pk).update(
            gender="female", mobile="+491715550142", email="erna@example.org", notice_given_on=MONDAY.date()
        )
        Person.objects.filter(pk=client.pk).update(lat=49.6425, lon=8.4567, postcode="68642")
        Client.objects.filter(person=client).update(circumstances=["dog"])
        Volunteer.objects.filter(pk=story.helper.pk).update(
            most_visits_a_week=3, most_hours_a_week=7, rides_cargo_bicycle=True, avoids=["smoke"], district="Am Ried"
        )
        self.marks = {
            "Person.given_name": ["Erna"],
            "Person.family_name": ["Weber"],
            "Person.gender": ["female"],
            "Person.language": ['"ar"'],
            "Person.phone": [client.phone],
            "Person.mobile": ["+491715550142"],
            "Person.email": ["erna@example.org"],
            "Person.street": ["Mainstraße"],
            "Person.house_number": ["Mainstraße 12"],
            "Person.postcode": ["68642"],
            "Person.town": ["Bürstadt"],
            "Person.lat": ["49.6425"],
            "Person.lon": ["8.4567"],
            "Person.notice_given_on": [MONDAY.date().isoformat()],
            "Client.access_notes": ["Klingel Weber/Kolb"],
            "Client.floor": ["2. Stock"],
            "Client.bell_name": ["Klingel Kolb"],
            "Client.walking_aid": ["Rollator"],
            "Client.who_opens": ["Die Nachbarin"],
            "Client.gender_wish": ['"female"'],
            "Client.circumstances": ['"dog"'],
            "Volunteer.most_visits_a_week": ['"most_visits_a_week": 3'],
            "Volunteer.most_hours_a_week": ['"most_hours_a_week": 7'],
            "Volunteer.rides_cargo_bicycle": ['"rides_cargo_bicycle": true'],
            "Volunteer.district": ['"district": "Am Ried"'],
            "Volunteer.avoids": ['"avoids": ["smoke"]'],
            "Plan.snapshot": ['"made_from": [{'],
            "Plan.routes": ['"planned_visits": [{'],
            "Pin.begins_at": [f'"visits_held_at": ["{story.going.during.lower.isoformat()}'],
            "FixedOrder.day": ['"orders_held": [{"day": "'],
            "FixedOrder.needs": ['"visits": ['],
            "ContactPerson.relation": ['"daughter"'],
            "ContactPerson.in_emergency": ['"in_emergency": true'],
            "ContactPerson.told_since": [f'"told_since": "{story.told.date()}"'],
            "Absence.first_day": [f'"{story.told.date() + timedelta(days=300)} –'],
            "Absence.last_day": [f"– {story.told.date() + timedelta(days=300)}"],
            "Absence.reason": ["holiday"],
            "Veto.said_by": ['"said_by": "client"'],
            "Veto.note": ["Streit um den Hund"],
            "Veto.since": [f'"does_not_want_to_meet": [{{"since": "{story.told.date()}'],
            "StandingYes.since": [f'"goes_without_being_asked_since": ["{story.told.date()}'],
            "SuitabilityFact.kind": ['"kind": "introduced"'],
            "SuitabilityFact.issued_on": [f'"issued_on": "{story.told.date()}"'],
            "SuitabilityFact.seen_on": [f'"seen_on": "{story.told.date()}"'],
            "SuitabilityFact.valid_until": ['"valid_until": "'],
            "OtherHours.on": [f"{story.told.date() + timedelta(days=200)} 18:00"],
            "OtherHours.begins": [" 18:00-"],
            "OtherHours.ends": ["-20:00 "],
            "OtherHours.is_free": ["20:00 +"],
            "Availability.weekday": ["6 08:00"],
            "Availability.begins": ["08:00-"],
            "Availability.ends": ["-18:00"],
            "LanguageSkill.language": ["ara native"],
            "LanguageSkill.level": ["deu B1"],
            "Portrait.content": ["base64,"],
            "User.email": [story.helper.person.email],
            "User.display_name": ["display_name"],
            "User.language": ['"language"'],
            "User.last_login": ["last_login"],
            "Letter.told": ["bring the shopping", "Einkauf", "town"],
            "Detail.told": ['"told": {"name"'],
            "Need.wish": ["2 × Milch"],
            "Report.note": ["Notiz Haddad"],
            "Rhythm.wish": ['"wish": "2 × Milch"'],
            "Draft.typed": ["3 × Quark"],
            "ContactNote.text": ["rief an."],
            "Incident.text": ["ist gestürzt."],
            "Incident.measures": ["Arzt gerufen."],
            "ReceiptPhoto.content": ['"receipt_photos": [{'],
            "Household.adults": ['"adults": 2'],
            "Household.children": ['"children": 0'],
            "Household.seen_on": [f'"seen_on": "{story.told.date()}"'],
            "Household.valid_until": [f'"valid_until": "{story.told.date() + timedelta(days=100)}"'],
            "DietaryWish.wishes": ["no_pork"],
            "DietaryWish.consent_on": [f'"consent_on": "{story.told.date()}"'],
            "SuitabilityFact.is_relevant": ['"is_relevant": false'],
            **_of_becoming_one(story),
            **_of_inquiries(story),
            **_of_hours_that_count(story),
        }


def _of_becoming_one(story: Story) -> dict[str, list[str]]:
    day = story.told.date()
    SuitabilityFact.objects.filter(volunteer=story.helper).update(is_relevant=False)
    Interest.objects.update(family_name="Al-Masri", email="rana@example.org")
    PoolMember.objects.update(is_lead=True, next_due=day)
    Qualification.objects.update(valid_until=day)
    SignUp.objects.filter(person=story.helper.person).update(guest_name="Gast Rana", guest_contact="rana2@example.org")
    return {
        "Interest.given_name": ['"name": "Rana'],
        "Interest.family_name": ["Al-Masri"],
        "Interest.phone": [fictional_mobile(77)],
        "Interest.email": ["rana@example.org"],
        "Interest.language": ['"reached": ["' + fictional_mobile(77) + '", "rana@example.org"], "language": "ar"'],
        "Interest.speaks": ['"speaks": ["ara"]'],
        "Interest.postcode": ["68642 Bobstadt"],
        "Interest.district": ["Bobstadt"],
        "Interest.times": ['"times": ["mornings"]'],
        "Interest.roles": ['"roles": ["guides"]'],
        "Interest.message": ["Ich möchte helfen."],
        "PoolMember.rung": ['"rung": "interested"'],
        "PoolMember.rung_since": ['"rung_since": "'],
        "PoolMember.next_action": [f'"next": ["call", "{day}"]'],
        "PoolMember.next_due": [f'"next": ["call", "{day}"]'],
        "PoolMember.is_lead": ['"is_lead": true'],
        "LadderStep.rung": [" interested Rief an"],
        "LadderStep.note": ["Rief an"],
        "LadderStep.at": ['"steps": ["'],
        "SignedDeclaration.kind": [f"{day} confidentiality 1 paper"],
        "SignedDeclaration.way": [f"{day} confidentiality 1 paper"],
        "SignedDeclaration.signed_on": [f"{day} confidentiality 1 paper"],
        "Qualification.kind": [f"{day} basic_guide Basiskurs"],
        "Qualification.title": [f"{day} basic_guide Basiskurs"],
        "Qualification.granted_on": [f"{day} basic_guide Basiskurs"],
        "Qualification.valid_until": [f"Basiskurs {day}"],
        "SignUp.guest_name": ["Gast Rana"],
        "SignUp.guest_contact": ["rana2@example.org"],
        "SignUp.language": ['"language": "ar"'],
        "SignUp.companions": ['"companions": 1'],
        "SignUp.children": ['"children": 2'],
    }


def _of_hours_that_count(story: Story) -> dict[str, list[str]]:
    """What the helper agreed to and said of her year."""
    TellingConsent.objects.filter(volunteer=story.helper).update(withdrawn_at=MONDAY + timedelta(days=71))
    given = TellingConsent.objects.get(volunteer=story.helper).given_at
    said_on = SaidElsewhere.objects.get(volunteer=story.helper).said_on
    ToldHours.objects.filter(user_id=story.helper.person.user_id, year=MONDAY.year).update(minutes=4711)
    return {
        "TellingConsent.way": ['"way": "paper", "withdrawn"'],
        "TellingConsent.given_at": [f'"given": "{given.isoformat()}"'],
        "TellingConsent.withdrawn_at": [f'"withdrawn": "{MONDAY + timedelta(days=71)}'],
        "ToldHours.year": [f'"told_hours": [{{"year": {MONDAY.year - 1}'],
        "ToldHours.minutes": ['"minutes": 4711'],
        "SaidElsewhere.year": [f'"said_elsewhere": [{{"year": {MONDAY.year}'],
        "SaidElsewhere.minutes": ['"minutes": 600, "cents"'],
        "SaidElsewhere.cents": ['"cents": 5000'],
        "SaidElsewhere.said_on": [f'"said_on": "{said_on}"'],
        "SaidElsewhere.way": [f'"said_on": "{said_on}", "way": "paper"'],
        "TaxChoice.year": [f'"tax_ceilings": [{{"year": {MONDAY.year}'],
        "TaxChoice.ceiling": ['"ceiling": "honorary"'],
    }


def _of_inquiries(story: Story) -> dict[str, list[str]]:
    day = story.told.date()
    asked = {name: f"{name} von Frau Muster" for name in ASKED_IN_WORDS}
    about = {name: f"Kita: {name}" for name in KNOWN_OF_AN_INSTITUTION}
    Inquiry.objects.filter(client=story.client).update(**asked, for_gender="female")
    Cooperation.objects.filter(client=story.client).update(**about)
    sits = OfficeDuty.objects.values_list("first_day", flat=True).get(volunteer=story.helper)
    OfficeDuty.objects.filter(volunteer=story.helper).update(last_day=day + timedelta(days=70))
    return {
        **{f"Inquiry.{name}": [words] for name, words in asked.items()},
        "Inquiry.for_gender": ['"for_gender": "female"'],
        **{f"Cooperation.{name}": [words] for name, words in about.items()},
        "Deployment.note": ["60 min Ging gut."],
        "Feedback.words": ["yes yes Danke."],
        "OfficeDuty.first_day": [f"Rathaus {sits}"],
        "OfficeDuty.last_day": [f"–{day + timedelta(days=70)}"],
    }


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.COORDINATOR])
def test_only_a_coordinator_hands_an_export_over(role: str) -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        with pytest.raises(NotThere):
            everything_about(town.actor(role, person_id=client.person_id), client.person_id)


def test_an_export_tells_nothing_of_another_person() -> None:
    story = tell_story()
    with story.town.open():
        other = make_volunteer(story.town, given_name="Olena", family_name="Bondarenko")
        told = json.dumps(everything_about(story.town.coordinator, other.person_id), ensure_ascii=False)
    assert "Bondarenko" in told
    assert "Weber" not in told
    assert "Haddad" not in told
