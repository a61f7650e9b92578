"""The planner reads rows and answers in words."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.actions.pairs import add_veto, give_standing_yes
from lotsenwerk.domain.people.actions.register import Access, Contact, change_contact
from lotsenwerk.domain.people.actions.suitability import set_other_hours
from lotsenwerk.domain.people.models import Client, Side, Volunteer
from lotsenwerk.engines.planning.explaining import Explainer
from lotsenwerk.kit import clock
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are said when they are read."""
    with translation.override("en"):
        yield


def test_who_has_been_there_is_proposed_first_and_the_answer_says_so() -> None:
    town = make_town()
    with town.open():
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
    with town.open():
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


def test_who_had_agreed_and_cannot_come_is_not_proposed_again() -> None:
    town = make_town()
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        give_standing_yes(town.coordinator, client, amira, at=MONDAY)
        need = make_need(town, client)
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        going = accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        while_she_goes = propose(town.coordinator, need, at=MONDAY)
        replace_volunteer(town.volunteer_actor(amira), going, reason="ill", at=MONDAY)
        afterwards = propose(town.coordinator, need, at=MONDAY)
        assert not any("has said no" in one.reasons for one in while_she_goes.cannot)
        assert afterwards.can == []
        assert [one.reasons for one in afterwards.cannot] == [["has said no"]]


def test_the_file_is_asked_for_vetoes_absences_wishes_hours_and_those_who_said_yes_beforehand() -> None:
    town = make_town()
    with town.open():
        desk, client = town.coordinator, make_client(town)
        contact = Contact(given_name="Erna", family_name="Weber")
        change_contact(desk, client.person, contact, access=Access(gender_wish="female"), at=MONDAY)
        named = {name: make_volunteer(town, given_name=name) for name in ("Amira", "Vera", "Olena", "Tesfay", "Nora")}
        for name, volunteer in named.items():
            type(volunteer.person).objects.filter(pk=volunteer.person_id).update(
                gender="male" if name == "Tesfay" else "female"
            )
        tomorrow = MONDAY.date() + timedelta(days=1)
        add_veto(desk, client, named["Vera"], said_by=Side.CLIENT, at=MONDAY)
        note_absence(desk, named["Olena"].person, first_day=MONDAY.date(), last_day=tomorrow, at=MONDAY)
        set_other_hours(desk, named["Nora"], on=tomorrow, begins=time(8), ends=time(12), is_free=False, at=MONDAY)
        regular = make_volunteer(town, given_name="Rosa")
        type(regular.person).objects.filter(pk=regular.person_id).update(gender="female")
        give_standing_yes(desk, client, regular, at=MONDAY)
        need = Need.objects.select_related("client__person").get(pk=make_need(town, client).pk)
        proposals = propose(desk, need, at=MONDAY)
    said = {one.volunteer.person.given_name: one.reasons for one in proposals.cannot}
    assert said == {
        "Vera": ["these two are not to meet"],
        "Olena": ["is away, back on 18. November"],
        "Tesfay": ["a woman is wished for"],
    }
    begins = {one.volunteer.person.given_name: clock.local(one.begin).hour for one in proposals.can}
    assert list(begins) == ["Rosa", "Amira", "Nora"]
    assert begins["Nora"] == 12
    assert proposals.can[0].reasons[0] == "has said yes beforehand"


def test_while_the_client_is_away_nobody_is_proposed() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        make_volunteer(town)
        note_absence(town.coordinator, client.person, first_day=MONDAY.date(), at=MONDAY)
        [nobody] = propose(town.coordinator, make_need(town, client), at=MONDAY).cannot
    assert nobody.reasons == ["nobody is at home"]


def test_hours_that_are_added_on_one_day_join_those_of_the_week() -> None:
    town = make_town()
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        tuesday = MONDAY.date() + timedelta(days=1)
        set_other_hours(town.coordinator, amira, on=tuesday, begins=time(18), ends=time(21), is_free=True, at=MONDAY)
        need = make_need(town, client, in_hours=31, window_hours=3, minutes=120)
        [can] = propose(town.coordinator, need, at=MONDAY).can
    assert clock.local(can.begin).hour == 17


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


def test_what_is_enough_for_her_and_what_she_would_rather_not_meet_count_as_in_a_plan() -> None:
    town = make_town()
    with town.open():
        client, other = make_client(town), make_client(town)
        amira, olena = make_volunteer(town), make_volunteer(town, given_name="Olena")
        Volunteer.objects.filter(pk=amira.pk).update(most_visits_a_week=1)
        Volunteer.objects.filter(pk=olena.pk).update(avoids=["dog"])
        Client.objects.filter(pk=client.pk).update(circumstances=["dog"])
        offer = make_offer(town.coordinator, make_need(town, other, in_hours=50), volunteer=amira, at=MONDAY)
        accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        need = Need.objects.select_related("client__person").get(pk=make_need(town, client, in_hours=24).pk)
        against = propose(town.coordinator, need, at=MONDAY)
        assert {one.volunteer.person.given_name: one.reasons for one in against.cannot} == {
            "Amira": ["would have 2 visits, at most 1 are agreed"],
            "Olena": ["would rather not meet a dog"],
        }
        planned = freeze(MONDAY.date() + timedelta(days=1), MONDAY.date() + timedelta(days=1), at=MONDAY)
        explained = {one.helper: one.broken for one in Explainer(planned, planned.before).table(need.pk)}
        assert {helper: {reason.rule for reason in broken} for helper, broken in explained.items()} == {
            amira.pk: {"PH9"},
            olena.pk: {"PH4"},
        }
        week_after = Need.objects.select_related("client__person").get(pk=make_need(town, other, in_hours=24 * 7).pk)
        assert len(propose(town.coordinator, week_after, at=MONDAY).can) == 2
