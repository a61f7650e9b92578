"""On the way: the door, the report, and "I can't come"."""

from uuid import uuid4

import pytest

from lotsenwerk.domain.assistance.models import AssignmentState, NeedState, Report
from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.kit import clock
from tests.factories import make_volunteer
from tests.web.mine.conftest import MOST_QUERIES, Stage, queries_of

pytestmark = pytest.mark.django_db


def verbs(stage: Stage, need_id: int) -> list[str]:
    with stage.town.open():
        return [line.verb for line in story_of(("assistance", "need", need_id))]


def test_visit_shows_word_and_note_but_no_address(stage: Stage) -> None:
    going = stage.send()
    page = stage.log_in().get(f"/mine/visits/{going.ref}/").content.decode()
    assert going.code_word in page
    assert "Butter (mild)" in page
    assert "Mainstraße" not in page
    assert "Weber" not in page
    assert "see_address" not in verbs(stage, going.need_id)


def test_address_comes_with_a_tap_and_is_written_down(stage: Stage) -> None:
    going = stage.send()
    phone = stage.log_in()
    assert phone.get(f"/mine/visits/{going.ref}/address/").status_code == 302
    assert "see_address" not in verbs(stage, going.need_id)
    page = phone.post(f"/mine/visits/{going.ref}/address/").content.decode()
    assert "Mainstraße 12" in page
    assert "Klingel Weber/Kolb" in page
    assert "geo:0,0?q=Mainstra%C3%9Fe%2012%2C%2068642" in page
    assert verbs(stage, going.need_id).count("see_address") == 1


def test_address_is_not_shown_days_later(stage: Stage) -> None:
    going = stage.send(in_hours=-60)
    answer = stage.log_in().post(f"/mine/visits/{going.ref}/address/")
    assert answer.status_code == 409
    assert "Mainstraße" not in answer.content.decode()
    assert "see_address" not in verbs(stage, going.need_id)


def test_each_step_is_one_screen(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    shop = phone.get(f"/mine/visits/{going.ref}/?step=1").content.decode()
    assert "Butter" in shop
    assert going.code_word not in shop
    bring = phone.get(f"/mine/visits/{going.ref}/?step=2").content.decode()
    assert "Butter" not in bring
    assert going.code_word in bring
    assert f"/mine/visits/{going.ref}/report/" in bring


@pytest.mark.parametrize("step", ["-1", "99", "x", "٣", "", "9"])
def test_a_senseless_step_does_no_harm(stage: Stage, step: str) -> None:
    going = stage.send()
    assert stage.log_in().get(f"/mine/visits/{going.ref}/", {"step": step}).status_code == 200


def test_report_is_written_once_for_two_taps(stage: Stage) -> None:
    going = stage.send(in_hours=-2)
    phone, form = stage.log_in(), {"outcome": "done", "minutes": "55", "note": "Alles gut", "action_id": str(uuid4())}
    first, second = (phone.post(f"/mine/visits/{going.ref}/report/", form) for _ in range(2))
    assert first.url == second.url == f"/mine/visits/{going.ref}/"
    with stage.town.open():
        [report] = Report.objects.all()
    assert (report.minutes, report.note) == (55, "Alles gut")
    assert verbs(stage, going.need_id).count("report") == 1


@pytest.mark.parametrize("minutes", ["", "0", "-5", "1441", "viel"])
def test_senseless_minutes_are_refused_and_the_note_stays(stage: Stage, minutes: str) -> None:
    going = stage.send(in_hours=-2)
    answer = stage.log_in().post(
        f"/mine/visits/{going.ref}/report/", {"outcome": "done", "minutes": minutes, "note": "Butter war aus"}
    )
    assert answer.status_code == 409
    assert "Butter war aus" in answer.content.decode()
    assert stage.assignment(going).state == AssignmentState.ACCEPTED


def test_what_lies_ahead_cannot_be_reported(stage: Stage) -> None:
    going = stage.send(in_hours=24)
    phone = stage.log_in()
    assert "<form" not in phone.get(f"/mine/visits/{going.ref}/report/").content.decode().split("<main")[1]
    assert phone.post(f"/mine/visits/{going.ref}/report/", {"outcome": "done", "minutes": "60"}).status_code == 409
    assert stage.assignment(going).state == AssignmentState.ACCEPTED


def test_who_cannot_come_is_released_once_and_the_need_is_open(stage: Stage) -> None:
    going = stage.send()
    phone, form = stage.log_in(), {"action_id": str(uuid4())}
    assert phone.get(f"/mine/visits/{going.ref}/release/").status_code == 405
    assert stage.assignment(going).state == AssignmentState.ACCEPTED
    statuses = [phone.post(f"/mine/visits/{going.ref}/release/", form).status_code for _ in range(2)]
    assert statuses == [302, 302]
    assert stage.assignment(going).state == AssignmentState.RELEASED
    assert stage.assignment(going).need.state == NeedState.OPEN
    assert verbs(stage, going.need_id).count("replace_volunteer") == 1


def test_what_is_reported_cannot_be_given_back(stage: Stage) -> None:
    going = stage.send(in_hours=-2)
    phone = stage.log_in()
    phone.post(f"/mine/visits/{going.ref}/report/", {"outcome": "done", "minutes": "60"})
    assert phone.post(f"/mine/visits/{going.ref}/release/", {"action_id": str(uuid4())}).status_code == 409
    assert stage.assignment(going).state == AssignmentState.REPORTED


def test_year_is_summed_up(stage: Stage) -> None:
    phone = stage.log_in()
    for hours, minutes in ((-2, 50), (-30, 75)):
        going = stage.send(in_hours=hours)
        phone.post(f"/mine/visits/{going.ref}/report/", {"outcome": "done", "minutes": str(minutes)})
    page = phone.get("/mine/visits/").content.decode()
    assert str(clock.local(clock.now()).year) in page
    assert "ساعتان و5 دقائق" in page


@pytest.mark.parametrize("what", ["", "address/", "report/", "release/"])
def test_others_and_other_towns_find_no_visit(stage: Stage, elsewhere: Stage, what: str) -> None:
    going = stage.send(in_hours=-1)
    with stage.town.open():
        tesfay = make_volunteer(stage.town, given_name="Tesfay")
    for phone in (stage.log_in(tesfay), elsewhere.log_in()):
        for answer in (phone.get(f"/mine/visits/{going.ref}/{what}"), phone.post(f"/mine/visits/{going.ref}/{what}")):
            assert answer.status_code in {404, 405}
    assert stage.assignment(going).state == AssignmentState.ACCEPTED
    assert verbs(stage, going.need_id) == ["take_in", "make_offer", "accept_offer"]


def test_visit_costs_at_most_twelve_queries_and_40_kib(stage: Stage) -> None:
    going = stage.send()
    phone = stage.log_in()
    assert queries_of(phone, f"/mine/visits/{going.ref}/") <= MOST_QUERIES
