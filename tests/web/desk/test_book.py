"""The call list with its alerts, the Protokollbuch, nobody came, who could stand in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, would_have_come
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AlertState,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackState,
    ContactNote,
    Need,
    Outcome,
    Report,
)
from lotsenwerk.domain.people.models import Gender, Person
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said


@pytest.fixture
def need(town: Town) -> Need:
    with town.open():
        return make_need(town, make_client(town), in_hours=2)


@pytest.fixture
def assignment(town: Town, need: Need) -> Assignment:
    with town.open():
        helper = make_volunteer(town, given_name="Jonas", family_name="Kern")
        Person.objects.filter(pk=helper.person_id).update(gender=Gender.MALE)
        Person.objects.filter(pk=need.client.person_id).update(gender=Gender.FEMALE)
        return accept_offer(
            town.coordinator, make_offer(town.coordinator, need, volunteer=helper, at=MONDAY), at=MONDAY
        )


@pytest.fixture
def afterwards(assignment: Assignment) -> Iterator[None]:
    assert assignment
    with time_machine.travel(MONDAY + timedelta(hours=3), tick=False):
        yield


def alert(town: Town, need: Need, kind: AlertKind, cents: int | None = None) -> Alert:
    with town.open():
        return raise_alert(need, kind, at=MONDAY, cents=cents)


SENTENCES = {
    AlertKind.MONEY_MISSING: "Herr Kern hat gemeldet: Bei Frau Weber fehlt Geld, 3,20\xa0€.",
    AlertKind.NOT_AT_HOME: "Herr Kern stand heute um 12 Uhr vor der Tür, und Frau Weber hat nicht aufgemacht.",
    AlertKind.NO_SHOW: "Herr Kern ist heute um 12 Uhr nicht zu Frau Weber gekommen. Was war los?",
    AlertKind.CANNOT_COME: "Herr Kern kann heute um 12 Uhr nicht zu Frau Weber kommen. Wer geht stattdessen?",
    AlertKind.NOBODY_ENDED: "Herr Kern hat noch nicht gemeldet, dass der Besuch bei Frau Weber zu Ende ist.",
    AlertKind.NOBODY_FOUND: "Für Frau Weber ist heute um 12 Uhr noch niemand gefunden.",
    AlertKind.VOLUNTEER_AWAY: "Herr Kern ist nicht da, sollte aber heute um 12 Uhr zu Frau Weber kommen.",
}


def test_every_alert_has_its_sentence() -> None:
    assert SENTENCES.keys() == set(AlertKind)


@pytest.mark.parametrize("kind", SENTENCES)
def test_each_alert_is_one_plain_sentence(town: Town, log_in: LogIn, assignment: Assignment, kind: AlertKind) -> None:
    alert(town, assignment.need, kind, 320 if kind == AlertKind.MONEY_MISSING else None)
    assert SENTENCES[kind] in said(log_in(town, language="de").get("/desk/calls/"))


def test_where_no_amount_was_said_none_is_made_up(town: Town, log_in: LogIn, assignment: Assignment) -> None:
    alert(town, assignment.need, AlertKind.MONEY_MISSING)
    page = said(log_in(town, language="de").get("/desk/calls/"))
    assert "Herr Kern hat gemeldet: Bei Frau Weber fehlt Geld." in page


def test_what_is_taken_care_of_leaves_the_list_and_what_was_said_stays_in_the_book(
    town: Town, coordinator: Browser, need: Need
) -> None:
    due = alert(town, need, AlertKind.NOBODY_FOUND)
    coordinator.post(f"/desk/alerts/{due.id}/done/", {"said": "Ihre Nichte geht."})
    with town.open():
        assert Alert.objects.get().state == AlertState.DONE
        assert ContactNote.objects.get().text == "Ihre Nichte geht."
    assert "Everybody knows" in said(coordinator.get("/desk/calls/"))
    story = said(coordinator.get(f"/desk/needs/{need.id}/"))
    assert "Taken care of: Nobody was found." in story
    assert "Ihre Nichte geht." in story


def test_who_was_not_reached_stays_with_the_time_of_the_last_call(
    town: Town, coordinator: Browser, assignment: Assignment
) -> None:
    due = alert(town, assignment.need, AlertKind.NO_SHOW)
    with town.open():
        call_back = CallBack.objects.get()
    for verb in (f"alerts/{due.id}", f"calls/{call_back.id}"):
        coordinator.post(f"/desk/{verb}/not-reached/")
    page = said(coordinator.get("/desk/calls/"))
    assert page.count("Last written down: Mon 16.11., 10:00 – ") == 2
    with town.open():
        assert Alert.objects.get().state == AlertState.DUE
        assert CallBack.objects.get().state == CallBackState.DUE
        notes = ContactNote.objects.order_by("id").values_list("person__family_name", flat=True)
        assert list(notes) == ["Kern", "Weber"]


def test_too_much_that_was_said_is_refused_and_changes_nothing(
    town: Town, coordinator: Browser, assignment: Assignment, unchanged: Unchanged
) -> None:
    with town.open():
        call_back = CallBack.objects.get()
    with unchanged(town):
        coordinator.post(f"/desk/calls/{call_back.id}/done/", {"said": "x" * 2001})
    with town.open():
        assert ContactNote.objects.count() == 0
        assert CallBack.objects.get().state == CallBackState.DUE


def test_a_line_is_written_from_the_need_and_stands_in_its_story_by_time(
    town: Town, coordinator: Browser, need: Need
) -> None:
    with time_machine.travel(MONDAY + timedelta(minutes=5), tick=False):
        answer = coordinator.post(
            f"/desk/needs/{need.id}/note/", {"way": "they_called", "text": "Bitte <b>vorher</b> anrufen."}
        )
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/needs/{need.id}/")
    page = coordinator.get(f"/desk/needs/{need.id}/").content.decode()
    assert "Bitte &lt;b&gt;vorher&lt;/b&gt; anrufen." in page
    assert page.index("vorher") < page.rindex("called.")


def test_a_line_that_is_sent_twice_stands_once(town: Town, coordinator: Browser, need: Need) -> None:
    form = {"way": "we_called", "text": "Alles gut.", "action_id": "7f1a2d54-5f0b-4b5e-9d64-0f5d2b4c9c11"}
    for _ in range(2):
        coordinator.post(f"/desk/people/{need.client.person_id}/note/", form)
    with town.open():
        assert ContactNote.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"way": "we_called", "text": "  "}, "text"),
        ({"way": "we_called", "text": "x" * 2001}, "text"),
        ({"way": "by_pigeon", "text": "Gurr"}, "way"),
        ({"text": "Ohne Weg"}, "way"),
    ],
)
def test_a_line_that_cannot_be_right_is_said_at_its_field_and_nothing_typed_is_lost(
    town: Town, coordinator: Browser, need: Need, form: dict[str, str], field: str
) -> None:
    answer = coordinator.post(f"/desk/needs/{need.id}/note/", form)
    assert set(answer.context["form"].errors) == {field}
    assert form["text"].strip() in said(answer)
    with town.open():
        assert ContactNote.objects.count() == 0


@pytest.mark.usefixtures("afterwards")
def test_nobody_came_opens_the_need_and_says_whom_to_call(
    town: Town, coordinator: Browser, assignment: Assignment
) -> None:
    assert "/no-show/" in said(coordinator.get(f"/desk/needs/{assignment.need_id}/"))
    answer = coordinator.post(f"/desk/assignments/{assignment.id}/no-show/", follow=True)
    page = said(answer)
    assert "Jonas did not come. Please call Ms Weber back." in page
    assert "Jonas Kern did not come." in page
    assert f"/desk/needs/{assignment.need_id}/volunteers/" in page
    with town.open():
        assert Assignment.objects.get().state == AssignmentState.NO_SHOW
    calls = said(coordinator.get("/desk/calls/"))
    assert "We are sorry that nobody came yet. We are looking for somebody else." in calls
    assert "Did not come" in calls


def test_before_the_visit_there_is_no_button_that_nobody_came(coordinator: Browser, assignment: Assignment) -> None:
    assert "/no-show/" not in said(coordinator.get(f"/desk/needs/{assignment.need_id}/"))


@pytest.mark.usefixtures("afterwards")
def test_the_report_says_what_became_of_it(town: Town, coordinator: Browser, assignment: Assignment) -> None:
    coordinator.post(f"/desk/assignments/{assignment.id}/report/", {"outcome": "not_at_home", "minutes": "15"})
    with town.open():
        assert Report.objects.get().outcome == Outcome.NOT_AT_HOME
    page = said(coordinator.get(f"/desk/needs/{assignment.need_id}/"))
    assert "Nobody opened the door, 15 minutes." in page
    calls = said(coordinator.get("/desk/calls/"))
    assert calls.count("/desk/alerts/") - calls.count("/not-reached/") == 1
    assert "did not open." in calls


def test_who_was_asked_too_is_proposed_when_the_other_one_does_not_come(
    town: Town, coordinator: Browser, need: Need
) -> None:
    with town.open():
        amira, tesfay = make_volunteer(town), make_volunteer(town, given_name="Tesfay")
        offers = [make_offer(town.coordinator, need, volunteer=one, at=MONDAY) for one in (amira, tesfay)]
        going = accept_offer(town.coordinator, offers[0], at=MONDAY)
    assert "Who could stand in?" not in said(coordinator.get(f"/desk/needs/{need.id}/"))
    with town.open():
        replace_volunteer(town.coordinator, going, at=MONDAY)
    page = said(coordinator.get(f"/desk/needs/{need.id}/")).split("Who could stand in?")[1].split("</section>")[0]
    assert f"/desk/needs/{need.id}/offer/{tesfay.person_id}/" in page
    assert f"/offer/{amira.person_id}/" not in page
    assert "said yes, was not needed" not in page
    with town.open():
        assert would_have_come(town.volunteer_actor(tesfay), offers[1], at=MONDAY)
    page = said(coordinator.get(f"/desk/needs/{need.id}/"))
    assert "said yes, was not needed" in page.split("Who could stand in?")[1].split("</section>")[0]
    assert f"{tesfay.person.name} would have come too." in page
    assert "said yes, was not needed" in said(coordinator.get(f"/desk/needs/{need.id}/volunteers/"))
    coordinator.post(f"/desk/needs/{need.id}/offer/{tesfay.person_id}/")
    assert "Who could stand in?" not in said(coordinator.get(f"/desk/needs/{need.id}/"))


def test_the_neighbours_calls_lines_and_alerts_are_not_there(
    town: Town, neighbour: Town, log_in: LogIn, assignment: Assignment, unchanged: Unchanged
) -> None:
    due = alert(town, assignment.need, AlertKind.NO_SHOW)
    stranger = log_in(neighbour)
    verbs = [
        f"/desk/alerts/{due.id}/done/",
        f"/desk/alerts/{due.id}/not-reached/",
        f"/desk/needs/{assignment.need_id}/note/",
        f"/desk/assignments/{assignment.id}/no-show/",
    ]
    with unchanged(town):
        assert {stranger.post(verb, {"way": "we_called", "text": "x"}).status_code for verb in verbs} == {404}
    assert "Weber" not in said(stranger.get("/desk/calls/"))
