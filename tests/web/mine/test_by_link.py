"""A one-time link opens one thing, changes nothing by being opened, and logs nobody in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client as Phone

from lotsenwerk.domain.assistance.models import AssignmentState, OfferState
from lotsenwerk.domain.people.actions.erase import erase_person
from lotsenwerk.kit import clock, link_cookie
from tests.factories import make_volunteer
from tests.web.mine.conftest import Stage

pytestmark = pytest.mark.django_db


def test_link_leads_to_the_question_and_yes_works_without_login(stage: Stage) -> None:
    offer = stage.ask()
    opened = stage.phone.get(stage.link("answer_offer", offer))
    assert (opened.status_code, opened.url) == (302, f"/mine/offers/{offer.ref}/")
    assert stage.offer(offer).state == OfferState.OPEN, "opening changes nothing"
    assert "sessionid" not in stage.phone.cookies
    page = stage.phone.get(opened.url)
    assert page.status_code == 200
    assert "نعم، سآتي" in page.content.decode()
    answer = stage.phone.post(opened.url, {"answer": "yes", "action_id": str(uuid4())})
    assert (answer.status_code, answer.url) == (302, opened.url)
    [going] = stage.assignments()
    thanks = stage.phone.get(answer.url).content.decode()
    assert going.code_word in thanks
    assert f"/mine/visits/{going.ref}/" not in thanks, "the visit has a link of its own"


def test_opening_a_link_any_number_of_times_changes_nothing(stage: Stage) -> None:
    offer = stage.ask()
    link = stage.link("answer_offer", offer)
    for _ in range(3):
        assert stage.phone.get(link).status_code == 302
        assert stage.phone.head(link).status_code == 302
    assert stage.phone.post(link).status_code == 405
    assert stage.offer(offer).state == OfferState.OPEN


def test_link_opens_the_one_question_and_nothing_else(stage: Stage) -> None:
    offer, other, going = stage.ask(), stage.ask(in_hours=48), stage.send(in_hours=72)
    stage.phone.get(stage.link("answer_offer", offer))
    assert stage.phone.get(f"/mine/offers/{other.ref}/").status_code == 404
    assert stage.phone.post(f"/mine/offers/{other.ref}/", {"answer": "yes"}).status_code == 404
    for what in ("", "address/", "report/", "release/"):
        assert stage.phone.post(f"/mine/visits/{going.ref}/{what}").status_code in {404, 405}
    for page in ("/mine/", "/mine/visits/", "/mine/me/"):
        assert stage.phone.get(page).url.startswith("/account/login/")
    assert stage.offer(other).state == OfferState.OPEN
    assert stage.assignment(going).state == AssignmentState.ACCEPTED


def test_link_to_a_visit_shows_the_door_and_takes_the_report(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    opened = stage.phone.get(stage.link("go", going))
    assert stage.phone.get(opened.url).status_code == 200
    assert "Mainstraße 12" in stage.phone.post(f"{opened.url}address/").content.decode()
    stage.phone.post(f"{opened.url}report/", {"minutes": "45", "action_id": str(uuid4())})
    assert stage.assignment(going).state == AssignmentState.REPORTED


def test_link_of_the_question_does_not_open_the_visit_of_the_same_number(stage: Stage) -> None:
    going = stage.send()
    token = stage.link("answer_offer", going)
    stage.phone.get(token)
    assert stage.phone.get(f"/mine/visits/{going.ref}/").status_code == 404


def test_answer_offer_cannot_be_had_with_a_link_to_go(stage: Stage) -> None:
    offer = stage.ask()
    stage.phone.get(stage.link("go", offer))
    assert stage.phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes"}).status_code == 404
    assert stage.offer(offer).state == OfferState.OPEN


def test_expired_link_says_whom_to_call(stage: Stage) -> None:
    offer = stage.ask()
    link = stage.link("answer_offer", offer, lifetime=timedelta(seconds=-1))
    answer = stage.phone.get(link, headers={"accept-language": "de"})
    assert answer.status_code == 404
    assert "Dieser Link ist abgelaufen" in answer.content.decode()
    assert link_cookie.NAME not in stage.phone.cookies


@pytest.mark.parametrize("token", ["x", "A" * 22, "ä" * 22, "%00", "..%2F..", "A" * 5000, "-_" * 11])
def test_garbled_token_opens_nothing(stage: Stage, token: str) -> None:
    answer = stage.phone.get(f"/l/{token}/")
    assert answer.status_code == 404
    assert link_cookie.NAME not in stage.phone.cookies


@pytest.mark.parametrize(
    "value",
    ["", "1", "1:1:1", signing.dumps(1, salt="another"), "x" * 4000],
    ids=["empty", "plain", "colons", "another salt", "long"],
)
def test_forged_cookie_opens_nothing(stage: Stage, value: str) -> None:
    offer = stage.ask()
    stage.link("answer_offer", offer)
    stage.phone.cookies[link_cookie.NAME] = value
    assert stage.phone.get(f"/mine/offers/{offer.ref}/").status_code == 302
    assert stage.phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes"}).status_code == 302
    assert stage.offer(offer).state == OfferState.OPEN


def test_link_ends_with_its_time_though_the_cookie_is_there(stage: Stage) -> None:
    offer = stage.ask()
    stage.phone.get(stage.link("answer_offer", offer, lifetime=timedelta(hours=1)))
    from lotsenwerk.domain.people.models import Link

    Link.objects.update(expires_at=clock.now())
    assert stage.phone.get(f"/mine/offers/{offer.ref}/").url.startswith("/account/login/")


def test_link_of_somebody_who_was_forgotten_opens_nothing(stage: Stage) -> None:
    offer = stage.ask()
    link = stage.link("answer_offer", offer)
    stage.phone.get(link)
    with stage.town.open():
        erase_person(stage.amira.person_id, clock.now())
    assert stage.phone.get(f"/mine/offers/{offer.ref}/").status_code in {302, 404}
    assert stage.phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes"}).status_code in {302, 404}
    assert stage.assignments() == []


def test_link_of_one_town_opens_nothing_in_another(stage: Stage, elsewhere: Stage) -> None:
    theirs = elsewhere.ask()
    stage.phone.get(stage.link("answer_offer", stage.ask()))
    assert stage.phone.get(f"/mine/offers/{theirs.ref}/").status_code == 404
    assert stage.phone.post(f"/mine/offers/{theirs.ref}/", {"answer": "yes"}).status_code == 404
    assert elsewhere.offer(theirs).state == OfferState.OPEN


def test_a_volunteer_who_is_logged_in_keeps_all_her_pages_after_a_link(stage: Stage) -> None:
    offer, other = stage.ask(), stage.ask(in_hours=48)
    stage.log_in().get(stage.link("answer_offer", offer))
    for page in (f"/mine/offers/{offer.ref}/", f"/mine/offers/{other.ref}/", "/mine/"):
        assert stage.phone.get(page).status_code == 200


def test_on_a_shared_telephone_the_link_answers_for_whom_it_was_sent_to(stage: Stage) -> None:
    with stage.town.open():
        tesfay = make_volunteer(stage.town, given_name="Tesfay", family_name="Berhane")
    offer = stage.ask(tesfay)
    stage.log_in().get(stage.link("answer_offer", offer, tesfay))
    stage.phone.post(f"/mine/offers/{offer.ref}/", {"answer": "yes", "action_id": str(uuid4())})
    [going] = stage.assignments()
    assert going.volunteer_id == tesfay.id


def test_language_of_a_link_can_be_changed_on_the_spot(stage: Stage) -> None:
    offer = stage.ask()
    opened = stage.phone.get(stage.link("answer_offer", offer))
    stage.phone.post("/look/language/", {"language": "de", "next": opened.url})
    assert "Ja, ich komme" in stage.phone.get(opened.url).content.decode()


def test_form_of_a_link_needs_its_sign_of_origin(stage: Stage) -> None:
    offer = stage.ask()
    strict = Phone(enforce_csrf_checks=True)
    opened = strict.get(stage.link("answer_offer", offer))
    assert strict.post(opened.url, {"answer": "yes"}).status_code == 403
    assert stage.offer(offer).state == OfferState.OPEN
