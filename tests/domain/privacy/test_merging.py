"""One human being was entered twice: two rows become one, in every room, and nothing is lost."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.utils import translation

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Confirmation, Need, Offer, OfferState
from lotsenwerk.domain.journal.models import Detail, Line
from lotsenwerk.domain.journal.queries import lines_about, persons_in_one
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.actions.contacts import add_contact
from lotsenwerk.domain.people.actions.pairs import add_veto, give_standing_yes
from lotsenwerk.domain.people.actions.register import Access, Contact, register_client, register_volunteer
from lotsenwerk.domain.people.actions.suitability import see_fact, set_other_hours
from lotsenwerk.domain.people.models import (
    Client,
    ContactPerson,
    FactKind,
    Person,
    Side,
    StandingYes,
    SuitabilityFact,
    Veto,
    Volunteer,
)
from lotsenwerk.domain.people.queries import duplicates_of, find_people
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.domain.privacy.actions.merge_people import merge_people
from lotsenwerk.domain.privacy.queries import everything_about
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=3)
FROZEN = {Confirmation}
"""What is never rewritten: the second row of a volunteer stays as a figure for it."""


def rows_that_point_at(person: Person) -> set[str]:
    """``Model.field`` of everything that still belongs to a person who is none any more."""
    keys = {Person: [person.pk], Client: [], Volunteer: []}
    for model in (Client, Volunteer):
        keys[model] = list(model.objects.filter(person=person).values_list("pk", flat=True))
    return {
        f"{model.__name__}.{key.name}"
        for model in apps.get_models()
        if hasattr(model, "organisation_id") and model not in FROZEN | {Client, Volunteer}
        for key in model._meta.local_fields
        if isinstance(key, ForeignKey)
        and key.related_model in keys
        and model.objects.filter(**{f"{key.name}__in": keys[key.related_model]}).exists()
    }


def two_clients(town: Town) -> tuple[Client, Client]:
    """The same Mrs Weber, once by her own call and once by her daughter's."""
    one, other = make_client(town), make_client(town, given_name="Ernna")
    return one, other


@pytest.mark.parametrize("keeps_first", [True, False])
def test_two_clients_become_one_with_all_that_was_asked_for_and_all_whom_she_trusts(keeps_first: bool) -> None:
    town = make_town()
    with town.open():
        pair = two_clients(town)
        amira, vera = make_volunteer(town), make_volunteer(town, given_name="Vera")
        needs = {make_need(town, one).pk for one in pair}
        make_offer(town.coordinator, make_need(town, pair[1]), volunteer=amira, at=MONDAY)
        for one in pair:
            add_veto(town.coordinator, one, vera, said_by=Side.CLIENT, at=MONDAY)
            give_standing_yes(town.coordinator, one, amira, at=MONDAY)
        note_absence(town.coordinator, pair[1].person, first_day=date(2026, 12, 1), at=MONDAY)
        kept, gone = pair if keeps_first else pair[::-1]
        number = gone.person.phone
        merged = merge_people(town.coordinator, kept.person, gone.person, at=LATER)
        assert {need.pk for need in Need.objects.filter(client=kept)} >= needs
        assert Veto.objects.get().client == kept
        assert StandingYes.objects.get().client == kept
        assert ContactPerson.objects.filter(client=kept).count() == 2
        assert number in {merged.phone, merged.mobile}
        assert rows_that_point_at(gone.person) == set()
        assert [one.person.id for one in find_people(town.coordinator, number)] == [kept.person_id]
        with pytest.raises(NotThere):
            erase_person(town.coordinator, gone.person, at=LATER)


@pytest.mark.parametrize("keeps_first", [True, False])
def test_two_volunteers_become_one_with_hours_languages_facts_visits_and_letters(keeps_first: bool) -> None:
    town = make_town()
    with town.open():
        desk, client = town.coordinator, make_client(town)
        amira = make_volunteer(town)
        again = register_volunteer(
            desk, Contact(given_name="Amira", family_name="Hadad"), languages=[("fra", "A2")], at=MONDAY
        )
        Volunteer.objects.filter(pk=again.pk).update(status="active")
        again.refresh_from_db()
        for one in (amira, again):
            see_fact(desk, one, kind=FactKind.INTRODUCED, seen_on=MONDAY.date(), at=MONDAY)
            day = MONDAY.date() + timedelta(days=9)
            set_other_hours(desk, one, on=day, begins=time(18), ends=time(19), is_free=True, at=MONDAY)
            make_offer(desk, make_need(town, client), volunteer=one, at=MONDAY)
        shared = make_need(town, client)
        for one in (amira, again):
            make_offer(desk, shared, volunteer=one, at=MONDAY)
        kept, gone = (amira, again) if keeps_first else (again, amira)
        merged = merge_people(desk, kept.person, gone.person, at=LATER)
        helper = Volunteer.objects.get(person=merged)
        assert (helper.status, merged.user_id) == ("active", amira.person.user_id)
        assert merged.email == amira.person.email
        assert {skill.language for skill in merged.languages.all()} == {"ara", "deu", "fra"}
        assert SuitabilityFact.objects.get().volunteer == helper
        assert Offer.objects.filter(need=shared, state=OfferState.OPEN).count() == 1
        assert not Offer.objects.exclude(volunteer=helper).exists()
        assert not Letter.objects.exclude(to=merged).exists()
        assert rows_that_point_at(gone.person) == set()


@pytest.mark.parametrize("keeps_client", [True, False])
def test_who_is_helped_and_who_helps_become_one_person_who_does_both(keeps_client: bool) -> None:
    town = make_town()
    with town.open():
        client, amira = make_client(town), make_volunteer(town, given_name="Erna", family_name="Weber")
        add_veto(town.coordinator, client, amira, said_by=Side.DESK, at=MONDAY)
        add_contact(town.coordinator, client, Contact(), person=amira.person, at=MONDAY)
        need = make_need(town, client)
        kept, gone = (client.person, amira.person) if keeps_client else (amira.person, client.person)
        merged = merge_people(town.coordinator, kept, gone, at=LATER)
        assert (merged.client.pk, merged.volunteer.pk) == (client.pk, amira.pk)
        assert Need.objects.get().pk == need.pk
        assert not Veto.objects.exists()
        assert {one.person_id for one in ContactPerson.objects.all()}.isdisjoint({kept.pk, gone.pk})
        assert rows_that_point_at(gone) == set()


def test_the_journal_is_not_rewritten_and_still_tells_what_was_done_under_both_ids() -> None:
    town = make_town()
    with town.open():
        one, other = two_clients(town)
        before = list(Line.objects.order_by("id").values_list("id", "about_person_id", "digest"))
        merge_people(town.coordinator, one.person, other.person, at=LATER)
        assert list(Line.objects.order_by("id").values_list("id", "about_person_id", "digest"))[:-1] == before
        assert persons_in_one(one.person_id) == {one.person_id, other.person_id}
        assert {line.verb for line in lines_about(one.person_id)} >= {"merge_people", "register_client"}
        lines = everything_about(town.coordinator, one.person_id)["journal"]["lines"]  # type: ignore[index]
        assert [line["verb"] for line in lines].count("register_client") == 2


def test_who_was_merged_and_is_forgotten_is_forgotten_under_both_ids() -> None:
    town = make_town()
    with town.open():
        one, other = two_clients(town)
        both = [one.person_id, other.person_id]
        assert Detail.objects.filter(line__about_person_id__in=both).count() == 2
        merge_people(town.coordinator, one.person, other.person, at=LATER)
        erase_person(town.coordinator, one.person, at=LATER)
        assert not Detail.objects.filter(line__about_person_id__in=both).exists()


def test_a_merge_that_would_put_her_in_two_places_is_refused_and_changes_nothing() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        helpers = [make_volunteer(town), make_volunteer(town)]
        Person.objects.filter(pk=helpers[1].person_id).update(user=None)
        for helper in helpers:
            offer = make_offer(town.coordinator, make_need(town, client), volunteer=helper, at=MONDAY)
            accept_offer(town.coordinator, offer, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(Refused) as refused:
            merge_people(town.coordinator, helpers[0].person, helpers[1].person, at=LATER)
        with translation.override("en"):
            assert "at the same time" in refused.value.sentence


def test_two_who_both_log_in_are_not_merged_and_nothing_changes() -> None:
    town = make_town()
    with town.open():
        one, other = make_volunteer(town), make_volunteer(town)
        with nothing_changes(town.id), pytest.raises(Refused) as refused:
            merge_people(town.coordinator, one.person, other.person, at=LATER)
        with translation.override("en"):
            assert "e-mail address" in refused.value.sentence


def test_nobody_is_merged_with_herself_with_somebody_forgotten_or_of_another_town() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with there.open():
        foreign = make_client(there)
    with here.open():
        one, other = two_clients(here)
        with nothing_changes(here.id):
            with pytest.raises(BadInput):
                merge_people(here.coordinator, one.person, one.person, at=LATER)
            with pytest.raises(NotThere):
                merge_people(here.coordinator, one.person, foreign.person, at=LATER)
            with pytest.raises(NotThere):
                merge_people(here.coordinator, foreign.person, one.person, at=LATER)
        erase_person(here.coordinator, other.person, at=LATER)
        with nothing_changes(here.id), pytest.raises(NotThere):
            merge_people(here.coordinator, one.person, other.person, at=LATER)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.COORDINATOR])
def test_only_a_coordinator_merges(role: str) -> None:
    town = make_town()
    with town.open():
        one, other = two_clients(town)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            merge_people(town.actor(role), one.person, other.person, at=LATER)


# --- who looks like a duplicate ---------------------------------------------------------------------------------------


def enter(town: Town, given: str, family: str, phone: str = "") -> Person:
    contact = Contact(given_name=given, family_name=family, phone=phone)
    return register_client(town.coordinator, contact, access=Access(), at=MONDAY).person


@pytest.mark.parametrize(
    ("given", "family", "phone", "is_alike"),
    [
        ("Erna", "Weber", "", True),
        ("Ernna", "Wehber", "", True),
        ("Erna", "Kolb", "06206 5550111", True),
        ("Karl", "Weber", "06206 5550111", False),
        ("Erna", "Kolb", "06206 5550112", False),
        ("Karl", "Weber", "", False),
    ],
)
def test_who_sounds_alike_or_shares_number_and_given_name_may_be_the_same(
    given: str, family: str, phone: str, is_alike: bool
) -> None:
    town = make_town()
    with town.open():
        erna = enter(town, "Erna", "Weber", "06206 5550111")
        other = enter(town, given, family, phone)
        assert duplicates_of(town.coordinator, erna) == ([other] if is_alike else [])
        assert duplicates_of(town.coordinator, other) == ([erna] if is_alike else [])
        assert duplicates_of(town.actor("clerk"), erna) == []
