"""The tests' towns begin with five people whom nobody gave a role one by one. It must not be seen."""

from typing import Any

import pytest
from django.db.models import Model

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Membership, User
from lotsenwerk.domain.journal.models import Detail, Line, Stamp
from lotsenwerk.kit.actor import system
from tests.factories import MONDAY, STAFF, make_town

pytestmark = pytest.mark.django_db

OF_CHANCE = {"id", "password", "salt", "digest", "_state"}
OF_PLACE = {"organisation_id", "user_id", "line_id", "subject_id", "story_id", "email"}


def facts(row: Model) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name not in OF_CHANCE | OF_PLACE}


def test_the_staff_of_a_made_town_is_what_give_role_makes() -> None:
    made, given = make_town(), make_town("Lampertheim", "06431013")
    Membership.objects.filter(organisation_id=given.id).delete()
    with given.open():
        Detail.objects.all().delete()
        began = Line.objects.latest("id").id
        for role in STAFF:
            give_role(system(given.id), email=f"{role}@there.example", display_name=role, role=role, at=MONDAY)
    told = []
    for town, since in ((made, 0), (given, began)):
        with town.open():
            members = Membership.objects.filter(organisation_id=town.id).select_related("user").order_by("id")
            lines = Line.objects.filter(verb="give_role", id__gt=since).order_by("id")
            details = Detail.objects.filter(line__in=lines).order_by("line_id")
            assert [line.subject_id for line in lines] == [line.story_id for line in lines] == [m.id for m in members]
            assert Stamp.objects.get().value >= 2
            users = [facts(User.objects.get(pk=member.user_id)) for member in members]
            assert not any(member.user.has_usable_password() for member in members)
            rows = [*lines, *details]
            told.append([users, [member.role for member in members], [facts(row) for row in rows]])
    assert told[0] == told[1]
    assert len(told[0][2]) == 2 * len(STAFF)
