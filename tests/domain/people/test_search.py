"""People are found while the telephone is in one hand: by what was heard, not by what is written."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.people.actions.register import Access, Contact, change_contact, register_client
from lotsenwerk.domain.people.models import Relation, SearchKey
from lotsenwerk.domain.people.queries import find_people, likely_same, person_for
from tests.factories import MONDAY, Town, make_town

pytestmark = pytest.mark.django_db

PEOPLE = (
    Contact(given_name="Jürgen", family_name="Müller", street="Mainstraße", house_number="3", phone="06206 5550111"),
    Contact(given_name="Anna", family_name="Möller", street="Rheinstraße", mobile="0171 5550122"),
    Contact(given_name="Eva", family_name="Meier", street="Nibelungenstraße", phone="06206 5550133"),
    Contact(given_name="Karl", family_name="Mayer", street="Bahnhofstraße"),
    Contact(given_name="Erna", family_name="Weber-Kolb", street="Mainstraße", house_number="12"),
    Contact(given_name="Şükrü", family_name="Yıldız", street="Am Ring"),
    Contact(given_name="محمد", family_name="الخطيب"),
    Contact(given_name="Олена", family_name="Бондаренко"),
)


@pytest.fixture
def town() -> Town:
    town = make_town()
    with town.open():
        for contact in PEOPLE:
            is_trusting = contact.family_name == "Meier"
            access = Access("", "Tochter Sabine Kolb", "0171 5550177") if is_trusting else Access()
            register_client(town.coordinator, contact, access=access, at=MONDAY)
    return town


def found(town: Town, typed: str) -> list[str]:
    with town.open():
        return [one.person.family_name for one in find_people(town.coordinator, typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "Müller",
        "Mueller",
        "Muller",
        "müller",
        "MÜLLER",
        "Mül",
        "mue",
        "Jürgen Müller",
        "müller jürgen",
        "  Müller  ",
        "Mu\u0308ller",
        "Müller\u200f",
        "\u202eMüller",
    ],
)
def test_mueller_is_found_however_he_is_written(town: Town, typed: str) -> None:
    assert found(town, typed)[0] == "Müller"


@pytest.mark.parametrize("typed", ["Miller", "Müler", "Mülller", "Mülelr", "Müllor"])
def test_what_sounds_or_looks_alike_is_found_and_marked(town: Town, typed: str) -> None:
    with town.open():
        hits = {one.person.family_name: one.is_alike for one in find_people(town.coordinator, typed)}
    assert hits["Müller"] is True


def test_who_is_meant_stands_before_who_only_sounds_alike(town: Town) -> None:
    names = found(town, "Meier")
    assert names[0] == "Meier"
    assert "Mayer" in names[1:]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kolb", "Weber-Kolb"),
        ("weber kolb", "Weber-Kolb"),
        ("Yildiz", "Yıldız"),
        ("Sükrü", "Yıldız"),
        ("محمد", "الخطيب"),
        ("Бондар", "Бондаренко"),
    ],
)
def test_names_of_every_script_and_both_parts_of_a_double_name_are_found(town: Town, typed: str, name: str) -> None:
    assert name in found(town, typed)


@pytest.mark.parametrize("typed", ["Mainstr.", "Mainstraße", "mainstrasse", "Main"])
def test_everybody_of_a_street_is_found_in_the_order_of_names(town: Town, typed: str) -> None:
    assert [name for name in found(town, typed) if name in {"Müller", "Weber-Kolb"}] == ["Müller", "Weber-Kolb"]


def test_name_and_street_together_mean_one(town: Town) -> None:
    assert found(town, "Müller Mainstr.") == ["Müller"]
    # Möller lives there, and sounds alike; Müller does not.
    assert found(town, "Müller Rheinstr.") == ["Möller"]
    assert found(town, "Müller Bahnhofstr.") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("0111", "Müller"),
        ("5550111", "Müller"),
        ("06206 5550111", "Müller"),
        ("+49 6206 5550111", "Müller"),
        ("0122", "Möller"),
    ],
)
def test_the_last_digits_of_her_number_find_her(town: Town, typed: str, name: str) -> None:
    assert found(town, typed) == [name]


@pytest.mark.parametrize("typed", ["5550177", "0177", "Kolb", "Sabine"])
def test_a_daughter_is_found_by_her_own_name_and_number_and_the_answer_says_whose_she_is(
    town: Town, typed: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with town.open(), django_assert_max_num_queries(2):
        [daughter] = [one for one in find_people(town.coordinator, typed) if one.contact_of]
        [told] = daughter.contact_of
        assert (told.relation, told.client.person.family_name) == (Relation.DAUGHTER, "Meier")
    with town.open(), django_assert_max_num_queries(1):
        assert not find_people(town.coordinator, "Müller")[0].contact_of


@pytest.mark.parametrize(
    "typed", ["", "   ", "\t\n", "😀", "😀😀 👩‍🦳", "-", "...", "%", "_", "'", "\\", "\u200f\u202e"]
)
def test_nothing_that_can_be_searched_finds_nobody(town: Town, typed: str) -> None:
    assert found(town, typed) == []


@pytest.mark.parametrize("typed", ["M" * 10_000, "Müller " * 2_000, "1" * 10_000, "ü" * 10_000, "'; DROP TABLE x; --"])
def test_whatever_is_pasted_into_the_box_is_answered(town: Town, typed: str) -> None:
    assert len(found(town, typed)) <= len(PEOPLE)


def test_a_search_answers_at_most_so_many(town: Town) -> None:
    with town.open():
        assert len(find_people(town.coordinator, "M", most=2)) == 2


def test_the_search_follows_when_a_name_or_a_number_changes(town: Town) -> None:
    with town.open():
        hit = find_people(town.coordinator, "Möller")[0]
        before = SearchKey.objects.count()
        person = person_for(town.coordinator, hit.person.id)
        change_contact(town.coordinator, person, Contact(family_name="Neumann", phone="06206 5550144"), at=MONDAY)
        assert SearchKey.objects.count() < before + 10
    assert "Möller" not in found(town, "Möller")
    assert found(town, "0122") == []
    assert found(town, "Neumann") == found(town, "0144") == ["Neumann"]


def test_the_other_towns_people_are_never_found(town: Town) -> None:
    there = make_town("Lampertheim", "06431013")
    with there.open():
        register_client(there.coordinator, Contact(family_name="Müller", phone="06206 5550111"), at=MONDAY)
        assert len(find_people(there.coordinator, "Müller")) == 1
        assert len(find_people(there.coordinator, "0111")) == 1
    assert found(town, "0111") == ["Müller"]


@pytest.mark.parametrize("role", [role for role in Role.values if role not in {Role.COORDINATOR, Role.ASSISTANT}])
def test_who_may_not_see_people_finds_nobody(town: Town, role: str) -> None:
    with town.open():
        assert find_people(town.actor(role, person_id=1), "Müller") == []


def test_no_digit_of_a_number_stands_in_the_keys(town: Town) -> None:
    with town.open():
        assert not [key for key in SearchKey.objects.values_list("key", flat=True) if "5550" in key or "0111" in key]


def test_who_is_entered_a_second_time_is_shown_first(town: Town) -> None:
    with town.open():
        same = likely_same(town.coordinator, phone="06206-5550111", given_name="Ernst", family_name="Ganzanders")
        assert [one.person.family_name for one in same] == ["Müller"]
        assert likely_same(town.coordinator, given_name="Jürgen", family_name="Muller")[0].person.given_name == "Jürgen"
