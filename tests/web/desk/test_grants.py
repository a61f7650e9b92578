"""Files of grants at the desk: the clerk writes, copies, enters the notice, and takes deployments over."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.funding.actions.grants.drafting import keep_text
from lotsenwerk.domain.funding.actions.grants.moving import end
from lotsenwerk.domain.funding.actions.grants.tasks import add_task
from lotsenwerk.domain.funding.actions.ledger.writing import Spent, write_line
from lotsenwerk.domain.funding.jobs import remind_of_deadlines
from lotsenwerk.domain.funding.models import Budget, FinancingItem, Grant, GrantTask, GrantText, LedgerLine
from tests.domain.funding.grants import clerk, draft, granted, written
from tests.domain.funding.scenes import gave, make_guide, make_pool
from tests.factories import MONDAY, Town
from tests.fingerprint import nothing_changes
from tests.web.desk.conftest import LogIn, said

TODAY = MONDAY.date()
NEXT = TODAY.year + 1
NEW = {"line": "guides", "title": f"Lotsinnen {NEXT}", "first_day": f"{NEXT}-01-01", "last_day": f"{NEXT}-12-31"}
NO_ROWS = {
    f"{side}-{name}": number
    for side in ("cost", "income")
    for name, number in (("TOTAL_FORMS", "3"), ("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"), ("MAX_NUM_FORMS", "30"))
}
PLAN = NO_ROWS | {
    "cost-0-part": "hours",
    "cost-0-quantity": "1400",
    "cost-1-part": "expense",
    "cost-1-words": "Räume",
    "cost-1-cents": "500,01",
    "income-0-part": "grant",
    "income-0-cents": "7.000,00",
}
MOST_QUERIES = 12


@pytest.fixture
def browser(town: Town, log_in: LogIn) -> Browser:
    return log_in(town, "clerk")


def send(browser: Browser, path: str, sent: dict[str, str] | None = None) -> str:
    return said(browser.post(path, {"action_id": str(uuid4())} | (sent or {}), follow=True))


def address(grant: Grant, rest: str = "") -> str:
    return f"/desk/grants/{grant.ref}/{rest}"


def test_a_clerk_comes_from_the_first_word_to_the_notice_and_types_no_figure_twice(
    town: Town, browser: Browser
) -> None:
    with town.open():
        pool = make_pool(town)
    assert f"No file for {NEXT} yet" in said(browser.get(f"/desk/grants/?year={NEXT}"))
    send(browser, "/desk/grants/new/", NEW | {"pool": str(pool.pk)})
    with town.open():
        grant = Grant.objects.get()
        assert (grant.year, grant.pool) == (NEXT, pool)
    page = send(browser, address(grant, "step/hand_in/"))
    assert "Please write this first: Short title." in page
    for field in ("short_title", "summary", "need", "tasks"):
        kept = browser.post(address(grant, "write/keep/"), {field: "Wege zeigen."}).content.decode()
        assert "Kept on" in kept
    page = send(browser, address(grant, "plan/"), PLAN)
    assert "€500.01 are missing" in page
    assert "1400 hours × €5.00" in page
    assert "The plan balances." in send(browser, address(grant, "plan/own-money/"))
    page = said(browser.get(address(grant, "copy/")))
    for text in ("Wege zeigen.", "7000,00", "500,01", f"01.01.{NEXT}", town.organisation.name):
        assert f">{text}<" in page, text
    assert "Now the notice is waited for." in send(browser, address(grant, "step/hand_in/"))
    page = said(browser.get(address(grant, "notice/")))
    assert 'value="7000,00"' in page
    assert 'value="1400"' in page
    notice = {"number": "II 25/18", "dated": TODAY.isoformat(), "received": TODAY.isoformat(), "cents": "7.000,00"}
    notice |= {"pool_cents": "7.000,00", "hours": "1400", "valid_from": f"{NEXT}-01-01"}
    page = send(browser, address(grant, "notice/"), notice)
    assert "<dd>€7,000.00</dd>" in page
    with town.open():
        budget = Budget.objects.get(pool=pool, year=NEXT)
        assert (budget.minutes, budget.cents, budget.notice) == (1400 * 60, 700_000, "II 25/18")


def test_a_bad_row_of_the_plan_keeps_what_was_typed_and_says_what_to_do(town: Town, browser: Browser) -> None:
    with town.open():
        grant = written(town, draft(town))
    for changed, sentence in (
        ({"cost-0-quantity": ""}, "How many? The sum follows from it."),
        ({"cost-1-cents": "viel"}, "This is not an amount."),
        ({"cost-1-part": ""}, "Please say what for."),
        ({"income-0-cents": "-5"}, "without a minus"),
    ):
        with town.open(), nothing_changes(town.id):
            page = send(browser, address(grant, "plan/"), PLAN | changed)
        assert sentence in page
        assert 'value="Räume"' in page
    with town.open():
        assert FinancingItem.objects.filter(grant=grant).count() == 2


def test_what_is_handed_in_is_read_and_no_longer_written(town: Town, browser: Browser) -> None:
    with town.open():
        grant = granted(town)
        with nothing_changes(town.id):
            page = send(browser, address(grant, "write/"), {"need": "anders"})
    assert "This has changed in the meantime." in page
    page = said(browser.get(address(grant, "write/")))
    assert "<textarea" not in page
    assert "Wege zeigen." in page


def test_two_who_write_in_different_fields_lose_nothing(town: Town, browser: Browser) -> None:
    with town.open():
        grant = written(town, draft(town))
        keep_text(town.coordinator, grant, field="goal", text="Von der anderen.", at=MONDAY)
    browser.post(address(grant, "write/keep/"), {"need": "Von mir."})
    with town.open():
        texts = dict(GrantText.objects.filter(grant=grant).values_list("field", "text"))
    assert (texts["goal"], texts["need"]) == ("Von der anderen.", "Von mir.")


def test_deployments_are_taken_over_and_a_line_is_taken_back(town: Town, browser: Browser) -> None:
    with town.open():
        pool = make_pool(town)
        gave(pool, make_guide(town, pool), 3, TODAY - timedelta(days=30))
        grant = granted(town, pool)
    assert "1 deployment is not in the ledger yet" in said(browser.get(address(grant, "ledger/")))
    page = send(browser, address(grant, "ledger/take-over/"))
    assert "1 line was added." in page
    assert "Amira" in page
    assert "€15.00" in page
    with town.open():
        line = LedgerLine.objects.get()
    back = address(grant, f"ledger/{line.pk}/back/")
    assert "This field is required." in send(browser, back)
    page = send(browser, back, {"because": "Doppelt <b>"})
    assert "Doppelt <b>" in page
    assert "-€15.00" in page
    assert b"&lt;b&gt;" in browser.get(address(grant, "ledger/")).content
    page = said(browser.get(address(grant, "ledger/?show=standing")))
    assert "No line yet" in page


def test_a_post_is_reckoned_and_bad_input_stands_at_its_field(town: Town, browser: Browser) -> None:
    with town.open():
        grant = granted(town)
    post = {
        "day": f"{TODAY.year}-07-31",
        "words": "Koordination",
        "share": "60",
        "months": "7",
        "gross_cents": "4321,09",
    }
    with town.open(), nothing_changes(town.id):
        page = send(browser, address(grant, "ledger/new/post/"), post | {"day": f"{NEXT}-07-31"})
    assert "This day is not within the project." in page
    assert "€18,148.58" in send(browser, address(grant, "ledger/new/post/"), post)
    assert browser.get(address(grant, "ledger/new/hours/")).status_code == 404


def test_a_task_is_ticked_and_for_ten_seconds_a_step_back_is_offered(town: Town, browser: Browser) -> None:
    with town.open():
        grant = draft(town)
        task = GrantTask.objects.get(grant=grant)
    page = send(browser, address(grant, f"tasks/{task.pk}/done/"))
    assert address(grant, f"tasks/{task.pk}/undo/") in page
    assert "1 is done" in page
    send(browser, address(grant, f"tasks/{task.pk}/undo/"))
    page = send(browser, address(grant, "tasks/new/"), {"words": "Konto prüfen", "due": TODAY.isoformat()})
    assert "Konto prüfen" in page


def test_the_calendar_is_read_with_the_secret_alone_and_holds_neither_sums_nor_people(
    town: Town, browser: Browser
) -> None:
    with town.open():
        add_task(clerk(town), granted(town), words="Konto, prüfen", due=TODAY, at=MONDAY)
    page = send(browser, "/desk/grants/calendar/")
    secret = page.split(f"/api/calendars/{town.id}/")[1].split(".ics")[0]
    answer = Browser().get(f"/api/calendars/{town.id}/{secret}.ics")
    body = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"DTSTART;VALUE=DATE:{TODAY:%Y%m%d}" in body
    assert "SUMMARY:Konto\\, prüfen: Lotsinnen" in body
    assert "€" not in body
    for wrong in (secret.swapcase(), "x" * 99):
        assert Browser().get(f"/api/calendars/{town.id}/{wrong}.ics").status_code == 404
    assert Browser().get(f"/api/calendars/{town.id + 999}/{secret}.ics").status_code == 404
    send(browser, "/desk/grants/calendar/", {"close": "yes"})
    assert Browser().get(f"/api/calendars/{town.id}/{secret}.ics").status_code == 404


def test_those_who_keep_files_are_reminded_once_a_week_without_a_name_in_the_subject(town: Town) -> None:
    with town.open():
        grant = granted(town)
        GrantTask.objects.filter(grant=grant).update(due=TODAY + timedelta(days=7))
        tasks = GrantTask.objects.filter(done_at__isnull=True).count()
    for letters in (2 * tasks, 0):
        mail.outbox.clear()
        remind_of_deadlines(town.id)
        assert len(mail.outbox) == letters
        assert {one.subject for one in mail.outbox} <= {"Für eine Förderung ist bald etwas zu tun"}


def test_lists_cost_the_same_for_one_and_for_three(town: Town, browser: Browser) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    with town.open():
        grant = granted(town, title="Eins")
        write_line(clerk(town), grant, Spent("expense", date(TODAY.year, 3, 2), 500), at=MONDAY)
    paths = (f"/desk/grants/?year={grant.year}", address(grant), address(grant, "ledger/"), address(grant, "plan/"))
    one = [cost(path) for path in paths]
    with town.open():
        for title in ("Zwei", "Drei"):
            granted(town, title=title)
            write_line(clerk(town), grant, Spent("expense", date(TODAY.year, 3, 2), 500), at=MONDAY)
            add_task(clerk(town), grant, words=title, due=TODAY, at=MONDAY)
    assert [cost(path) for path in paths] == one
    assert max(one) <= MOST_QUERIES


def test_an_ended_file_goes_on_in_the_next_year_at_the_press_of_a_button(town: Town, browser: Browser) -> None:
    with town.open():
        grant = granted(town)
        end(clerk(town), grant, at=MONDAY)
    page = send(browser, address(grant, "follow-up/"))
    assert "The draft of the next year is there" in page
    with town.open():
        assert Grant.objects.get(previous=grant).texts.count() == 4
        assert not LedgerLine.objects.filter(grant__previous=grant).exists()


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.ADMINISTRATOR])
def test_others_find_no_files(town: Town, log_in: LogIn, role: str) -> None:
    with town.open():
        grant = draft(town)
    for path in ("/desk/grants/", address(grant), address(grant, "ledger/")):
        assert log_in(town, role).get(path).status_code == 404
