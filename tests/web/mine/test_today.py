"""The first of a volunteer's own pages."""

import pytest

from tests.factories import make_volunteer
from tests.web.mine.conftest import MOST_QUERIES, Stage, queries_of

pytestmark = pytest.mark.django_db


def test_nothing_to_do_is_said_kindly(stage: Stage) -> None:
    page = stage.log_in().get("/mine/")
    assert page.status_code == 200
    assert "لا أحد يحتاج إليك الآن" in page.content.decode()


def test_page_is_in_the_volunteers_language_and_direction(stage: Stage) -> None:
    page = stage.log_in().get("/mine/", headers={"accept-language": "de"})
    assert 'lang="ar" dir="rtl"' in page.content.decode()
    assert page["Content-Language"] == "ar"
    assert "no-store" in page["Cache-Control"]


def test_an_open_question_comes_first(stage: Stage) -> None:
    going, offer = stage.send(in_hours=48), stage.ask()
    page = stage.log_in().get("/mine/").content.decode()
    assert page.index(f"/mine/offers/{offer.ref}/") < page.index(f"/mine/visits/{going.ref}/")


def test_a_visit_that_begins_soon_comes_before_a_question(stage: Stage) -> None:
    offer, going = stage.ask(in_hours=48), stage.send(in_hours=1)
    page = stage.log_in().get("/mine/").content.decode()
    assert page.index(f"/mine/visits/{going.ref}/") < page.index(f"/mine/offers/{offer.ref}/")


def test_a_visit_that_is_over_asks_for_the_report(stage: Stage) -> None:
    going = stage.send(in_hours=-30)
    assert f"/mine/visits/{going.ref}/report/" in stage.log_in().get("/mine/").content.decode()


def test_others_are_not_on_the_page(stage: Stage, elsewhere: Stage) -> None:
    with stage.town.open():
        tesfay = make_volunteer(stage.town, given_name="Tesfay")
    others = [stage.ask(tesfay), elsewhere.ask()]
    page = stage.log_in().get("/mine/").content.decode()
    assert not any(offer.ref in page for offer in others)


def test_home_costs_the_same_for_one_and_for_three(stage: Stage) -> None:
    stage.log_in()
    stage.ask()
    stage.send(in_hours=72)
    one = queries_of(stage.phone, "/mine/")
    for days in (4, 6):
        stage.ask(in_hours=24 * days)
        stage.send(in_hours=24 * days + 24)
    three = queries_of(stage.phone, "/mine/")
    assert one == three <= MOST_QUERIES


def test_past_visits_cost_the_same_for_one_and_for_three(stage: Stage) -> None:
    stage.log_in()
    for count in (1, 3):
        while len(stage.assignments()) < count:
            going = stage.send(in_hours=-30 * (1 + len(stage.assignments())))
            stage.phone.post(f"/mine/visits/{going.ref}/report/", {"minutes": "50"})
        queries = queries_of(stage.phone, "/mine/visits/")
        assert queries <= MOST_QUERIES
        if count == 1:
            one = queries
    assert queries == one
