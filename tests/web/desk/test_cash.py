"""The cash book at the desk: the float, the money of a visit, the day sheet and its ticks."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, CashLine, FloatClosing, MoneyFrom, Need
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.queries.money import cash_sheet, float_now, open_visits
from lotsenwerk.domain.journal.queries import story_of
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said

AFTER = MONDAY + timedelta(hours=26)
DAY = "2026-11-17"


def visit(town: Town, source: MoneyFrom = MoneyFrom.CLIENT, *, name: str = "Weber") -> Assignment:
    """Somebody goes to Erna tomorrow."""
    with town.open():
        need = make_need(town, make_client(town, family_name=name))
        Need.objects.filter(pk=need.pk).update(money=source)
        need.refresh_from_db()
        volunteer = make_volunteer(town)
        offer = make_offer(town.coordinator, need, volunteer=volunteer, at=MONDAY)
        going = accept_offer(town.volunteer_actor(volunteer), offer, at=MONDAY)
        return assignment_for(town.coordinator, assignment_id=going.id)


@pytest.fixture(autouse=True)
def tuesday() -> object:
    with time_machine.travel(AFTER, tick=False):
        yield AFTER


def test_the_desk_settles_for_a_helper_and_sees_what_is_missing(town: Town, log_in: LogIn) -> None:
    going, browser = visit(town), log_in(town)
    page = f"/desk/cash/visits/{going.id}/"
    refused = browser.post(page, {"received": "40", "spent": "31,40", "returned": "5"})
    assert refused.status_code == 200
    assert "€3.60 are missing" in said(refused)
    form = {"received": "40", "spent": "31,40", "returned": "5", "if_unequal": "leave_open"}
    assert browser.post(page, form).status_code == 302
    with town.open():
        report(town.coordinator, going, minutes=50, at=AFTER)
    assert "€3.60 are missing" in said(browser.get("/desk/cash/"))
    assert browser.post(f"{page}write-off/", {"because": ""}).status_code == 200
    assert browser.post(f"{page}write-off/", {"because": "Nicht zu finden."}).status_code == 302
    with town.open():
        assert open_visits(town.coordinator) == []


def test_a_line_is_taken_back_and_the_visit_settled_anew(town: Town, log_in: LogIn) -> None:
    going, browser = visit(town), log_in(town)
    page = f"/desk/cash/visits/{going.id}/"
    browser.post(page, {"received": "40", "spent": "31,40", "returned": "8,60"})
    assert browser.post(f"{page}anew/").status_code == 302
    assert browser.post(page, {"received": "40", "spent": "30", "returned": "10"}).status_code == 302
    with town.open():
        assert cash_sheet(town.coordinator, going).totals.spent == 3000


def test_an_advance_goes_back_once_for_two_clicks(town: Town, log_in: LogIn) -> None:
    going, browser = visit(town, MoneyFrom.HELPER), log_in(town)
    page = f"/desk/cash/visits/{going.id}/"
    browser.post(page, {"received": "0", "spent": "28,40"})
    form = {"action_id": "7c1f8a54-6a0b-4f0a-9f57-0d5cbb1e7d10"}
    codes = {browser.post(f"{page}right/float-pays-helper/", form).status_code for _ in range(2)}
    assert codes == {302}
    assert browser.post(f"{page}paid/", {"cents": "28,40"}).status_code == 302
    with town.open():
        assert cash_sheet(town.coordinator, going).owed_to_helper == 0
        assert float_now() == 0


@pytest.mark.parametrize("typed", ["", "viel", "-1", "x" * 5000, "😀", "1000000000", "\u202e5"])
def test_senseless_amounts_are_said_and_change_nothing(
    town: Town, log_in: LogIn, unchanged: Unchanged, typed: str
) -> None:
    browser = log_in(town)
    for path, form in (("close/", {"counted": typed}), ("move/", {"cents": typed, "way": "fill"})):
        if typed == "\u202e5":
            continue
        with unchanged(town):
            assert browser.post(f"/desk/cash/{path}", form).status_code == 200


def test_the_float_is_filled_counted_and_closed_once(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    browser.post("/desk/cash/move/", {"cents": "200", "way": "fill"})
    assert browser.post("/desk/cash/close/", {"counted": "199,50"}).status_code == 302
    assert "€0.50 are missing" in said(browser.get("/desk/cash/"))
    again = browser.post("/desk/cash/close/", {"counted": "199,50"})
    assert "closed already" in said(again)
    with town.open():
        assert [(one.expected_cents, one.counted_cents) for one in FloatClosing.objects.all()] == [(20_000, 19_950)]


def test_the_clerk_reads_and_fetches_the_month_without_a_clients_name(town: Town, log_in: LogIn) -> None:
    going = visit(town, MoneyFrom.FLOAT, name="Wunderlich")
    log_in(town).post(f"/desk/cash/visits/{going.id}/", {"received": "40", "spent": "31,40", "returned": "8,60"})
    clerk = log_in(town, "clerk")
    page, month = clerk.get("/desk/cash/"), clerk.get("/desk/cash/month/?month=2026-11")
    assert page.status_code == month.status_code == 200
    assert "Wunderlich" not in said(page) + said(month)
    assert "<form" not in said(page).split("<main")[1].split("</main")[0]
    lines = month.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].split(";")[3:5] == ["40,00", "-40,00"]
    with town.open():
        count = CashLine.objects.count()
    assert clerk.post("/desk/cash/move/", {"cents": "5", "way": "fill"}).status_code == 404
    with town.open():
        assert CashLine.objects.count() == count


def test_a_day_sheet_is_a_paper_and_each_address_on_it_is_written_down(town: Town, log_in: LogIn) -> None:
    going, browser = visit(town), log_in(town)
    page = browser.get(f"/desk/papers/day/?day={DAY}")
    assert "Weber" in said(page)
    paper = browser.post("/desk/papers/day/", {"day": DAY, "person": going.volunteer.person_id})
    assert paper.content.startswith(b"%PDF")
    with town.open():
        assert [line.verb for line in story_of(("assistance", "need", going.need_id))][-1] == "print_day"


@pytest.mark.parametrize("day", ["", "gestern", "2026-02-30", "9999999-1-1", "x" * 500])
def test_a_senseless_day_is_today(town: Town, log_in: LogIn, day: str) -> None:
    browser = log_in(town)
    for path in ("day", "tick"):
        assert browser.get(f"/desk/papers/{path}/", {"day": day, "person": "٣" * 40}).status_code == 200


def test_what_is_right_on_a_sheet_is_ticked_off_and_the_rest_stays_as_typed(town: Town, log_in: LogIn) -> None:
    right, wrong, left = visit(town), visit(town, name="Kolb"), visit(town, name="Heiser")
    form = {
        "day": DAY,
        f"v{right.id}-minutes": "50",
        f"v{right.id}-received": "40",
        f"v{right.id}-spent": "31,40",
        f"v{wrong.id}-minutes": "40",
        f"v{wrong.id}-received": "40",
        f"v{wrong.id}-spent": "31,40",
        f"v{wrong.id}-returned": "5",
    }
    browser = log_in(town)
    page = said(browser.post("/desk/papers/tick/", form))
    assert "€3.60 are missing" in page
    assert 'value="31,40"' in page
    assert "How many minutes" not in page
    with town.open():
        states = {one.id: one.state for one in Assignment.objects.all()}
        assert cash_sheet(town.coordinator, right).totals.returned == 860
        assert cash_sheet(town.coordinator, wrong).lines == []
    assert states == {
        right.id: AssignmentState.REPORTED,
        wrong.id: AssignmentState.ACCEPTED,
        left.id: AssignmentState.ACCEPTED,
    }
    answer = browser.post("/desk/papers/tick/", form | {f"v{wrong.id}-is_missing": "on"})
    assert answer.status_code == 302


def test_the_code_on_the_sheet_leads_to_two_taps(town: Town, log_in: LogIn) -> None:
    going, browser = visit(town), log_in(town)
    page = f"/desk/tick/{going.ref[:5]}-{going.ref[5:]}/"
    assert 'value="60"' in said(browser.get(page))
    assert browser.post(page, {f"v{going.id}-minutes": "60"}).status_code == 302
    with town.open():
        assert Assignment.objects.get().state == AssignmentState.REPORTED


def test_a_photo_is_kept_and_what_is_none_is_said(town: Town, log_in: LogIn, unchanged: Unchanged) -> None:
    going, browser = visit(town), log_in(town)
    page = f"/desk/cash/visits/{going.id}/photo/"
    for content in (b"no picture", b"x" * (10 * 1024 * 1024 + 1)):
        with unchanged(town):
            assert browser.post(page, {"photo": SimpleUploadedFile("a.png", content)}).status_code == 200


def test_the_other_town_finds_nothing(town: Town, neighbour: Town, log_in: LogIn) -> None:
    going, stranger = visit(town), log_in(neighbour)
    for what in ("", "anew/", "paid/", "write-off/", "photo/", "paper/", "right/make-good/"):
        assert stranger.post(f"/desk/cash/visits/{going.id}/{what}").status_code in {404, 405}
    assert stranger.get(f"/desk/tick/{going.ref}/").status_code == 404


def count_queries(browser: object, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200  # type: ignore[attr-defined]
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in captured.captured_queries)


@pytest.mark.parametrize("path", ["/desk/cash/", f"/desk/papers/day/?day={DAY}", f"/desk/papers/tick/?day={DAY}"])
def test_a_list_costs_the_same_for_one_and_for_three(town: Town, log_in: LogIn, path: str) -> None:
    browser, counts = log_in(town), []
    for name in ("Weber", "Kolb", "Heiser"):
        going = visit(town, MoneyFrom.FLOAT, name=name)
        if path == "/desk/cash/":
            form = {"received": "40", "spent": "31,40", "returned": "5", "if_unequal": "leave_open"}
            browser.post(f"/desk/cash/visits/{going.id}/", form)
            with town.open():
                report(town.coordinator, going, minutes=50, at=AFTER)
        counts.append(count_queries(browser, path))
    assert counts[0] == counts[2] <= 12
