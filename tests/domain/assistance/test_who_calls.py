"""Who calls for whom, and whose money it is."""

from datetime import timedelta
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import MoneyFrom, Need, NeedKind
from lotsenwerk.domain.people.models import Client, ContactPerson
from lotsenwerk.kit.errors import BadInput
from tests.factories import MONDAY, Town, make_client, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


def asked(town: Town, client: Client, **facts: Any) -> Need:
    begin = MONDAY + timedelta(days=1)
    window = {"earliest": begin, "latest": begin + timedelta(hours=2), "at": MONDAY}
    return take_in(town.coordinator, client=client, kind=NeedKind.ERRAND, **window, **facts)


def test_her_daughter_calls_for_her_and_the_float_pays() -> None:
    town = make_town()
    with town.open():
        client, daughter = make_client(town), make_client(town, given_name="Jutta").person
        ContactPerson.objects.create(client=client, person=daughter, added_at=MONDAY)
        need = asked(town, client, caller=daughter, money=MoneyFrom.FLOAT)
        assert (need.caller, need.money, need.client) == (daughter, MoneyFrom.FLOAT, client)


def test_who_calls_for_herself_is_not_named_twice() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        assert asked(town, client, caller=client.person).caller is None


def test_a_stranger_does_not_call_for_her() -> None:
    town = make_town()
    with town.open():
        client, stranger = make_client(town), make_client(town, family_name="Kolb").person
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            asked(town, client, caller=stranger)
    assert refused.value.field == "caller"
