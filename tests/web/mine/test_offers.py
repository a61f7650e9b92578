"""A volunteer is asked, and answers on her phone."""

from uuid import uuid4

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.models import NeedState, OfferState
from lotsenwerk.domain.assistance.queries.journey import need_for
from lotsenwerk.kit import clock
from tests.factories import make_volunteer
from tests.web.mine.conftest import MOST_QUERIES, Stage, queries_of

pytestmark = pytest.mark.django_db


def test_question_names_the_given_name_and_the_town_and_no_more(stage: Stage) -> None:
    offer = stage.ask()
    page = stage.log_in().get(f"/mine/offers/{offer.ref}/").content.decode()
    assert "Erna" in page
    assert "Bürstadt" in page
    assert "Weber" not in page
    assert "Mainstraße" not in page


def test_looking_at_a_question_changes_nothing(stage: Stage) -> None:
    offer = stage.ask()
    phone = stage.log_in()
    for query in ("", "?answer=yes", "?answer=no"):
        assert phone.get(f"/mine/offers/{offer.ref}/{query}").status_code == 200
    assert phone.head(f"/mine/offers/{offer.ref}/").status_code == 200
    assert stage.offer(offer).state == OfferState.OPEN
    assert stage.assignments() == []


def test_yes_sends_the_volunteer(stage: Stage) -> None:
    offer = stage.ask()
    answer = stage.log_in().post(f"/mine/offers/{offer.ref}/", {"answer": "yes", "action_id": str(uuid4())})
    assert (answer.status_code, answer.url) == (302, f"/mine/offers/{offer.ref}/")
    [going] = stage.assignments()
    assert going.volunteer_id == stage.amira.id
    assert going.code_word in stage.phone.get(answer.url).content.decode()


def test_no_opens_the_need_again(stage: Stage) -> None:
    offer = stage.ask()
    answer = stage.log_in().post(f"/mine/offers/{offer.ref}/", {"answer": "no", "action_id": str(uuid4())})
    assert (answer.status_code, answer.url) == (302, "/mine/")
    assert stage.offer(offer).state == OfferState.DECLINED
    assert stage.offer(offer).need.state == NeedState.OPEN


def test_anything_but_yes_and_no_changes_nothing(stage: Stage) -> None:
    offer = stage.ask()
    for answer in ("", "maybe", "YES"):
        stage.log_in().post(f"/mine/offers/{offer.ref}/", {"answer": answer})
    assert stage.offer(offer).state == OfferState.OPEN


def test_two_taps_have_one_effect_and_the_same_answer(stage: Stage) -> None:
    offer = stage.ask()
    phone, form = stage.log_in(), {"answer": "yes", "action_id": str(uuid4())}
    first, second = (phone.post(f"/mine/offers/{offer.ref}/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert len(stage.assignments()) == 1


def test_second_no_after_a_yes_is_refused_and_the_yes_stays(stage: Stage) -> None:
    offer = stage.ask()
    phone = stage.log_in()
    phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes", "action_id": str(uuid4())})
    late = phone.post(f"/mine/offers/{offer.ref}/", {"answer": "no", "action_id": str(uuid4())})
    assert late.status_code == 409
    assert stage.offer(offer).state == OfferState.ACCEPTED


def test_who_is_slower_hears_it_politely_and_that_she_was_ready_is_kept(stage: Stage) -> None:
    with stage.town.open():
        tesfay = make_volunteer(stage.town, given_name="Tesfay", family_name="Berhane")
    offer = stage.ask()
    with stage.town.open():
        from lotsenwerk.domain.assistance.actions.offers import make_offer

        need = need_for(stage.town.coordinator, offer.need_id)
        rival = make_offer(stage.town.coordinator, need, volunteer=tesfay, at=clock.now())
        accept_offer(stage.town.volunteer_actor(tesfay), rival, at=clock.now())
    answer = stage.log_in().post(
        f"/mine/offers/{offer.ref}/", {"answer": "yes", "action_id": str(uuid4())}, headers={"accept-language": "de"}
    )
    assert answer.status_code == 409
    assert "شكرًا" in answer.content.decode(), "Amira reads Arabic"
    [going] = stage.assignments()
    assert going.volunteer_id == tesfay.id
    late = stage.offer(offer)
    assert (late.state, late.answered_by) == (OfferState.CLOSED, "login"), "that she was ready is kept"


def test_a_garbled_action_id_still_acts_once(stage: Stage) -> None:
    offer = stage.ask()
    phone = stage.log_in()
    statuses = [
        phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes", "action_id": "x"}).status_code for _ in range(2)
    ]
    assert statuses == [302, 409]
    assert len(stage.assignments()) == 1


def test_somebody_elses_question_is_not_there(stage: Stage) -> None:
    offer = stage.ask()
    with stage.town.open():
        tesfay = make_volunteer(stage.town, given_name="Tesfay")
    phone = stage.log_in(tesfay)
    assert phone.get(f"/mine/offers/{offer.ref}/").status_code == 404
    assert phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes"}).status_code == 404
    assert stage.offer(offer).state == OfferState.OPEN


def test_question_of_another_town_is_not_there(stage: Stage, elsewhere: Stage) -> None:
    offer = stage.ask()
    phone = elsewhere.log_in()
    assert phone.get(f"/mine/offers/{offer.ref}/").status_code == 404
    assert phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes"}).status_code == 404
    assert stage.offer(offer).state == OfferState.OPEN


def test_a_stranger_is_led_to_the_login(stage: Stage) -> None:
    offer = stage.ask()
    answer = stage.phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes"})
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")
    assert stage.offer(offer).state == OfferState.OPEN


def test_the_desk_has_no_pages_of_a_volunteer(stage: Stage) -> None:
    offer = stage.ask()
    stage.phone.force_login(
        stage.town.members["coordinator"].user, backend="lotsenwerk.domain.accounts.backends.Backend"
    )
    assert stage.phone.get("/mine/").status_code == 404
    assert stage.phone.get(f"/mine/offers/{offer.ref}/").status_code == 404


def test_a_question_costs_at_most_twelve_queries_and_40_kib(stage: Stage) -> None:
    offer = stage.ask()
    phone = stage.log_in()
    assert queries_of(phone, f"/mine/offers/{offer.ref}/") <= MOST_QUERIES
