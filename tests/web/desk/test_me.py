"""One's own place at the desk."""

from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Membership, Role, User
from tests.factories import MONDAY, Town, make_client
from tests.web.desk.conftest import LogIn, Unchanged, said


def test_the_language_goes_with_the_login(town: Town, coordinator: Browser) -> None:
    coordinator.post("/desk/me/language/", {"language": "de"})
    assert User.objects.get(pk=town.members["coordinator"].user_id).language == "de"
    assert "Anruf annehmen" in said(coordinator.get("/desk/"))


def test_a_language_nobody_knows_is_refused(town: Town, coordinator: Browser) -> None:
    coordinator.post("/desk/me/language/", {"language": "tlh"})
    assert User.objects.get(pk=town.members["coordinator"].user_id).language == "en"


def test_single_keys_are_off_wherever_one_logs_in(town: Town, coordinator: Browser, log_in: LogIn) -> None:
    coordinator.post("/look/shortcuts/", {"shortcuts": "off"})
    assert 'data-shortcuts="off"' in said(log_in(town).get("/desk/"))
    coordinator.post("/look/shortcuts/", {"shortcuts": "on"})
    assert 'data-shortcuts="off"' not in said(log_in(town).get("/desk/"))


def test_who_works_in_two_towns_changes_between_them(town: Town, neighbour: Town, coordinator: Browser) -> None:
    user_id = town.members["coordinator"].user_id
    Membership.objects.create(user_id=user_id, organisation_id=neighbour.id, role=Role.COORDINATOR, since=MONDAY)
    with neighbour.open():
        make_client(neighbour, family_name="Lampert")
    assert "Lampert, " not in said(coordinator.get("/desk/people/"))
    coordinator.post("/desk/me/town/", {"town": neighbour.id})
    assert "Lampert, " in said(coordinator.get("/desk/people/"))


def test_nobody_goes_to_a_town_where_she_does_not_work(
    town: Town, neighbour: Town, coordinator: Browser, unchanged: Unchanged
) -> None:
    with unchanged(neighbour):
        assert coordinator.post("/desk/me/town/", {"town": neighbour.id}).status_code == 404
    assert "Bürstadt" in said(coordinator.get("/desk/me/"))
