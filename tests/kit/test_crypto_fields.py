from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test import override_settings
from django.test.utils import isolate_apps

from lotsenwerk.domain.people.models import Client, ContactPerson, Person
from lotsenwerk.kit.crypto import KeyMissing, Unreadable, current_prefix, decrypt
from lotsenwerk.kit.fields import (
    EncryptedJSONField,
    EncryptedTextField,
    encrypted_fields,
    rotate,
    rows_with_old_keys,
    stored_token,
)
from lotsenwerk.kit.tenancy import NoScope, tenant
from tests.database import TestDatabase
from tests.factories import Town, make_client, make_town

OLD, NEW = ("2024", b"o" * 32), ("2025", b"n" * 32)
only_old = override_settings(FIELD_KEYS=[OLD])
new_first = override_settings(FIELD_KEYS=[NEW, OLD])
only_new = override_settings(FIELD_KEYS=[NEW])


def raw(person: Person, column: str = "phone") -> str | None:
    """What lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.pk])  # noqa: S608
        row = cursor.fetchone()
    assert row is not None
    stored: str | None = row[0]
    return stored


# What the fields are, without a database


def test_purpose_is_the_name_of_the_column_or_the_one_given() -> None:
    with isolate_apps("lotsenwerk.kit"):

        class Note(models.Model):
            text = EncryptedTextField()
            renamed = EncryptedTextField(purpose="kit.note.former", null=True)

            class Meta:
                app_label = "kit"

    purposes = {field.name: field.purpose for field in Note._meta.fields if isinstance(field, EncryptedTextField)}
    assert purposes == {"text": "kit.note.text", "renamed": "kit.note.former"}


@pytest.mark.parametrize("kind", [EncryptedTextField, EncryptedJSONField])
def test_migration_knows_how_to_make_the_field_again(kind: Any) -> None:
    _name, path, args, kwargs = kind(null=True, purpose="kit.note.former").deconstruct()
    assert path == f"lotsenwerk.kit.fields.{kind.__name__}"
    assert (args, kwargs) == ([], {"null": True, "purpose": "kit.note.former"})
    assert "purpose" not in kind().deconstruct()[3]
    assert kind().db_type(connection) == "text"


@pytest.mark.parametrize("wrong", [{"unique": True}, {"db_index": True}, {"primary_key": True}])
def test_encrypted_field_that_is_a_key_or_indexed_is_refused_by_the_checks(wrong: dict[str, bool]) -> None:
    with isolate_apps("lotsenwerk.kit"):

        class Note(models.Model):
            text = EncryptedTextField(**wrong)

            class Meta:
                app_label = "kit"

        assert "kit.E001" in {problem.id for problem in Note._meta.get_field("text").check()}


def test_every_encrypted_column_is_listed_and_bound_to_its_own_name() -> None:
    purposes = [field.purpose for _, field in encrypted_fields()]
    assert "people.person.phone" in purposes
    assert len(set(purposes)) == len(purposes)


# In the database


def alone(town: Town, **names: str) -> Client:
    """A client whom nobody is entered for, so that she is the only person who was made."""
    client = make_client(town, **names)
    trusted = [contact.person_id for contact in ContactPerson.objects.filter(client=client)]
    ContactPerson.objects.filter(client=client).delete()
    Person.objects.filter(pk__in=trusted).delete()
    return client


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def erna(town: Town) -> Iterator[Person]:
    """A person with a phone number, inside the open scope of her town."""
    with tenant(town.id):
        client = alone(town)
        Person.objects.filter(pk=client.person_id).update(phone="+493023125001", mobile="")
        yield Person.objects.get(pk=client.person_id)


def test_value_lies_encrypted_and_comes_back_clear(erna: Person) -> None:
    stored = raw(erna)
    assert stored is not None
    assert stored.startswith(current_prefix())
    assert "23125" not in stored
    assert erna.phone == "+493023125001"
    assert Person.objects.values_list("phone", flat=True).get(pk=erna.pk) == "+493023125001"


def test_empty_stays_empty(erna: Person) -> None:
    assert raw(erna, "mobile") == ""
    assert erna.mobile == ""


def test_bulk_update_encrypts_too(erna: Person) -> None:
    erna.phone = "+493023125002"
    Person.objects.bulk_update([erna], ["phone"])
    stored = raw(erna)
    assert stored is not None
    assert decrypt(stored, "people.person.phone") == "+493023125002"


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in", "phone__gt", "phone__lower"])
def test_search_by_value_is_refused_with_a_sentence(erna: Person, lookup: str) -> None:
    with pytest.raises(FieldError, match=r"people\.person\.phone is encrypted"):
        Person.objects.filter(**{lookup: "+493023125001"}).first()


def test_null_can_be_asked_for(erna: Person) -> None:
    assert not Person.objects.filter(phone__isnull=True).exists()
    assert Person.objects.filter(phone__isnull=False).exists()


def test_token_copied_from_another_column_is_not_read(erna: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET email = phone WHERE id = %s", [erna.pk])
    with pytest.raises(Unreadable, match=r"people\.person\.email"):
        Person.objects.get(pk=erna.pk)


def test_raw_token_can_be_read(erna: Person) -> None:
    field = Person._meta.get_field("phone")
    assert isinstance(field, EncryptedTextField)
    token = Person.objects.annotate(token=stored_token(field)).values_list("token", flat=True).get(pk=erna.pk)
    assert token == raw(erna)


@pytest.mark.parametrize("value", [None, {}, [], 0, False, "", {"ä": [1, 2.5, None, "x"]}, {"on": date(2026, 1, 31)}])
def test_structure_comes_back_as_it_was(value: Any) -> None:
    field = EncryptedJSONField(purpose="kit.note.told", null=True)
    stored = field.get_prep_value(value)
    assert stored is None or stored.startswith(current_prefix())
    again = field.from_db_value(stored, models.F("told"), connection)  # type: ignore[arg-type]
    assert again == ({"on": "2026-01-31"} if isinstance(value, dict) and "on" in value else value)


# Change of keys


@pytest.fixture
def old_tokens(erna: Person) -> Person:
    """A person whose phone and mobile were encrypted with the key of last year."""
    with only_old:
        Person.objects.filter(pk=erna.pk).update(phone="+493023125001", email="erna@example.org", mobile="")
    return erna


def test_rotation_encrypts_anew_and_the_old_key_can_go(old_tokens: Person) -> None:
    with new_first:
        assert list(rows_with_old_keys(Person).values_list("pk", flat=True)) == [old_tokens.pk]
        assert rotate(Person) == 1
        assert rotate(Person) == 0
        assert not rows_with_old_keys(Person).exists()
    with only_new:
        person = Person.objects.only("phone", "email", "mobile").get(pk=old_tokens.pk)
        assert (person.phone, person.email, person.mobile) == ("+493023125001", "erna@example.org", "")
    assert raw(old_tokens, "mobile") == ""


def test_rotation_goes_in_batches(town: Town) -> None:
    with only_old, tenant(town.id):
        for number in range(3):
            alone(town, family_name=f"Weber {number}")
    with new_first, tenant(town.id):
        assert [rotate(Person, batch=2), rotate(Person, batch=2), rotate(Person, batch=2)] == [2, 1, 0]


def test_rotation_without_the_old_key_is_refused_and_changes_nothing(old_tokens: Person) -> None:
    before = raw(old_tokens)
    with only_new, pytest.raises(KeyMissing, match="2024"):
        rotate(Person)
    assert raw(old_tokens) == before


def test_rotation_stays_in_the_town_and_needs_a_scope(town: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    with only_old:
        for each in (town, other):
            with tenant(each.id):
                alone(each)
    with new_first:
        with tenant(town.id):
            assert rotate(Person) == 1
        with tenant(other.id):
            assert rows_with_old_keys(Person).count() == 1
        with pytest.raises(NoScope):
            rotate(Person)


def test_row_that_somebody_is_writing_is_passed_over(committed: None, test_database: TestDatabase) -> None:
    town = make_town()
    with only_old, tenant(town.id):
        locked = alone(town, family_name="Weber").person
        alone(town, family_name="Schulz")
    with test_database.owner() as somebody, new_first:
        somebody.execute("SELECT 1 FROM people_person WHERE id = %s FOR UPDATE", [locked.pk])
        with tenant(town.id):
            assert rotate(Person) == 1
            assert [person.family_name for person in rows_with_old_keys(Person)] == ["Weber"]
        somebody.rollback()
        with tenant(town.id):
            assert rotate(Person) == 1


def test_model_without_encrypted_columns_has_nothing_to_rotate() -> None:
    from lotsenwerk.domain.places.models import County

    assert rotate(County) == 0


def test_field_key_is_not_needed_for_an_unread_column(old_tokens: Person) -> None:
    with only_new:
        assert Person.objects.only("family_name").get(pk=old_tokens.pk).family_name == "Weber"
