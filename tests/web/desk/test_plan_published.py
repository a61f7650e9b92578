"""A plan is compared, published, refused where something has changed, and planned anew; the languages of the week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.planning.answer_day import answer_day
from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Assignment, DayOffer, Need, Offer, Plan, PlanState
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.models import LanguageSkill, Person
from tests.factories import MONDAY, Town, make_client, make_need
from tests.web.desk.conftest import LogIn, said
from tests.web.desk.planned import AT, TUESDAY, fill, make_plan, make_planned

MOST_QUERIES = 12
OF_THE_TEST = 3
"""Statements that are there only because a test is a transaction around the page's own."""


def test_the_page_says_how_many_hear_of_it_and_who_and_asks_nobody(town: Town, coordinator: Browser) -> None:
    plan = make_planned(town, 2).plan
    page = said(coordinator.get(f"/desk/plan/{plan.pk}/publish/"))
    assert "hears of it</h1>" in page or "hear of it</h1>" in page
    assert "Helper0 Haddad" in page
    with town.open():
        assert not Offer.objects.exists()


def test_published_everybody_is_asked_once_even_by_a_double_click(town: Town, coordinator: Browser) -> None:
    plan = make_planned(town, 2).plan
    place = f"/desk/plan/{plan.pk}/publish/"
    sent = {"action_id": str(coordinator.get(place).context["action_id"])}
    first, second = coordinator.post(place, sent), coordinator.post(place, sent)
    assert first.headers["Location"] == second.headers["Location"] == f"/desk/plan/?day=2026-11-17&plan={plan.pk}"
    with town.open():
        assert Offer.objects.count() == 2
        assert Plan.objects.get().state == PlanState.PUBLISHED
    page = said(coordinator.get("/desk/plan/", AT))
    assert "visit--asked" in page
    assert "Published by" in page


def test_what_has_changed_meanwhile_is_said_and_nobody_is_asked(town: Town, coordinator: Browser) -> None:
    planned = make_planned(town, 2)
    with town.open():
        cancel(town.coordinator, Need.objects.get(pk=planned.needs[0].pk), at=MONDAY)
    answer = coordinator.post(f"/desk/plan/{planned.plan.pk}/publish/")
    assert answer.status_code == 409
    assert "Erna Weber0: is cancelled" in said(answer)
    assert "Nobody was asked." in said(answer)
    with town.open():
        assert not Offer.objects.exists()
        assert Plan.objects.get().state == PlanState.READY


def test_somebody_falls_ill_and_the_page_says_how_many_are_affected(town: Town, coordinator: Browser) -> None:
    planned = make_planned(town, 2)
    coordinator.post(f"/desk/plan/{planned.plan.pk}/publish/")
    with town.open():
        day = DayOffer.objects.select_related("volunteer__person").order_by("id")[0]
        answer_day(town.coordinator, day, at=MONDAY)
        note_absence(
            town.coordinator, day.volunteer.person, first_day=TUESDAY, last_day=TUESDAY, reason="ill", at=MONDAY
        )
    answer = coordinator.post(f"/desk/plan/{planned.plan.pk}/again/")
    with town.open():
        new = Plan.objects.latest("id")
    assert answer.headers["Location"] == f"/desk/plan/?day=2026-11-17&plan={new.pk}&then=difference"
    assert "then=difference" in said(coordinator.get(answer.headers["Location"]))
    search_plan(town.id, new.pk)
    ended = coordinator.get(f"/desk/plan/{new.pk}/progress/", {"then": "difference"}, headers={"HX-Request": "true"})
    assert ended.headers["HX-Redirect"] == f"/desk/plan/{new.pk}/publish/"
    page = said(coordinator.get(ended.headers["HX-Redirect"]))
    assert "affected" in page
    assert "nobody" in page
    coordinator.post(f"/desk/plan/{new.pk}/drop/")
    with town.open():
        assert Plan.objects.get(pk=planned.plan.pk).state == PlanState.PUBLISHED
        assert Plan.objects.get(pk=new.pk).state == PlanState.DROPPED
        assert Assignment.objects.filter(volunteer=day.volunteer).exists()


def test_a_proposal_is_planned_anew_from_the_beginning(town: Town, coordinator: Browser) -> None:
    plan = make_planned(town).plan
    coordinator.post(f"/desk/plan/{plan.pk}/again/")
    with town.open():
        assert list(Plan.objects.order_by("id").values_list("state", flat=True)) == [PlanState.READY, PlanState.WAITING]


def test_two_plans_stand_side_by_side(town: Town, coordinator: Browser) -> None:
    first = make_planned(town, 2).plan
    with town.open():
        make_need(town, make_client(town, family_name="Neu"), in_hours=24)
    second = make_plan(town)
    page = said(coordinator.get(f"/desk/plan/{second.pk}/compare/{first.pk}/"))
    assert "<h1>Compare two plans</h1>" in page
    assert "better" in page
    assert "Erna Neu" in page
    assert "nobody" in page


def test_the_languages_of_the_week_mark_what_is_missing_with_a_word(town: Town, log_in: LogIn) -> None:
    with town.open():
        for number in range(3):
            client = make_client(town, family_name=f"Tesfai{number}")
            Person.objects.filter(pk=client.person_id).update(language="ti")
            make_need(town, client, in_hours=24)
    page = said(log_in(town).get("/desk/plan/languages/"))
    assert 'aria-label="somebody is missing"' in page
    assert "3 / 0" in page
    assert "– Tigrinya, am Dienstag" in page, "the text is German whatever the desk speaks"
    assert "Tesfai" not in page


def test_where_nobody_is_missing_there_is_nothing_to_copy(town: Town, coordinator: Browser) -> None:
    with town.open():
        needs, _helpers = fill(town, 1)
        assert LanguageSkill.objects.filter(language="deu").exists()
    page = said(coordinator.get("/desk/plan/languages/"))
    assert "<textarea" not in page
    assert "For every language that is asked for there is somebody." in page
    assert needs


@pytest.mark.parametrize("query", [{"day": "2026-12-07"}, {"day": "nonsense"}])
def test_another_week_can_be_looked_at(coordinator: Browser, query: dict[str, str]) -> None:
    assert coordinator.get("/desk/plan/languages/", query).status_code == 200


def test_comparing_and_publishing_cost_the_same_for_one_and_for_three(town: Town, coordinator: Browser) -> None:
    costs = []
    for count in (1, 3):
        with town.open():
            fill(town, count)
        one, other = make_plan(town), make_plan(town)
        for place in (f"/desk/plan/{one.pk}/compare/{other.pk}/", f"/desk/plan/{other.pk}/publish/"):
            coordinator.get(place)
            with CaptureQueriesContext(connection) as asked:
                assert coordinator.get(place).status_code == 200
            costs.append(len(asked))
    assert costs[:2] == costs[2:]
    assert max(costs) <= MOST_QUERIES + OF_THE_TEST


def test_what_was_proposed_before_something_was_published_leaves_the_list(town: Town, coordinator: Browser) -> None:
    with town.open():
        fill(town, 2)
    old, published = make_plan(town), make_plan(town)
    link = f"plan={old.pk}"
    assert link in said(coordinator.get("/desk/plan/", AT))
    coordinator.post(f"/desk/plan/{published.pk}/publish/")
    page = said(coordinator.get("/desk/plan/", AT))
    assert f"plan={published.pk}" in page
    assert link not in page.replace(f"plan={published.pk}", "")
    shown = said(coordinator.get("/desk/plan/", {**AT, "plan": old.pk}))
    assert "Outdated: another plan was published after it." in shown
    assert f"/desk/plan/{old.pk}/publish/" not in shown
    assert f"/desk/plan/{old.pk}/again/" in shown


def test_what_is_proposed_after_something_was_published_stands_in_the_list(town: Town, coordinator: Browser) -> None:
    published = make_planned(town, 2).plan
    coordinator.post(f"/desk/plan/{published.pk}/publish/")
    with town.open():
        Plan.objects.filter(pk=published.pk).update(published_at=MONDAY - timedelta(minutes=1))
        fill(town, 1)
    new = make_plan(town)
    page = said(coordinator.get("/desk/plan/", AT))
    assert f"/desk/plan/{new.pk}/publish/" in page
