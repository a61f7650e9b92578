"""Entering, changing, the ladder and links: what is refused changes nothing."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Membership, Role, User
from lotsenwerk.domain.accounts.queries import roles_in
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.links import LIFETIME, make_link
from lotsenwerk.domain.people.actions.portrait import keep_portrait
from lotsenwerk.domain.people.actions.register import (
    Access,
    Contact,
    Limits,
    Stretch,
    change_contact,
    change_helping,
    register_client,
    register_volunteer,
)
from lotsenwerk.domain.people.models import Availability, LanguageSkill, Link, Person, TravelMode, VolunteerStatus
from lotsenwerk.domain.people.queries import link_of_token, person_for
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from tests.factories import MONDAY, Town, make_client, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db

GOOD = Contact(given_name="Amira", family_name="Haddad")
OTHERS = [role for role in Role.values if role not in {Role.COORDINATOR, Role.ASSISTANT}]


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        (Contact(), "family_name"),
        (Contact(given_name="  ", family_name="\t"), "family_name"),
        (Contact(family_name="W" * 81), "family_name"),
        (Contact(given_name="W" * 81), "given_name"),
        (Contact(family_name="Weber", postcode="686420"), "postcode"),
        (Contact(family_name="Weber", house_number="12 a bis 14 b"), "house_number"),
        (Contact(family_name="Weber", phone="keine Nummer"), "phone"),
        (Contact(family_name="Weber", mobile="12"), "mobile"),
        (Contact(family_name="Weber", email="a" * 255), "email"),
        (Contact(family_name="Weber", language="xx"), "language"),
        (Contact(family_name="Weber", gender="something"), "gender"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_and_changes_nothing(contact: Contact, field: str) -> None:
    town = make_town()
    with town.open():
        client, volunteer = make_client(town), make_volunteer(town)
        tries: list[Callable[[], object]] = [
            lambda: register_client(town.coordinator, contact, at=MONDAY),
            lambda: register_volunteer(town.coordinator, contact, at=MONDAY),
            lambda: change_contact(town.coordinator, client.person, contact, at=MONDAY),
            lambda: change_contact(town.coordinator, volunteer.person, contact, at=MONDAY),
        ]
        for attempt in tries:
            with nothing_changes(town.id), pytest.raises(BadInput) as refused:
                attempt()
            assert refused.value.field == field
            assert refused.value.sentence


def test_a_wrong_number_of_the_person_she_trusts_or_a_wrong_wish_is_refused_and_nothing_of_the_rest_is_kept() -> None:
    town = make_town()
    bad = Access(notes="links", contact_phone="keine")
    with town.open():
        client = make_client(town)
        with nothing_changes(town.id):
            with pytest.raises(BadInput) as refused:
                register_client(town.coordinator, GOOD, access=bad, at=MONDAY)
            assert refused.value.field == "contact_phone"
            with pytest.raises(BadInput) as refused:
                change_contact(town.coordinator, client.person, GOOD, access=Access(gender_wish="tall"), at=MONDAY)
            assert refused.value.field == "gender_wish"


@pytest.mark.parametrize(
    "helping",
    [
        {"availability": [Stretch(0, time(10), time(9))]},
        {"availability": [Stretch(0, time(10), time(10))]},
        {"availability": [Stretch(7, time(8), time(9))]},
        {"languages": [("deutsch", "B1")]},
        {"languages": [("deu", "fluent")]},
        {"limits": Limits(avoids=["dragons"])},
        {"limits": Limits(most_visits_a_week=0)},
        {"limits": Limits(most_visits_a_week=101)},
        {"limits": Limits(most_hours_a_week=-1)},
        {"limits": Limits(most_hours_a_week=61)},
    ],
)
def test_hours_and_languages_that_cannot_be_right_leave_no_half_volunteer(helping: dict[str, Any]) -> None:
    town = make_town()
    with town.open():
        volunteer = make_volunteer(town)
        with nothing_changes(town.id):
            with pytest.raises(BadInput):
                register_volunteer(town.coordinator, GOOD, at=MONDAY, **helping)
            with pytest.raises(BadInput):
                change_helping(
                    town.coordinator,
                    volunteer,
                    **({"travel_mode": TravelMode.CAR, "languages": [], "availability": []} | helping),
                    at=MONDAY,
                )


def test_bounds_are_kept_and_stay_where_nobody_speaks_of_them() -> None:
    town = make_town()
    named = Limits(most_visits_a_week=3, most_hours_a_week=6, rides_cargo_bicycle=True, avoids=["smoke", "dog", "dog"])
    with town.open():
        volunteer = register_volunteer(town.coordinator, GOOD, limits=named, at=MONDAY)
        change_helping(
            town.coordinator, volunteer, travel_mode=TravelMode.CAR, languages=[], availability=[], at=MONDAY
        )
        volunteer.refresh_from_db()
        assert (volunteer.most_visits_a_week, volunteer.most_hours_a_week) == (3, 6)
        assert (volunteer.rides_cargo_bicycle, volunteer.avoids) == (True, ["dog", "smoke"])


def test_a_circumstance_that_there_is_not_is_refused_and_changes_nothing() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            change_contact(
                town.coordinator, client.person, GOOD, access=Access(circumstances=["dog", "dragon"]), at=MONDAY
            )
        assert refused.value.field == "circumstances"
        change_contact(town.coordinator, client.person, GOOD, access=Access(circumstances=["stairs", "dog"]), at=MONDAY)
        client.refresh_from_db()
        assert client.circumstances == ["dog", "stairs"]


def test_two_stretches_that_begin_together_become_the_longer_one() -> None:
    town = make_town()
    with town.open():
        hours = [Stretch(0, time(8), time(10)), Stretch(0, time(8), time(12)), Stretch(0, time(14), time(15))]
        register_volunteer(
            town.coordinator, GOOD, languages=[("deu", "A1"), ("deu", "B2")], availability=hours, at=MONDAY
        )
        assert [(one.begins.hour, one.ends.hour) for one in Availability.objects.order_by("begins")] == [
            (8, 12),
            (14, 15),
        ]
        assert LanguageSkill.objects.get().level == "B2"


@pytest.mark.parametrize("role", OTHERS)
def test_who_does_not_keep_people_changes_nothing(role: str) -> None:
    town = make_town()
    with town.open():
        client, volunteer = make_client(town), make_volunteer(town)
        actor = town.actor(role, person_id=client.person_id)
        tries: list[Callable[[], object]] = [
            lambda: register_client(actor, GOOD, at=MONDAY),
            lambda: register_volunteer(actor, GOOD, at=MONDAY),
            lambda: change_contact(actor, client.person, GOOD, at=MONDAY),
            lambda: change_helping(
                actor, volunteer, travel_mode=TravelMode.CAR, languages=[], availability=[], at=MONDAY
            ),
            lambda: keep_portrait(actor, volunteer.person, b"", at=MONDAY),
            lambda: move_volunteer(actor, volunteer, "pause", at=MONDAY),
        ]
        for attempt in tries:
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                attempt()
        if role != Role.VOLUNTEER:
            with pytest.raises(NotThere):
                person_for(town.actor(role), volunteer.person_id)


def test_a_file_that_is_no_picture_leaves_the_old_one() -> None:
    from tests.story import picture

    town = make_town()
    with town.open():
        volunteer = make_volunteer(town)
        keep_portrait(town.coordinator, volunteer.person, picture(), at=MONDAY)
        with nothing_changes(town.id), pytest.raises(Refused):
            keep_portrait(town.coordinator, volunteer.person, b"<svg onload=alert(1)>", at=MONDAY)


# --- the ladder -------------------------------------------------------------------------------------------------------


def test_becoming_active_opens_a_login_without_password_and_again_the_same_one() -> None:
    town = make_town()
    with town.open():
        volunteer = make_volunteer(town)
        user = User.objects.get(email=volunteer.person.email)
        assert not user.has_usable_password()
        assert roles_in(user.pk, town.id) == {Role.VOLUNTEER}
        move_volunteer(town.coordinator, volunteer, "pause", at=MONDAY)
        again = move_volunteer(town.coordinator, volunteer, "activate", at=MONDAY)
        assert again.person.user_id == user.pk
        assert Membership.objects.filter(user=user).count() == User.objects.filter(email=user.email).count() == 1


def test_who_has_no_address_becomes_active_without_a_login() -> None:
    town = make_town()
    with town.open():
        users = User.objects.count()
        volunteer = register_volunteer(town.coordinator, GOOD, at=MONDAY)
        assert move_volunteer(town.coordinator, volunteer, "activate", at=MONDAY).status == VolunteerStatus.ACTIVE
        assert User.objects.count() == users


def test_who_was_forgotten_in_the_meantime_is_not_there_to_be_moved() -> None:
    town = make_town()
    with town.open():
        volunteer = make_volunteer(town)
        Person.objects.filter(pk=volunteer.person_id).update(erased_at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotThere):
            move_volunteer(town.coordinator, volunteer, "pause", at=MONDAY)


def test_leaving_closes_the_login_and_nothing_leads_back() -> None:
    town = make_town()
    with town.open():
        volunteer = make_volunteer(town)
        gone = move_volunteer(town.coordinator, volunteer, "leave", at=MONDAY)
        assert roles_in(gone.person.user_id or 0, town.id) == frozenset()
        for verb in ("activate", "pause", "leave"):
            with nothing_changes(town.id), pytest.raises(WrongState):
                move_volunteer(town.coordinator, volunteer, verb, at=MONDAY)


def test_two_who_share_an_address_do_not_share_a_login() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        contact = Contact(given_name="Karim", family_name="Haddad", email=amira.person.email.upper())
        karim = register_volunteer(town.coordinator, contact, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            move_volunteer(town.coordinator, karim, "activate", at=MONDAY)
        assert refused.value.field == "email"


def test_the_login_follows_the_address_and_the_old_one_opens_nothing() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        old = amira.person.user_id or 0
        contact = Contact(given_name="Amira", family_name="Haddad", email="neu@volunteers.example")
        change_contact(town.coordinator, amira.person, contact, at=MONDAY)
        person = Person.objects.get(pk=amira.person_id)
        assert person.user
        assert person.user.email == "neu@volunteers.example"
        assert roles_in(person.user.pk, town.id) == {Role.VOLUNTEER}
        assert roles_in(old, town.id) == frozenset()
        assert not User.objects.get(pk=old).is_active


def test_an_address_changed_here_never_rewrites_the_login_of_somebody_who_works_elsewhere() -> None:
    town, other = make_town(), make_town("Lampertheim", "06431013")
    with town.open():
        amira = make_volunteer(town)
        address = amira.person.email
    with other.open():
        give_role(system(other.id), email=address, display_name="Amira", role=Role.COORDINATOR, at=MONDAY)
    with town.open():
        contact = Contact(given_name="Amira", family_name="Haddad", email="fremd@volunteers.example")
        change_contact(town.coordinator, amira.person, contact, at=MONDAY)
        kept = User.objects.get(email=address)
        assert (kept.is_active, roles_in(kept.pk, other.id)) == (True, {Role.COORDINATOR})
        assert roles_in(kept.pk, town.id) == frozenset()


def test_a_changed_address_that_is_somebody_elses_is_refused_and_changes_nothing() -> None:
    town = make_town()
    with town.open():
        amira, tesfay = make_volunteer(town), make_volunteer(town, given_name="Tesfay")
        contact = Contact(given_name="Tesfay", family_name="Haddad", email=amira.person.email)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            change_contact(town.coordinator, tesfay.person, contact, at=MONDAY)
        assert refused.value.field == "email"


def test_an_assistant_may_enter_a_volunteer_and_not_open_her_login() -> None:
    town = make_town()
    with town.open():
        entered = register_volunteer(town.actor(Role.ASSISTANT), GOOD, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            move_volunteer(town.actor(Role.ASSISTANT), entered, "activate", at=MONDAY)


# --- links ------------------------------------------------------------------------------------------------------------


def token_in(town: Town) -> str:
    with town.open():
        person = make_client(town).person
        return make_link(
            person_id=person.id, purpose="go", subject_id=1, route="mine:assignment", ref="0123456789", at=MONDAY
        )


def test_a_link_opens_until_it_expires_and_not_a_moment_longer() -> None:
    town = make_town()
    token = token_in(town)
    assert link_of_token(token, MONDAY + LIFETIME - timedelta(seconds=1)) is not None
    assert link_of_token(token, MONDAY + LIFETIME) is None


def test_only_a_hash_of_the_token_is_kept_and_no_two_tokens_are_alike() -> None:
    town = make_town()
    tokens = {token_in(town) for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 22 for token in tokens)
    stored = b"".join(bytes(link.token_hash) for link in Link.objects.all())
    assert not [token for token in tokens if token.encode() in stored]


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "ü" * 22, "A" * 10_000, "'; --"])
def test_a_token_that_never_was_opens_nothing(token: str) -> None:
    token_in(make_town())
    assert link_of_token(token, MONDAY) is None


def test_a_link_tells_nothing_of_a_person() -> None:
    held = {field.name for field in Link._meta.local_fields}
    assert held & {field.name for field in Person._meta.local_fields} == {"id", "organisation_id", "ref"}
