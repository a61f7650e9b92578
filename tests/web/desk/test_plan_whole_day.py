"""Somebody was asked for her whole day and tells the desk on the telephone where she goes."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import decline_offer
from lotsenwerk.domain.assistance.actions.offers import withdraw_offer
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.models import AnsweredBy, Assignment, CallBack, DayOffer, Offer, OfferState
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.models import Volunteer
from tests.factories import MONDAY, Town
from tests.fingerprint import nothing_changes
from tests.web.desk.conftest import LogIn, said
from tests.web.desk.planned import AT, make_plan, make_planned

MOST_QUERIES = 12


@pytest.fixture
def day(town: Town) -> DayOffer:
    """Three visits of Tuesday, all of them asked of one helper."""
    planned = make_planned(town, 3)
    with town.open():
        for helper in planned.helpers[1:]:
            move_volunteer(town.coordinator, Volunteer.objects.get(pk=helper.pk), "pause", at=MONDAY)
    plan = make_plan(town)
    with town.open():
        publish_plan(town.coordinator, plan, at=MONDAY)
        return DayOffer.objects.select_related("volunteer__person").get()


def place_of(day: DayOffer) -> str:
    return f"/desk/plan/days/{day.volunteer.person_id}/{day.day}/"


def offers(town: Town) -> list[Offer]:
    with town.open():
        return list(Offer.objects.order_by("begins_at", "id"))


def test_the_plan_the_visit_and_the_need_lead_to_the_day(town: Town, coordinator: Browser, day: DayOffer) -> None:
    first = offers(town)[0]
    plan = coordinator.get("/desk/plan/", AT)
    assert f'href="{place_of(day)}"' in said(plan)
    panel = coordinator.get(f"/desk/plan/{day.plan_id}/needs/{first.need_id}/")
    assert f'href="{place_of(day)}"' in said(panel)
    assert f'href="{place_of(day)}"' in said(coordinator.get(f"/desk/needs/{first.need_id}/"))


def test_looking_shows_every_visit_ticked_and_changes_nothing(town: Town, coordinator: Browser, day: DayOffer) -> None:
    with town.open(), nothing_changes(town.id):
        page = said(coordinator.get(place_of(day)))
    assert page.count("checked>") == 3
    assert day.volunteer.person.name in page


def test_yes_to_all_settles_each_visit_and_says_who_waits_to_hear_it(
    town: Town, coordinator: Browser, day: DayOffer
) -> None:
    every = [offer.ref for offer in offers(town)]
    answer = coordinator.post(place_of(day), {"answer": "yes", "goes": every})
    assert answer.headers["Location"] == place_of(day)
    with town.open():
        assert Assignment.objects.count() == CallBack.objects.count() == 3
        assert set(Offer.objects.values_list("answered_by", flat=True)) == {AnsweredBy.TELEPHONE}
    page = said(coordinator.get(place_of(day)))
    assert "to 3 visits" in page
    assert 'name="answer"' not in page


def test_what_is_not_ticked_is_a_no_and_a_double_click_is_taken_once(
    town: Town, coordinator: Browser, day: DayOffer
) -> None:
    first, *others = offers(town)
    sent = {"answer": "yes", "goes": [first.ref], "action_id": str(coordinator.get(place_of(day)).context["action_id"])}
    assert [coordinator.post(place_of(day), sent).status_code for _ in range(2)] == [302, 302]
    with town.open():
        assert [going.need_id for going in Assignment.objects.all()] == [first.need_id]
        declined = Offer.objects.filter(state=OfferState.DECLINED).values_list("id", flat=True)
        assert set(declined) == {offer.id for offer in others}


def test_no_to_the_day_declines_everything_whatever_is_ticked(town: Town, coordinator: Browser, day: DayOffer) -> None:
    coordinator.post(place_of(day), {"answer": "no", "goes": [offer.ref for offer in offers(town)]})
    assert {offer.state for offer in offers(town)} == {OfferState.DECLINED}


def test_a_yes_to_nothing_is_asked_about_and_changes_nothing(town: Town, coordinator: Browser, day: DayOffer) -> None:
    with town.open(), nothing_changes(town.id):
        answer = coordinator.post(place_of(day), {"answer": "yes"})
        changed = coordinator.post(place_of(day), {"answer": "yes", "goes": ["not-there"]})
    assert answer.status_code == 422
    assert "Please tick where she or he goes." in said(answer)
    assert changed.status_code == 409


def test_what_was_answered_meanwhile_is_said(town: Town, coordinator: Browser, day: DayOffer) -> None:
    every = offers(town)
    with town.open():
        for offer in every[:2]:
            withdraw_offer(town.coordinator, offer, at=MONDAY)
        decline_offer(town.coordinator, every[2], at=MONDAY)
    answer = coordinator.post(place_of(day), {"answer": "no"})
    assert answer.status_code == 409
    assert "answered already" in said(answer)


@pytest.mark.parametrize("where", ["/desk/plan/days/{person}/2026-11-18/", "/desk/plan/days/999999/2026-11-17/"])
def test_a_day_for_which_nobody_was_asked_is_not_there(coordinator: Browser, day: DayOffer, where: str) -> None:
    assert coordinator.get(where.format(person=day.volunteer.person_id)).status_code == 404


def test_whoever_may_not_run_journeys_finds_no_day(town: Town, log_in: LogIn, day: DayOffer) -> None:
    assert log_in(town, "clerk").get(place_of(day)).status_code == 404


def test_the_day_costs_few_queries(coordinator: Browser, day: DayOffer) -> None:
    coordinator.get(place_of(day))
    with CaptureQueriesContext(connection) as asked:
        coordinator.get(place_of(day))
    assert len(asked) <= MOST_QUERIES
