"""Roles are given and ended by the administration, and somebody always looks after the town."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from lotsenwerk.domain.accounts.actions.forget import forget_login
from lotsenwerk.domain.accounts.actions.membership import end_role, give_role
from lotsenwerk.domain.accounts.actions.preferences import set_language, set_single_keys
from lotsenwerk.domain.accounts.backends import Backend
from lotsenwerk.domain.accounts.models import DESK_ROLES, STAFF_ROLES, Membership, Role, User
from lotsenwerk.domain.accounts.permissions import may_manage_members, may_work_at_desk
from lotsenwerk.domain.accounts.queries import members_of, organisations_of, roles_in, user_by_email, visits_of
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused
from tests.factories import MONDAY, Town, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)


def give(town: Town, **facts: object) -> Membership:
    known = {"email": "neu@example.org", "display_name": "Neu", "role": Role.CLERK, "at": MONDAY}
    return give_role(town.actor(Role.ADMINISTRATOR), **(known | facts))  # type: ignore[arg-type]


def test_a_login_is_made_once_for_an_address_however_it_is_written() -> None:
    town = make_town()
    with town.open():
        first = give(town)
        second = give(town, email="  NEU@Example.org ", role=Role.COORDINATOR, display_name="Anders")
    assert first.user_id == second.user_id
    assert user_by_email("neu@EXAMPLE.org") == first.user
    assert first.user.display_name == "Neu"
    assert not first.user.has_usable_password()
    assert roles_in(first.user_id, town.id) == {Role.CLERK, Role.COORDINATOR}


def test_the_same_role_twice_is_refused_and_changes_nothing() -> None:
    town = make_town()
    with town.open():
        given = give(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            give(town)
        assert refused.value.field == "role"
        end_role(town.actor(Role.ADMINISTRATOR), given.id, at=LATER)
        assert give(town, at=LATER).id != given.id


@pytest.mark.parametrize("email", ["", "neu", "neu.example.org"])
def test_what_is_no_address_is_refused_at_its_field(email: str) -> None:
    town = make_town()
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput) as refused:
        give(town, email=email)
    assert refused.value.field == "email"
    assert not User.objects.filter(email=email).exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_the_administration_gives_and_ends_roles(role: Role) -> None:
    town = make_town()
    actor = town.actor(role)
    with town.open(), nothing_changes(town.id):
        with pytest.raises(NotAllowed):
            give_role(actor, email="neu@example.org", display_name="Neu", role=Role.ADMINISTRATOR, at=MONDAY)
        with pytest.raises(NotAllowed):
            end_role(actor, town.members[Role.ADMINISTRATOR].id, at=MONDAY)
    assert user_by_email("neu@example.org") is None


def test_the_last_administrator_stays_and_the_last_but_one_may_go() -> None:
    town = make_town()
    administrator = town.actor(Role.ADMINISTRATOR)
    first = town.members[Role.ADMINISTRATOR]
    with town.open():
        with nothing_changes(town.id), pytest.raises(Refused):
            end_role(administrator, first.id, at=LATER)
        give(town, role=Role.ADMINISTRATOR)
        end_role(administrator, first.id, at=LATER)
    assert roles_in(first.user_id, town.id) == frozenset()
    assert members_of(town.id).filter(role=Role.ADMINISTRATOR).count() == 1


def test_a_role_of_the_other_town_is_not_there() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with here.open(), nothing_changes(here.id), pytest.raises(NotThere):
        end_role(here.actor(Role.ADMINISTRATOR), there.members[Role.CLERK].id, at=LATER)
    assert roles_in(there.members[Role.CLERK].user_id, there.id) == {Role.CLERK}


def test_a_role_that_has_ended_cannot_be_ended_again() -> None:
    town = make_town()
    with town.open():
        end_role(town.actor(Role.ADMINISTRATOR), town.members[Role.CLERK].id, at=LATER)
        with nothing_changes(town.id), pytest.raises(NotThere):
            end_role(town.actor(Role.ADMINISTRATOR), town.members[Role.CLERK].id, at=LATER)


def test_who_speaks_for_a_partner_speaks_for_one_of_this_town() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with there.open():
        foreign = list_partner(there.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name="Markt", at=MONDAY)
    with here.open():
        own = list_partner(here.actor(Role.ADMINISTRATOR), kind=Kind.FOOD_BANK, name="Tafel", at=MONDAY)
        assert give(here, role=Role.PARTNER, partner_id=own.id).partner_id == own.id
        with nothing_changes(here.id), pytest.raises(NotThere):
            give(here, email="zwei@example.org", role=Role.PARTNER, partner_id=foreign.id)


def test_a_partners_role_without_a_partner_and_a_partner_without_pages_are_refused() -> None:
    here = make_town()
    with here.open():
        office = list_partner(here.actor(Role.ADMINISTRATOR), kind=Kind.AUTHORITY, name="Amt", at=MONDAY)
        bank = list_partner(here.actor(Role.ADMINISTRATOR), kind=Kind.FOOD_BANK, name="Tafel", at=MONDAY)
        for role, partner_id in ((Role.PARTNER, None), (Role.PARTNER, office.id), (Role.CLERK, bank.id)):
            with nothing_changes(here.id), pytest.raises(BadInput) as refused:
                give(here, role=role, partner_id=partner_id)
            assert refused.value.field == "role"


def test_an_institution_of_which_it_is_known_that_it_has_pages_gets_members() -> None:
    here = make_town()
    with here.open():
        kita = list_partner(here.actor(Role.ADMINISTRATOR), kind=Kind.AUTHORITY, name="Kita", at=MONDAY)
        assert give(here, role=Role.PARTNER, partner_id=kita.id, has_pages=True).partner_id == kita.id


def test_one_login_in_two_towns_has_in_each_its_own_roles() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with here.open():
        user = give(here, role=Role.COORDINATOR).user
    with there.open():
        give(there, role=Role.CLERK)
    assert visits_of(user) == {
        here.id: ("Bürstadt", frozenset({Role.COORDINATOR})),
        there.id: ("Lampertheim", frozenset({Role.CLERK})),
    }
    assert [one.id for one in organisations_of(user.pk)] == [here.id, there.id]


def test_a_session_brings_the_login_with_what_she_is_where_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    town = make_town()
    with town.open():
        given = give(town, role=Role.COORDINATOR)
    with django_assert_num_queries(1):
        user = Backend().get_user(given.user_id)
        assert user is not None
        assert visits_of(user) == {town.id: ("Bürstadt", frozenset({Role.COORDINATOR}))}
    assert user.get_session_auth_hash() == given.user.get_session_auth_hash()


def test_a_session_of_a_closed_or_vanished_login_brings_nobody() -> None:
    town = make_town()
    with town.open():
        given = give(town, role=Role.VOLUNTEER)
        forget_login(given.user_id, at=LATER)
    assert Backend().get_user(given.user_id) is None
    assert Backend().get_user(0) is None


@pytest.mark.parametrize("role", list(Role))
def test_who_works_at_the_desk_and_who_needs_a_second_factor(role: Role) -> None:
    actor = make_town().actor(role)
    assert may_work_at_desk(actor) == (role in DESK_ROLES)
    assert may_manage_members(actor) == (role == Role.ADMINISTRATOR)
    assert (role in STAFF_ROLES) == (role not in {Role.VOLUNTEER, Role.PARTNER})


def test_a_language_that_nobody_speaks_here_is_refused() -> None:
    user = make_town().members[Role.CLERK].user
    with pytest.raises(BadInput):
        set_language(user, "xx")
    set_language(user, "ar")
    set_single_keys(user, on=False)
    user.refresh_from_db()
    assert (user.language, user.single_keys) == ("ar", False)


def test_a_forgotten_login_opens_nothing_any_more() -> None:
    town = make_town()
    with town.open():
        given = give(town, role=Role.VOLUNTEER)
        assert forget_login(given.user_id, at=LATER) == 1
    user = User.objects.get(pk=given.user_id)
    assert (user.is_active, user.has_usable_password(), user.display_name) == (False, False, "")
    assert user_by_email("neu@example.org") is None
    assert visits_of(user) == {}
