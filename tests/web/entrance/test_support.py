"""The operator's page."""

import pytest
from django.test import Client

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, SupportSession, User
from lotsenwerk.kit.actor import system
from tests.factories import MONDAY, make_client, make_town

pytestmark = pytest.mark.django_db
BACKEND = "lotsenwerk.domain.accounts.backends.Backend"


def session(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_the_operator_opens_a_town_sees_its_settings_and_none_of_its_people() -> None:
    home, other = make_town(), make_town("Lampertheim", "06431013")
    with home.open():
        member = give_role(
            system(home.id), email="betrieb@land.example", display_name="Betrieb", role=Role.OPERATOR, at=MONDAY
        )
    with other.open():
        person = make_client(other, family_name="Gernsheimer").person
    operator = session(member.user)
    assert operator.get("/arrive/").headers["Location"] == "/support/"
    assert operator.get("/desk/town/").status_code == 404

    short = operator.post("/support/", {"town": other.id, "reason": "kurz"})
    assert "Bitte sagen Sie in ein paar Worten" in short.content.decode()
    assert 'value="kurz"' in short.content.decode()
    assert SupportSession.objects.count() == 0

    opened = operator.post("/support/", {"town": other.id, "reason": "Hilfe bei den Rollen erbeten"})
    assert opened.headers["Location"] == "/desk/town/"
    assert "Lampertheim" in operator.get("/desk/town/").content.decode()
    assert operator.get(f"/desk/people/{person.id}/").status_code == 404
    assert "Gernsheimer" not in operator.get("/desk/town/journal/").content.decode()

    operator.post("/support/end/")
    assert operator.get("/desk/town/").status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.CLERK])
def test_for_everybody_else_there_is_nothing(role: Role) -> None:
    town = make_town()
    other = session(town.members[role].user)
    assert other.get("/support/").status_code == 404
    assert other.post("/support/", {"town": town.id, "reason": "Hilfe bei den Rollen"}).status_code == 404
    assert other.post("/support/end/").status_code == 404
    assert Client().get("/support/").status_code == 404
    assert SupportSession.objects.count() == 0


def test_a_town_that_does_not_exist_is_refused_at_its_field() -> None:
    town = make_town()
    with town.open():
        member = give_role(
            system(town.id), email="betrieb@land.example", display_name="Betrieb", role=Role.OPERATOR, at=MONDAY
        )
    answer = session(member.user).post("/support/", {"town": "999999", "reason": "Hilfe bei den Rollen erbeten"})
    assert answer.status_code == 200
    assert SupportSession.objects.count() == 0
