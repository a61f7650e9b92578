"""What every test may ask for: a database behind the wall, real commits, and the switch for the long ones."""

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.test.signals import setting_changed

from lotsenwerk.console import fresh_tables, translations
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.machine import chromium_path
from lotsenwerk.engines.funding.rules_file import guideline
from tests.database import TestDatabase, temporary_folder, test_server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run what takes minutes")
    parser.addoption("--only-database", action="store_true", help="leave out what asks no database")


def pytest_configure() -> None:
    """Let pages speak the languages as they are now; two texts that disagree have a test of their own."""
    with suppress(ConsoleError):
        translations.compile_all()
    # Django is set up before this and may have looked for a catalogue that a fresh clone did not have yet.
    setting_changed.send(sender=None, setting="LOCALE_PATHS", value=None, enter=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is not wanted or cannot be, and begin with those that wait for other programs.

    While they wait, the tests of another process have the machine for themselves; at the end everybody would wait for
    the last of them.
    """
    chromium = chromium_path()
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="runs with --long"))
        if item.get_closest_marker("browser") and chromium is None:
            item.add_marker(pytest.mark.skip(reason="needs Chromium (Debian: apt-get install chromium libatomic1)"))
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_database(item)])
        items[:] = [item for item in items if _asks_database(item)]
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


def _asks_database(item: pytest.Item) -> bool:
    """Whether the item uses the database of the tests, by its marker or by one of its fixtures."""
    fixtures = {"test_database", "django_db_setup", "db", "transactional_db", "live_server"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(
        getattr(item, "fixturenames", ())
    )


@pytest.fixture(autouse=True)
def rules_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test begins with rules that another one changed, and none asks for them by the clock."""
    from lotsenwerk.domain.rules import queries as rules

    monkeypatch.setattr(rules, "HEARD_FOR", 3600.0)
    rules.believe(guideline())


def pytest_collection_finish() -> None:
    """What was read until now stays until the end: no use in looking through it for rubbish again and again.

    Nor is it of use to look as often as Python does by itself: a test leaves little, and soon it is gone.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; tests that use it carry the marker ``browser``."""
    path = chromium_path()
    if path is None:
        pytest.skip("needs Chromium")
    return path


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A port that nobody listened at a moment ago."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find


@pytest.fixture(scope="session")
def laid(free_port: Callable[[], int]) -> Iterator[Path]:
    """State of a small demonstration that was laid and does not run, for those who copy it and start the copy."""
    from lotsenwerk.console.demonstration import SMALL
    from tests.console.conftest import run

    with temporary_folder() as state:
        done = run(state, "demo", "--only-data", "--port", str(free_port()), **{SMALL: "1"})
        assert done.returncode == 0, done.stderr
        yield state


@pytest.fixture(scope="session")
def test_database(request: pytest.FixtureRequest) -> Iterator[TestDatabase]:
    """The server, and the name of this process's own database on it."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    with test_server() as server:
        yield server.named(f"{server.name}_{worker}") if worker else server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(test_database: TestDatabase) -> None:
    """Point Django at the test database as its owner, who is about to migrate."""
    _log_in(test_database, test_database.owner_url)


@pytest.fixture(scope="session")
def django_db_setup(  # noqa: PLR0917  # each is a fixture, and pytest hands them over by name
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: "pytest.FixtureRequest",
    django_db_keepdb: bool,
    django_db_createdb: bool,
    test_database: TestDatabase,
) -> Iterator[None]:
    """Migrate as the owner; then everything, Django's own emptying of tables apart, happens as the app role."""
    from django.db import connections
    from django.test import TransactionTestCase
    from django.test.utils import setup_databases

    test_database.create(keep=django_db_keepdb and not django_db_createdb)
    connections.settings["default"]["TEST"]["NAME"] = test_database.name
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.settings["default"]["NAME"] = test_database.name
        fresh_tables.lay()
        setup_databases(verbosity=0, interactive=False, keepdb=True)
    connections.close_all()
    _log_in(test_database, test_database.app_url)

    reference = test_database.filled_tables()
    with pytest.MonkeyPatch.context() as patch:
        # Django empties tables with TRUNCATE, which the app role may not.
        patch.setattr(TransactionTestCase, "_fixture_teardown", _emptying(test_database, reference))
        yield
    connections.close_all()
    if not django_db_keepdb:
        test_database.drop()


def _emptying(database: TestDatabase, reference: set[str]) -> Callable[[object], None]:
    def empty(_case: object) -> None:
        database.empty(keep=reference)

    return empty


def _log_in(database: TestDatabase, url: str) -> None:
    from django.conf import settings
    from django.db import connections

    settings.DATABASE_APP_ROLE = database.app_role
    connections.settings["default"].update(database.settings_for(url))


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Real commits, for tests with several connections or threads; afterwards every table is empty again."""
