"""Tenants are set up once, partners belong to the town that lists them."""

from datetime import UTC, datetime, time

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import found_tenant, list_partner, switch_modules
from lotsenwerk.domain.organisations.models import Kind, Module, OpeningHours, Organisation
from lotsenwerk.domain.organisations.queries import is_open, organisation, partner, partners, tenants, this_organisation
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.tenancy import NoScope
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


def test_the_same_municipality_is_set_up_once() -> None:
    town = make_town()
    with pytest.raises(BadInput) as refused:
        found_tenant(municipality=Municipality.objects.get(ags="06431005"), at=MONDAY)
    assert "Bürstadt" in refused.value.sentence
    assert [one.id for one in tenants()] == [town.id]


def test_partners_of_the_same_name_are_two_and_stay_in_their_town() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with here.open():
        for _ in range(2):
            list_partner(here.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name="Edeka", at=MONDAY)
        own = list_partner(here.actor(Role.ADMINISTRATOR), kind=Kind.CLUB, name="Ärzteverein", at=MONDAY)
        assert [one.name for one in partners()] == ["Ärzteverein", "Edeka", "Edeka"]
        assert [one.name for one in partners(Kind.CLUB)] == ["Ärzteverein"]
        assert this_organisation().id == here.id
    with there.open():
        assert not partners().exists()
        with pytest.raises(NotThere):
            partner(own.id)
        with pytest.raises(NotThere):
            partner(here.id)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_partner_without_a_name_that_fits_is_refused(name: str) -> None:
    town = make_town()
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput) as refused:
        list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name=name, at=MONDAY)
    assert refused.value.field == "name"


@pytest.mark.parametrize("name", ["商店", "ß" * 120, "😀", "-"])
def test_a_partner_may_be_called_what_it_is_called(name: str) -> None:
    town = make_town()
    with town.open():
        assert list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name=name, at=MONDAY).name == name


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_the_administration_lists_partners_and_switches_modules(role: Role) -> None:
    town = make_town()
    with town.open(), nothing_changes(town.id):
        with pytest.raises(NotAllowed):
            list_partner(town.actor(role), kind=Kind.SHOP, name="Edeka", at=MONDAY)
        with pytest.raises(NotAllowed):
            switch_modules(town.actor(role), [Module.FUNDING], at=MONDAY)


def test_modules_are_kept_once_each_and_an_unknown_one_changes_nothing() -> None:
    town = make_town()
    administrator = town.actor(Role.ADMINISTRATOR)
    with town.open():
        changed = switch_modules(administrator, [Module.SHOPPING, Module.GUIDES, Module.SHOPPING], at=MONDAY)
        assert changed.modules == ["guides", "shopping"]
        with nothing_changes(town.id), pytest.raises(ValueError, match="zeppelins"):
            switch_modules(administrator, ["zeppelins"], at=MONDAY)  # type: ignore[list-item]


def test_an_organisation_that_is_not_there_and_a_scope_that_is_not_open() -> None:
    with pytest.raises(NotThere):
        organisation(4711)
    with pytest.raises(NoScope):
        partners()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 16, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 16, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 16, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 16, 17, 0, tzinfo=UTC), False),
        # In summer the same hours on the wall are an hour earlier by Greenwich.
        (datetime(2026, 7, 13, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 13, 16, 0, tzinfo=UTC), False),
    ],
)
def test_a_shop_is_open_by_the_clock_on_its_wall(at: datetime, expected: bool) -> None:
    town = make_town()
    with town.open():
        shop = list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name="Edeka", at=MONDAY)
    OpeningHours.objects.create(of=shop, weekday=0, opens=time(8), closes=time(18))
    assert is_open(Organisation.objects.get(pk=shop.pk), at) is expected
