"""Who asks to be forgotten is forgotten: in every table, behind every key, in the journal too."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Q

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Confirmation
from lotsenwerk.domain.assistance.queries.journey import due_call_backs
from lotsenwerk.domain.journal.actions.seal import broken_places, seal
from lotsenwerk.domain.journal.models import Detail, Line
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.portrait import keep_portrait
from lotsenwerk.domain.people.actions.register import (
    Access,
    Contact,
    Stretch,
    change_contact,
    register_client,
    register_volunteer,
)
from lotsenwerk.domain.people.models import Client, Person, SearchKey, Volunteer
from lotsenwerk.domain.people.queries import find_people
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.queries import reasons_to_keep
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.crypto import decrypt
from lotsenwerk.kit.errors import NotAllowed, NotThere, Refused
from lotsenwerk.kit.fields import Encrypted
from lotsenwerk.kit.personal import Erased
from tests.database import TestDatabase
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes
from tests.story import picture

LATER = MONDAY + timedelta(days=3)
CLIENTS_WORDS = ("xanthippe", "quirrenbach", "zwetschgenweg", "6206555", "klingel", "tochter", "1715550", "zwieback")
HELPERS_WORDS = ("temesgen", "woldemariam", "amselpfad", "1719999", "temesgen.w", "quittengelee")


def everything_stored(database: TestDatabase) -> str:
    """Every row of every table as text, read by the owner; encrypted columns in clear. Lower case."""
    encrypted = {
        (model._meta.db_table, field.column): field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, Encrypted)
    }
    told: list[str] = []
    with database.owner() as owner:
        tables = [
            row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        ]
        for table in tables:
            if not table.startswith(("places_", "django_migrations", "auth_", "django_content")):
                told += [row[0] for row in owner.execute(f"SELECT t::text FROM {table} t").fetchall()]  # noqa: S608
        for (table, column), field in encrypted.items():
            rows = owner.execute(f'SELECT "{column}" FROM {table} WHERE "{column}" <> \'\'').fetchall()  # noqa: S608
            told += [decrypt(row[0], field.purpose) for row in rows]
    return "\n".join(told).lower()


def words_left(database: TestDatabase, words: tuple[str, ...]) -> list[str]:
    stored = everything_stored(database)
    return [word for word in words if word in stored]


@pytest.fixture
def known(committed: None) -> tuple[Town, Client, Volunteer]:
    """A client and a helper whose names stand wherever a name can stand, and whose journeys have ended."""
    town = make_town()
    with town.open():
        client = register_client(
            town.coordinator,
            Contact(given_name="Xanthippe", family_name="Quirrenbach", phone="06206 5550123", lat=49.6, lon=8.4),
            access=Access(notes="Klingel links", contact_name="Tochter", contact_phone="0171 5550199"),
            at=MONDAY,
        )
        contact = Contact(
            given_name="Xanthippe",
            family_name="Quirrenbach",
            phone="06206 5550123",
            street="Zwetschgenweg",
            house_number="7",
            town="Bürstadt",
        )
        change_contact(town.coordinator, client.person, contact, at=MONDAY)
        helper = register_volunteer(
            town.coordinator,
            Contact(
                given_name="Temesgen",
                family_name="Woldemariam",
                mobile="0171 9999012",
                email="Temesgen.W@example.org",
                street="Amselpfad",
                language="ti",
            ),
            languages=[("tir", "native")],
            availability=[Stretch(1, MONDAY.time(), (MONDAY + timedelta(hours=5)).time())],
            at=MONDAY,
        )
        helper = move_volunteer(town.coordinator, helper, "activate", at=MONDAY)
        EmailAddress.objects.create(user_id=helper.person.user_id, email="temesgen.w@example.org")
        keep_portrait(town.coordinator, helper.person, picture(), at=MONDAY)
        _journeys(town, client, helper)
        seal(at=LATER)
    return town, client, helper


def _journeys(town: Town, client: Client, helper: Volunteer) -> None:
    desk, herself = town.coordinator, town.volunteer_actor(helper)
    need = make_need(town, client)
    type(need).objects.update(wish="Zwieback für Frau Quirrenbach")
    offer = make_offer(desk, need, volunteer=helper, at=MONDAY)
    letter = Letter.objects.get()
    outgoing = outbox.begin(letter.id, at=MONDAY + timedelta(minutes=1))
    assert outgoing is not None
    outbox.hand_over(letter.id, outgoing, at=MONDAY + timedelta(minutes=1))
    going = accept_offer(herself, offer, at=MONDAY + timedelta(minutes=2))
    [call] = due_call_backs(desk)
    call_back_done(desk, call, at=MONDAY)
    after = MONDAY + timedelta(hours=26)
    report(herself, going, minutes=50, note="Frau Quirrenbach gab mir Quittengelee", at=after)
    confirm(desk, going, at=after)
    second = make_need(town, client)
    decline_offer(herself, make_offer(desk, second, volunteer=helper, at=MONDAY), at=MONDAY)
    cancel(desk, second, reason="Die Tochter von Frau Quirrenbach kommt", at=MONDAY)


def test_a_client_who_is_forgotten_appears_nowhere_any_more(
    known: tuple[Town, Client, Volunteer], test_database: TestDatabase
) -> None:
    town, client, _ = known
    assert words_left(test_database, CLIENTS_WORDS) == list(CLIENTS_WORDS), "the test would not notice anything"
    with town.open():
        assert erase_person(town.coordinator, client.person, at=LATER) > 0
    assert words_left(test_database, CLIENTS_WORDS) == []


def test_a_volunteer_who_is_forgotten_appears_nowhere_any_more(
    known: tuple[Town, Client, Volunteer], test_database: TestDatabase
) -> None:
    town, _, helper = known
    assert words_left(test_database, HELPERS_WORDS) == list(HELPERS_WORDS), "the test would not notice anything"
    with town.open():
        erase_person(town.coordinator, helper.person, at=LATER)
    assert words_left(test_database, HELPERS_WORDS) == []
    assert not User.objects.get(pk=helper.person.user_id).is_active


def test_figures_and_seals_stay_true_when_a_person_is_forgotten(known: tuple[Town, Client, Volunteer]) -> None:
    town, client, helper = known
    with town.open():
        lines = Line.objects.count()
        erase_person(town.coordinator, client.person, at=LATER)
        erase_person(town.coordinator, helper.person, at=LATER)
        assert Line.objects.count() == lines + 2
        assert not Detail.objects.filter(line__about_person_id__in=[client.person_id, helper.person_id]).exists()
        assert [frozen.minutes for frozen in Confirmation.objects.all()] == [50]
        assert seal(at=LATER) is not None
        assert broken_places() == []


def test_what_is_declared_is_blank_or_gone(known: tuple[Town, Client, Volunteer]) -> None:
    town, client, helper = known
    blank: list[object] = ["", None, "de", False, []]
    with town.open():
        for person in (client.person, helper.person):
            erase_person(town.coordinator, person, at=LATER)
        [people] = [declared for declared in declarations() if declared.room == "people"]
        for name, personal in people.fields.items():
            model_name, field = name.split(".")
            model = apps.get_model("people", model_name)
            keys = {key.name for key in model._meta.local_fields} | ({"pk"} if model is Person else set())
            owners = {"pk", "person", "client", "volunteer"} & keys
            both = [client.person_id, helper.person_id]
            ways = {"pk": "pk__in", "person": "person__in"}
            of_either = Q()
            for owner in owners:
                of_either |= Q(**{ways.get(owner, f"{owner}__person__in"): both})
            rows = model.objects.filter(of_either)
            if personal.erased == Erased.ROW_DELETED:
                assert not rows.exists(), name
            elif personal.erased == Erased.BLANKED:
                assert all(getattr(row, field) in blank for row in rows), name
        for words in ("Quirrenbach", "Woldemariam", "5550123", "Amselpfad"):
            assert find_people(town.coordinator, words) == []
        assert not SearchKey.objects.exists()


def test_a_waiting_letter_to_somebody_forgotten_never_leaves(committed: None) -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
        decline_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        outbox.put(
            "assistance.not_needed", to=amira.person, about=("assistance", "offer", offer.id), told={}, at=MONDAY
        )
        erase_person(town.coordinator, amira.person, at=MONDAY)
        assert not Letter.objects.filter(state=LetterState.WAITING).exists()


# --- what stands against it -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nobody_is_forgotten_while_a_journey_is_open_and_the_refusal_says_what_to_do() -> None:
    town = make_town()
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        need = make_need(town, client)
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        for person in (client.person, amira.person):
            with nothing_changes(town.id), pytest.raises(Refused) as refused:
                erase_person(town.coordinator, person, at=LATER)
            assert len(refused.value.sentence) > 20
        going = accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        assert len(reasons_to_keep(client.person_id)) == len(reasons_to_keep(amira.person_id)) == 1
        after = MONDAY + timedelta(hours=26)
        report(town.volunteer_actor(amira), going, minutes=10, at=after)
        with nothing_changes(town.id), pytest.raises(Refused):
            erase_person(town.coordinator, amira.person, at=LATER)
        confirm(town.coordinator, going, at=after)
        erase_person(town.coordinator, client.person, at=LATER)
        erase_person(town.coordinator, amira.person, at=LATER)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.COORDINATOR])
def test_only_a_coordinator_forgets(role: str) -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            erase_person(town.actor(role, person_id=client.person_id), client.person, at=LATER)


@pytest.mark.django_db
def test_who_is_forgotten_cannot_be_forgotten_again_or_written_down_again() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        erase_person(town.coordinator, client.person, at=LATER)
        with nothing_changes(town.id):
            with pytest.raises(NotThere):
                erase_person(town.coordinator, client.person, at=LATER)
            with pytest.raises(NotThere):
                change_contact(town.coordinator, client.person, Contact(family_name="Weber"), at=LATER)
            with pytest.raises(NotThere):
                make_need(town, client)


@pytest.mark.django_db
def test_a_login_that_still_opens_something_else_stays() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        email = amira.person.email
        give_role(system(town.id), email=email, display_name="Amira", role=Role.CLERK, at=MONDAY)
        erase_person(town.coordinator, amira.person, at=LATER)
    user = User.objects.get(email=email)
    assert user.is_active
    assert {one.role for one in user.memberships.filter(ended_at__isnull=True)} == {Role.CLERK}


@pytest.mark.django_db
def test_a_volunteer_of_two_towns_who_leaves_one_keeps_the_login_and_the_other() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with here.open():
        amira = make_volunteer(here)
    with there.open():
        contact = Contact(given_name="Amira", family_name="Haddad", email=amira.person.email)
        also = register_volunteer(there.coordinator, contact, at=MONDAY)
        also = move_volunteer(there.coordinator, also, "activate", at=MONDAY)
    with here.open():
        erase_person(here.coordinator, amira.person, at=LATER)
    with there.open():
        also = Volunteer.objects.select_related("person").get(pk=also.pk)
        assert also.person.family_name == "Haddad"
        assert also.person.user_id == amira.person.user_id
    assert User.objects.get(pk=amira.person.user_id).is_active


def test_no_token_is_left_in_a_dump_that_the_test_cannot_read(
    known: tuple[Town, Client, Volunteer], test_database: TestDatabase
) -> None:
    """The test above decrypts what it knows; whatever looks like a token elsewhere would slip through."""
    with test_database.owner() as owner:
        columns = owner.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'json')"
        ).fetchall()
        holding = {
            (table, column)
            for table, column in columns
            if owner.execute(f"SELECT 1 FROM {table} WHERE \"{column}\"::text LIKE '%v1:%:%' LIMIT 1").fetchone()  # noqa: S608
        }
    known_columns = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, Encrypted)
    }
    assert holding <= known_columns
    assert ("journal_detail", "told") in holding
