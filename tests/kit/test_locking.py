"""One row is locked, whatever else narrows the rows; what is asked for by number alone is put together once."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.people.models import Client, Person
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import NoScope
from tests.factories import make_client, make_town

pytestmark = pytest.mark.django_db


def test_the_row_is_locked_with_what_is_read_with_it() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        for _again in range(2):
            with CaptureQueriesContext(connection) as asked:
                found = lock(Client.objects.select_related("person"), pk=client.pk)
                assert found == client
                assert found.person.family_name == client.person.family_name
            assert len(asked) == 1
            assert asked[0]["sql"].endswith('FOR UPDATE OF "people_client"')


def test_what_is_not_read_is_read_later() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        assert lock(Person.objects.defer("street"), pk=client.person_id).get_deferred_fields() == {"street"}
        assert lock(Person.objects.all(), pk=client.person_id).get_deferred_fields() == set()


def test_a_condition_beside_the_number_counts() -> None:
    town = make_town()
    with town.open():
        person = make_client(town).person
        assert lock(Person.objects.filter(erased_at__isnull=True), pk=person.pk) == person
        with pytest.raises(Person.DoesNotExist):
            lock(Person.objects.filter(erased_at__isnull=False), pk=person.pk)
        with pytest.raises(Person.DoesNotExist):
            lock(Person._base_manager.filter(family_name="Niemand"), pk=person.pk)
        with pytest.raises(Person.DoesNotExist):
            lock(Person.objects.all(), pk=person.pk, family_name="Niemand")


def test_a_row_of_the_neighbour_is_not_there() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with there.open():
        person = make_client(there).person
        assert lock(Person.objects.all(), pk=person.pk) == person
    with here.open(), pytest.raises(Person.DoesNotExist):
        lock(Person.objects.all(), pk=person.pk)
    with pytest.raises(NoScope):
        lock(Person.objects.all(), pk=person.pk)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    town = make_town()
    with town.open():
        person = make_client(town).person
        monkeypatch.setattr(connection, "get_autocommit", lambda: True)
        with pytest.raises(transaction.TransactionManagementError):
            lock(Person.objects.all(), pk=person.pk)
