"""A whole day is asked for at once: yes to all, to some, or to none; by login and by link."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.planning.start import start_plan
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Assignment, DayOffer, Need, Offer, OfferState, Plan
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.kit import clock
from tests.factories import make_client, make_need, make_volunteer
from tests.fingerprint import nothing_changes
from tests.web.mine.conftest import MOST_BYTES, MOST_QUERIES, Stage

pytestmark = pytest.mark.django_db


def ask_for_a_day(stage: Stage, count: int = 2) -> DayOffer:
    """A plan of the day after tomorrow is published; all of it is Amira's."""
    now, town = clock.now(), stage.town
    begin = clock.local(now).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=2)
    with town.open():
        place_person(town.coordinator, stage.amira.person, lat=49.64, lon=8.45, at=now)
        for number in range(count):
            client = make_client(town, given_name=f"Erna{number}", family_name="Geheim", at=now)
            place_person(town.coordinator, client.person, lat=49.641, lon=8.45 + number / 1000, at=now)
            need = make_need(town, client, at=begin - timedelta(days=2), in_hours=48, window_hours=6, minutes=45)
            assert clock.local(need.earliest).date() == begin.date()
        plan = start_plan(town.coordinator, first_day=begin.date(), last_day=begin.date(), seconds=1, at=now)
    search_plan(town.id, plan.pk)
    with town.open():
        publish_plan(town.coordinator, Plan.objects.get(pk=plan.pk), at=clock.now())
        return DayOffer.objects.get()


def offers(stage: Stage) -> list[Offer]:
    with stage.town.open():
        return list(Offer.objects.order_by("begins_at").select_related("need"))


def link(stage: Stage, day: DayOffer) -> str:
    with stage.town.open():
        token = make_link(
            person_id=stage.amira.person_id,
            purpose="answer_day",
            subject_id=day.pk,
            route="mine:day",
            ref=day.ref,
            at=clock.now(),
        )
    return f"/l/{token}/"


def answer(**said: object) -> dict[str, object]:
    return {"action_id": str(uuid4()), **said}


def test_the_link_shows_the_day_in_order_and_nobodys_whole_name(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    opened = stage.phone.get(link(stage, day))
    assert opened.url == f"/mine/days/{day.ref}/"
    page = stage.phone.get(opened.url).content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "نعم للجميع" in page
    assert page.index("09:") < page.index("Erna")
    assert "Geheim" not in page
    assert "Mainstraße" not in page
    assert {offer.state for offer in offers(stage)} == {OfferState.OPEN}, "looking changes nothing"


def test_yes_to_all_settles_each_visit_and_the_link_opens_each_of_them(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    place = stage.phone.get(link(stage, day)).url
    assert stage.phone.post(place, answer(answer="yes")).url == place
    going = stage.assignments()
    assert len(going) == 2
    thanks = stage.phone.get(place).content.decode()
    for visit in going:
        assert visit.code_word in thanks
        assert stage.phone.get(f"/mine/visits/{visit.ref}/").status_code == 200


def test_the_link_to_a_day_opens_no_visit_of_another_day(stage: Stage) -> None:
    elsewhere = stage.send(in_hours=100)
    stage.phone.get(link(stage, ask_for_a_day(stage)))
    assert stage.phone.get(f"/mine/visits/{elsewhere.ref}/").status_code == 404
    assert stage.phone.get("/mine/").status_code in {302, 404}


def test_one_can_be_left_out(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    first, second = offers(stage)
    stage.log_in().post(f"/mine/days/{day.ref}/", answer(answer="yes", without=[first.ref]))
    assert [offer.state for offer in offers(stage)] == [OfferState.DECLINED, OfferState.ACCEPTED]
    assert [visit.need_id for visit in stage.assignments()] == [second.need_id]


def test_no_says_no_to_all(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    phone = stage.log_in()
    phone.post(f"/mine/days/{day.ref}/", answer(answer="no"))
    assert {offer.state for offer in offers(stage)} == {OfferState.DECLINED}
    page = phone.get(f"/mine/days/{day.ref}/")
    assert page.status_code == 200
    assert b"ask__buttons" not in page.content


def test_the_second_tap_repeats_the_first_answer(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    phone, sent = stage.log_in(), answer(answer="yes")
    phone.post(f"/mine/days/{day.ref}/", sent)
    with stage.town.open(), nothing_changes(stage.town.id):
        assert phone.post(f"/mine/days/{day.ref}/", sent).status_code == 302
        assert phone.post(f"/mine/days/{day.ref}/", answer(answer="yes")).status_code == 409


def test_what_is_not_needed_any_more_is_not_there_and_the_rest_stands(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    with stage.town.open():
        cancel(stage.town.coordinator, Need.objects.order_by("id")[0], at=clock.now())
    stage.log_in().post(f"/mine/days/{day.ref}/", answer(answer="yes"))
    assert len(stage.assignments()) == 1


def test_somebody_elses_day_is_not_there(stage: Stage) -> None:
    day = ask_for_a_day(stage)
    with stage.town.open():
        other = make_volunteer(stage.town, given_name="Tesfay")
    phone = stage.log_in(other)
    assert phone.get(f"/mine/days/{day.ref}/").status_code == 404
    assert phone.post(f"/mine/days/{day.ref}/", answer(answer="yes")).status_code == 404
    with stage.town.open():
        assert not Assignment.objects.exists()


def test_a_day_of_five_visits_is_light(stage: Stage) -> None:
    day = ask_for_a_day(stage, 5)
    phone = stage.log_in()
    phone.get(f"/mine/days/{day.ref}/")
    with CaptureQueriesContext(connection) as asked:
        page = phone.get(f"/mine/days/{day.ref}/")
    assert page.content.count(b"day__visit") >= 1
    assert len(asked) <= MOST_QUERIES
    assert len(page.content) <= MOST_BYTES


def test_the_first_page_asks_for_the_whole_day_at_once(stage: Stage) -> None:
    day = ask_for_a_day(stage, 3)
    page = stage.log_in().get("/mine/").content.decode()
    assert page.count(f'href="/mine/days/{day.ref}/"') == 1
    assert not any(f"/mine/offers/{offer.ref}/" in page for offer in offers(stage))


def test_beside_the_day_a_single_question_stands_alone(stage: Stage) -> None:
    alone = stage.ask(in_hours=20)
    day = ask_for_a_day(stage, 2)
    page = stage.log_in().get("/mine/").content.decode()
    assert page.index(f"/mine/offers/{alone.ref}/") < page.index(f"/mine/days/{day.ref}/")


def test_of_a_day_of_which_one_visit_is_left_that_visit_is_asked(stage: Stage) -> None:
    ask_for_a_day(stage, 2)
    first, last = offers(stage)
    with stage.town.open():
        cancel(stage.town.coordinator, first.need, at=clock.now())
    page = stage.log_in().get("/mine/").content.decode()
    assert f"/mine/offers/{last.ref}/" in page
    assert "/mine/days/" not in page


def test_the_first_page_costs_the_same_for_two_visits_of_a_day_and_for_three(stage: Stage) -> None:
    ask_for_a_day(stage, 2)
    phone = stage.log_in()
    phone.get("/mine/")
    with CaptureQueriesContext(connection) as two:
        phone.get("/mine/")
    with stage.town.open():
        day, need = DayOffer.objects.get(), Need.objects.earliest("id")
        other = make_need(stage.town, make_client(stage.town), at=need.earliest, in_hours=0)
        Offer.objects.create(
            ref="b" * 10, need=other, volunteer=day.volunteer, day=day, begins_at=need.earliest, made_at=clock.now()
        )
    with CaptureQueriesContext(connection) as three:
        assert phone.get("/mine/").status_code == 200
    assert len(two) == len(three) <= MOST_QUERIES
