"""Hours and budget at the desk: pools, people, what is entered; nothing typed is lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import ClientNumber, NeedState
from lotsenwerk.domain.funding.models import Budget, Coordinating, SaidElsewhere, TaxChoice, TellingConsent, Waiver
from lotsenwerk.domain.people.actions.pools import set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import Person, Pool, PoolKind, PoolMember, Volunteer
from lotsenwerk.web.desk.funding.table import plain
from tests.domain.funding.scenes import at_ten, gave, gave_long, make_guide, make_pool, pays_twenty, will_go
from tests.factories import MONDAY, Town
from tests.web.desk.conftest import LogIn, said

TODAY = MONDAY.date()
YEAR = TODAY.year
LATER = TODAY + timedelta(days=17)
"""The third of December."""
NOTICE = {"hours": "300", "valid_from": f"{YEAR}-01-01", "notice": "II 25/17"}


@pytest.fixture
def guides(town: Town) -> tuple[Pool, Volunteer]:
    with town.open():
        pool = make_pool(town)
        return pool, make_guide(town, pool)


def send(browser: Browser, path: str, sent: dict[str, str]) -> str:
    return said(browser.post(path, {"action_id": str(uuid4())} | sent, follow=True))


def test_the_overview_says_who_comes_near_and_when_the_budget_is_passed(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]
) -> None:
    pool, amira = guides
    browser = log_in(town)
    with town.open():
        gave_long(pool, amira, 275)
        will_go(town, pool, amira, at_ten(LATER))
    send(browser, f"/desk/funding/pools/{pool.pk}/{YEAR}/budget/", NOTICE | {"hours": "275"})
    page = said(browser.get("/desk/funding/"))
    assert "<strong>275 hrs</strong> of 275 hrs used" in page
    assert "At this rate it is passed on 3 December." in page
    assert "Over the cap on 3 December." in page
    assert "here only" in page


def test_a_notice_is_entered_once_and_the_next_one_does_not_take_its_place(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]
) -> None:
    path = f"/desk/funding/pools/{guides[0].pk}/{YEAR}/budget/"
    browser, sent = log_in(town), NOTICE | {"action_id": str(uuid4())}
    for _again in range(2):
        assert browser.post(path, sent).status_code == 302
    with town.open():
        [first] = Budget.objects.all()
    page = send(browser, path, NOTICE | {"hours": "", "cents": "1.500,00", "notice": "<b>II</b>"})
    assert "Somebody else has entered a budget in the meantime" in page
    assert "&lt;b&gt;II" in browser.post(path, NOTICE | {"notice": "<b>II</b>"}).content.decode(), "nothing is lost"
    page = send(browser, path, NOTICE | {"cents": "1.500,00", "notice": "<b>II</b>", "after": str(first.pk)})
    assert "II 25/17" in page
    with town.open():
        assert [one.cents for one in Budget.objects.order_by("id")] == [None, 150_000]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hours": "viele"}, "Enter a whole number."),
        ({"hours": "-1"}, "greater than or equal to 0"),
        ({"hours": ""}, "Please enter the hours or the money that was granted."),
        ({"cents": "12,345"}, "two digits for the cents"),
        ({"valid_from": f"{YEAR - 1}-12-31"}, "This day is not in the year of the budget."),
        ({"valid_from": "bald"}, "Enter a valid date."),
        ({"notice": ""}, "This field is required."),
        ({"hours": "100001"}, "Between 0 and 100,000 hours, please."),
    ],
)
def test_what_cannot_be_right_of_a_notice_is_said_beside_it(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer], wrong: dict[str, str], sentence: str
) -> None:
    page = send(log_in(town), f"/desk/funding/pools/{guides[0].pk}/{YEAR}/budget/", NOTICE | wrong)
    assert sentence in page
    with town.open():
        assert not Budget.objects.exists()


def test_a_persons_year_shows_every_deployment_and_where_the_figures_come_from(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]
) -> None:
    pool, amira = guides
    with town.open():
        gave_long(pool, amira, 275)
        gave(pool, amira, 2, TODAY)
        PoolMember.objects.update(is_lead=True)
    page = said(log_in(town, "clerk").get(f"/desk/funding/people/{amira.person_id}/{YEAR}/"))
    assert "Over the cap by 1 hrs: these are not paid for." in page
    assert "€1,380.00" in page
    assert "Over the ceiling by €420.00" in page
    assert "Please ask a tax adviser" in page
    assert "A pool names her as coordinating" in page
    assert "Kompetenzzentrum Vielfalt Hessen: Abrechnung" in page
    assert "older, not verified" in page
    assert "/waiver/" not in page, "the clerk reads, and changes nothing"


def test_everything_that_she_says_is_entered_and_taken_back_at_the_desk(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]
) -> None:
    amira, browser = guides[1], log_in(town)
    base = f"/desk/funding/people/{amira.person_id}/{YEAR}"
    today = TODAY.isoformat()
    send(browser, f"{base}/waiver/", {"from_day": f"{YEAR}-01-01", "signed_on": today})
    send(browser, f"{base}/consent/", {"is_seen": "on"})
    send(browser, f"{base}/elsewhere/", {"hours": "12", "cents": "60,00", "agrees": "on"})
    send(browser, f"{base}/coordinating/", {"first_day": f"{YEAR}-01-01"})
    page = send(browser, f"{base}/ceiling/", {"ceiling": "trainer"})
    assert "12 hrs 0 min. and €60.00, as she said on 11/16/2026" in page
    assert "she agreed, on paper" in page
    assert "Trainers' allowance" in page
    with town.open():
        assert Waiver.objects.get().from_day == date(YEAR, 1, 1)
        assert Coordinating.objects.get().last_day is None
        assert TaxChoice.objects.get().ceiling == "trainer"
    send(browser, f"{base}/waiver/", {})
    send(browser, f"{base}/consent/", {})
    send(browser, f"{base}/elsewhere/", {"take_back": "yes"})
    send(browser, f"{base}/coordinating/", {"last_day": today})
    with town.open():
        assert Waiver.objects.get().taken_back_at is not None
        assert TellingConsent.objects.get().withdrawn_at is not None
        assert Coordinating.objects.get().last_day == TODAY
        assert not SaidElsewhere.objects.exists()


@pytest.mark.parametrize(
    ("step", "wrong", "kept"),
    [
        ("waiver", {"from_day": f"{YEAR + 1}-01-01", "signed_on": f"{YEAR}-11-02"}, f"{YEAR}-11-02"),
        ("waiver", {"from_day": f"{YEAR}-01-01", "signed_on": f"{YEAR}-12-24"}, f"{YEAR}-12-24"),
        ("consent", {}, ""),
        ("elsewhere", {"hours": "9999", "cents": "12,50", "agrees": "on"}, "12,50"),
        ("elsewhere", {"hours": "9", "cents": "viel", "agrees": "on"}, "viel"),
        ("elsewhere", {"hours": "9", "cents": "12,50"}, "12,50"),
        ("coordinating", {"first_day": f"{YEAR + 5}-01-01"}, f"{YEAR + 5}-01-01"),
        ("ceiling", {"ceiling": "golden"}, ""),
    ],
)
def test_a_step_that_cannot_be_right_is_refused_and_what_was_typed_stays(  # noqa: PLR0917
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer], step: str, wrong: dict[str, str], kept: str
) -> None:
    path = f"/desk/funding/people/{guides[1].person_id}/{YEAR}/{step}/"
    answer = log_in(town).post(path, wrong)
    assert answer.status_code == 200
    assert "data-error-summary" in said(answer)
    assert kept in said(answer)
    with town.open():
        for model in (Waiver, TellingConsent, SaidElsewhere, Coordinating, TaxChoice):
            assert not model.objects.exists()


@pytest.mark.parametrize("year", [1999, 2020, YEAR + 2])
def test_years_that_cannot_be_looked_at_are_not_there(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer], year: int
) -> None:
    pool, amira = guides
    browser = log_in(town)
    for path in (f"pools/{pool.pk}/{year}/", f"people/{amira.person_id}/{year}/"):
        assert browser.get(f"/desk/funding/{path}").status_code == 404
    for typed in (str(year), "²", "../../etc", "9" * 400):
        assert browser.get("/desk/funding/", {"year": typed, "pool": typed}).status_code == 200


def test_the_table_for_a_spreadsheet_holds_no_formula(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]
) -> None:
    pool, amira = guides
    with town.open():
        gave(pool, amira, 2.25, TODAY)
        Person.objects.filter(pk=amira.person_id).update(given_name='=HYPERLINK("http://x")', family_name="")
    answer = log_in(town, "clerk").get("/desk/funding/table/")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[1].startswith("\"'=HYPERLINK")
    assert ";Guides;2,25;0,00;0,00;276,00;0,00;yes;0;11,25;" in rows[1]


@pytest.mark.parametrize("text", ["=1", "+49", "-1", "@x", " =1", "\t=1", "\r1"])
def test_text_that_begins_a_formula_is_text(text: str) -> None:
    assert plain(text) == f"'{text}"
    assert plain("Amira Haddad") == "Amira Haddad"


def test_more_than_usual_for_one_client_is_named(town: Town, log_in: LogIn) -> None:
    with town.open():
        pool = make_pool(town, PoolKind.INTERPRETERS)
        pays_twenty(pool)
        amira = make_guide(town, pool)
        number = ClientNumber.objects.create(pool=pool, number="4711", made_at=MONDAY)
        for day in range(1, 7):
            gave(pool, amira, 1, date(YEAR, 3, day), number=number)
    browser = log_in(town)
    page = said(browser.get(f"/desk/funding/pools/{pool.pk}/{YEAR}/"))
    assert "Number 4711: deployment 6" in page
    assert "€120.00" in said(browser.get("/desk/funding/"))


def test_who_can_go_shows_how_much_of_the_year_is_free(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]
) -> None:
    pool, amira = guides
    with town.open():
        set_pool_rule(town.coordinator, pool, Requires(talk=False, adult=False), valid_from=TODAY, at=MONDAY)
        leyla = make_guide(town, pool, "Leyla")
        gave_long(pool, amira, 264)
        gave_long(pool, leyla, 275)
        going = will_go(town, pool, amira, at_ten(LATER))
        need = going.need
        going.delete()
        need.state = NeedState.OPEN
        need.save()
        make_offer(town.coordinator, need, volunteer=leyla, at=MONDAY)
    browser = log_in(town)
    page = said(browser.get(f"/desk/needs/{need.pk}/volunteers/"))
    assert "12 hrs left this year" in page
    asked = said(browser.get(f"/desk/needs/{need.pk}/"))
    assert "would be over her cap of hours" in asked


def test_a_persons_page_has_a_card_of_her_hours(town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer]) -> None:
    pool, amira = guides
    with town.open():
        gave(pool, amira, 12, TODAY)
    page = said(log_in(town).get(f"/desk/people/{amira.person_id}/"))
    assert "<strong>12 hrs</strong> of 276 hrs used" in page


@pytest.mark.parametrize("path", ["/desk/funding/", "/desk/funding/table/", "/desk/funding/pools/{pool}/2026/"])
def test_one_and_three_people_ask_as_often_and_not_too_often(
    town: Town, log_in: LogIn, guides: tuple[Pool, Volunteer], path: str
) -> None:
    pool, amira = guides
    browser, counted = log_in(town), []
    with town.open():
        gave(pool, amira, 2, TODAY)
    for names in ((), ("Leyla", "Maria")):
        with town.open():
            for name in names:
                will_go(town, pool, make_guide(town, make_pool(town, name=name), name), at_ten(LATER))
        browser.get(path.format(pool=pool.pk))
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path.format(pool=pool.pk)).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12
