"""The scope lives as long as its transaction, on pooled connections too."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, connections, transaction

from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.tenancy import tenant
from tests.factories import Town, make_client, make_town


def open_town() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.org', true), '')")
        return str(cursor.fetchone()[0])


def test_the_scope_does_not_survive_its_transaction(committed: None) -> None:
    town = make_town()
    with town.open():
        assert open_town() == str(town.id)
    assert open_town() == ""
    with pytest.raises(ZeroDivisionError), town.open():
        raise ZeroDivisionError
    assert open_town() == ""


def test_the_scope_ends_where_an_outer_transaction_goes_on(committed: None) -> None:
    town = make_town()
    with transaction.atomic():
        with town.open():
            assert open_town() == str(town.id)
        assert open_town() == ""


@pytest.fixture
def pool(committed: None) -> Iterator[None]:
    """Connections that are handed from thread to thread, as the web server does."""
    options = connections.settings["default"]["OPTIONS"]
    connections.close_all()
    options["pool"] = {"min_size": 2, "max_size": 4, "timeout": 10}
    connection.settings_dict["OPTIONS"]["pool"] = options["pool"]
    yield
    connections.close_all()
    connection.close_pool()
    options.pop("pool", None)
    connection.settings_dict["OPTIONS"].pop("pool", None)


def test_no_row_crosses_on_pooled_connections_under_threads(pool: None) -> None:
    towns = {"Weber": make_town(), "Kraus": make_town("Lampertheim", "06431013")}
    for name, town in towns.items():
        with town.open():
            make_client(town, family_name=name)
    connections.close_all()

    def visits(number: int) -> list[str]:
        faults = []
        for turn in range(50):
            name = ("Weber", "Kraus")[(number + turn) % 2]
            seen = look(towns[name], fails=turn % 7 == 0)
            if seen != {name, "Tochter"}:  # whom she trusts is called alike in both towns
                faults.append(f"{name} saw {seen}")
            if Person._base_manager.count():
                faults.append("rows without a scope")
            connections.close_all()
        return faults

    with ThreadPoolExecutor(8) as threads:
        assert [fault for faults in threads.map(visits, range(8)) for fault in faults] == []


def look(town: Town, *, fails: bool) -> set[str]:
    """Names that somebody sees in a town without the manager's filter; now and then a view fails after its look."""
    seen: set[str] = set()
    with suppress(ZeroDivisionError), tenant(town.id):
        seen |= set(Person._base_manager.values_list("family_name", flat=True))
        if fails:
            raise ZeroDivisionError
    return seen
