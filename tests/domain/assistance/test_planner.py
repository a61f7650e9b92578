"""The planner reads rows and answers in words."""

from datetime import timedelta

import pytest
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.planner import propose
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db


def test_who_has_been_there_is_proposed_first_and_the_answer_says_so() -> None:
    town = make_town()
    with town.open(), translation.override("en"):
        client, amira = make_client(town), make_volunteer(town)
        make_volunteer(town, given_name="Tesfay")
        first = make_need(town, client)
        assignment = accept_offer(
            town.volunteer_actor(amira), make_offer(town.coordinator, first, volunteer=amira, at=MONDAY), at=MONDAY
        )
        visit = MONDAY + timedelta(days=1, hours=1)
        report(town.volunteer_actor(amira), assignment, minutes=60, at=visit)
        confirm(town.coordinator, assignment, at=visit)
        need = make_need(town, client, at=visit, in_hours=48)
        proposals = propose(town.coordinator, need, at=visit)
    assert [one.volunteer.person.given_name for one in proposals.can] == ["Amira", "Tesfay"]
    assert proposals.can[0].reasons[0] == "has been here once"
    assert "1 h in four weeks" in proposals.can[0].reasons


def test_who_said_no_or_was_asked_or_paused_is_not_proposed() -> None:
    town = make_town()
    with town.open(), translation.override("en"):
        client = make_client(town)
        no, asked = make_volunteer(town), make_volunteer(town, given_name="Tesfay")
        make_volunteer(town, given_name="Jamal", is_active=False)
        need = make_need(town, client)
        decline_offer(town.volunteer_actor(no), make_offer(town.coordinator, need, volunteer=no, at=MONDAY), at=MONDAY)
        make_offer(town.coordinator, need, volunteer=asked, at=MONDAY)
        proposals = propose(town.coordinator, need, at=MONDAY)
    assert proposals.can == []
    said = {one.volunteer.person.given_name: one.reasons for one in proposals.cannot}
    assert said == {"Amira": ["has said no"], "Tesfay": ["has been asked, no answer yet"]}


@pytest.mark.parametrize("volunteers", [1, 3])
def test_a_proposal_costs_one_query_whatever_the_number_of_volunteers(
    volunteers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        for _number in range(volunteers):
            make_volunteer(town)
        need = Need.objects.select_related("client__person").get(pk=need.pk)
        with django_assert_num_queries(1):
            assert len(propose(town.coordinator, need, at=MONDAY).can) == volunteers


def test_nobody_but_the_desk_is_told_who_could_go() -> None:
    town = make_town()
    with town.open():
        need, amira = make_need(town, make_client(town)), make_volunteer(town)
        assert propose(town.volunteer_actor(amira), need, at=MONDAY).can == []
        assert propose(town.actor("clerk"), need, at=MONDAY).can == []
