"""The operator opens one town for half an hour, and the town can read it."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.actions.support import OPEN_FOR, close_support, open_support
from lotsenwerk.domain.accounts.models import Role, SupportSession, User
from lotsenwerk.domain.accounts.queries import open_support_sessions, visits_of
from lotsenwerk.domain.journal.queries import newest_lines
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import BadInput, NotAllowed
from tests.factories import MONDAY, Town, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
WHY = "Die Kommune bittet um Hilfe bei den Rollen."


@pytest.fixture
def towns() -> tuple[Town, Town]:
    return make_town(), make_town("Lampertheim", "06431013")


@pytest.fixture
def operator(towns: tuple[Town, Town]) -> User:
    home, _ = towns
    with home.open():
        given = give_role(
            system(home.id), email="betrieb@land.example", display_name="Betrieb", role=Role.OPERATOR, at=MONDAY
        )
    return given.user


def test_the_operator_sees_no_town_before_she_opens_one(operator: User, towns: tuple[Town, Town]) -> None:
    home, other = towns
    assert visits_of(operator) == {home.id: (home.organisation.name, frozenset({Role.OPERATOR}))}
    assert other.id not in visits_of(operator)


def test_an_opened_town_is_open_as_its_administration_and_says_so_in_its_record(
    operator: User, towns: tuple[Town, Town]
) -> None:
    _, other = towns
    now = clock.now()
    open_support(operator, other.organisation, reason=WHY, at=now)
    assert visits_of(operator)[other.id][1] == {Role.ADMINISTRATOR}
    with other.open():
        line = newest_lines(most=1)[0]
        told = line.detail.told
    assert (line.verb, line.user_id, told) == ("open_support", operator.pk, {"reason": WHY})


def test_after_half_an_hour_the_town_is_closed_by_itself(operator: User, towns: tuple[Town, Town]) -> None:
    _, other = towns
    begun = clock.now() - OPEN_FOR - timedelta(seconds=1)
    open_support(operator, other.organisation, reason=WHY, at=begun)
    assert other.id not in visits_of(operator)
    assert open_support_sessions(operator.pk, clock.now()) == []


def test_closing_closes_at_once_and_is_recorded(operator: User, towns: tuple[Town, Town]) -> None:
    _, other = towns
    now = clock.now()
    open_support(operator, other.organisation, reason=WHY, at=now)
    assert close_support(operator, at=now + timedelta(seconds=1)) == 1
    assert open_support_sessions(operator.pk, now + timedelta(seconds=2)) == []
    with other.open():
        assert newest_lines(most=1)[0].verb == "close_support"
    assert close_support(operator, at=now + timedelta(seconds=3)) == 0


def test_opening_twice_opens_once(operator: User, towns: tuple[Town, Town]) -> None:
    _, other = towns
    now = clock.now()
    first = open_support(operator, other.organisation, reason=WHY, at=now)
    assert open_support(operator, other.organisation, reason=WHY, at=now) == first
    assert SupportSession.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "kurz", "x" * 201])
def test_a_town_is_not_opened_without_a_reason_that_it_can_read(
    operator: User, towns: tuple[Town, Town], reason: str
) -> None:
    _, other = towns
    with nothing_changes(other.id), pytest.raises(BadInput) as refused:
        open_support(operator, other.organisation, reason=reason, at=MONDAY)
    assert refused.value.field == "reason"
    assert SupportSession.objects.count() == 0


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.STATE_VIEWER])
def test_nobody_else_opens_a_town(towns: tuple[Town, Town], role: Role) -> None:
    here, other = towns
    user = here.members[role].user
    with nothing_changes(other.id), pytest.raises(NotAllowed):
        open_support(user, other.organisation, reason=WHY, at=MONDAY)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.STATE_VIEWER])
def test_no_town_gives_a_role_that_reaches_beyond_it(towns: tuple[Town, Town], role: Role) -> None:
    here, _ = towns
    with here.open(), nothing_changes(here.id), pytest.raises(NotAllowed):
        give_role(here.actor("administrator"), email="x@y.example", display_name="X", role=role, at=MONDAY)
