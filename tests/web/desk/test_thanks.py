"""Say thank you: to whom what is open, the allowance that stands against the card, and the paper about a year."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from lotsenwerk.domain.funding.queries.recognition import recognised
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.people.models import Engagement, Volunteer
from tests.domain.funding.scenes import gave_long, make_guide, make_pool
from tests.domain.reporting.scenes import met
from tests.factories import MONDAY, Town, make_client, make_town, make_volunteer
from tests.web.desk.conftest import LogIn, said

YEAR = MONDAY.year
MAY = date(YEAR, 5, 4)


def shopped(town: Town, hours: int, name: str = "Amira") -> Volunteer:
    """Somebody who went shopping for so many hours, twelve a day at most."""
    helper = make_volunteer(town, given_name=name)
    client = make_client(town, family_name=f"Weber {name}")
    for number, begin in enumerate(range(0, hours, 12)):
        met(client, helper, MAY + timedelta(days=number), minutes=60 * min(12, hours - begin))
    return helper


@pytest.mark.parametrize(
    ("hours", "record", "card"), [(79, False, False), (80, True, False), (249, True, False), (250, True, True)]
)
def test_the_hours_open_one_thanks_and_then_the_other(town: Town, hours: int, record: bool, card: bool) -> None:
    with town.open():
        shopped(town, hours)
        [one] = recognised(town.coordinator, YEAR, at=MONDAY)
    assert (one.open.proof_of_competence, one.open.card, one.paid_alone) == (record, card, False)


def test_whoever_took_the_allowance_reads_that_it_stands_against_the_card(town: Town, log_in: LogIn) -> None:
    with town.open():
        pool = make_pool(town)
        gave_long(pool, make_guide(town, pool), 250)
    page = said(log_in(town, "clerk").get("/desk/funding/thanks/"))
    assert "not with the allowance" in page
    assert "€1,250.00 were paid in this year." in page


def test_service_last_year_and_the_neighbours_town_do_not_count(town: Town) -> None:
    with town.open():
        helper, client = shopped(town, 60), make_client(town)
        met(client, helper, MAY + timedelta(days=60), minutes=600, engagement=Engagement.FEDERAL_VOLUNTEER)
        met(client, helper, date(YEAR - 1, 5, 4), minutes=600)
        [one] = recognised(town.coordinator, YEAR, at=MONDAY)
        assert one.minutes == 60 * 60
        assert recognised(town.coordinator, YEAR - 1, at=MONDAY) == []
    other = make_town("Lampertheim", "06431013")
    with other.open():
        assert recognised(other.coordinator, YEAR, at=MONDAY) == []


def test_the_paper_states_hours_tasks_and_what_was_ticked(town: Town, log_in: LogIn) -> None:
    with town.open():
        helper = shopped(town, 84)
    path = f"/desk/funding/people/{helper.person_id}/{YEAR}/paper/"
    browser = log_in(town)
    assert "shopped for older people and brought it home (7 times)" in said(browser.get(path))
    answer = browser.post(path, {"showed": ["patient", "money"]})
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "84 Std." in " ".join(text.split())
    assert "geduldig" in text
    assert "Sprachen ins Gespräch" not in text
    with town.open():
        assert Line.objects.filter(verb="print_recognition", subject_id=helper.person_id).count() == 1


def test_what_cannot_be_ticked_is_refused_and_nothing_is_printed(town: Town, log_in: LogIn) -> None:
    with town.open():
        helper = shopped(town, 84)
    answer = log_in(town).post(f"/desk/funding/people/{helper.person_id}/{YEAR}/paper/", {"showed": ["genius"]})
    assert "genius" in said(answer)
    with town.open():
        assert not Line.objects.filter(verb="print_recognition").exists()


def test_nobody_without_hours_has_a_paper(town: Town, log_in: LogIn) -> None:
    with town.open():
        helper = make_volunteer(town)
    assert log_in(town).get(f"/desk/funding/people/{helper.person_id}/{YEAR}/paper/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three(town: Town, log_in: LogIn) -> None:
    browser, asked = log_in(town), []
    for names in (["A"], ["B", "C"]):
        with town.open():
            for name in names:
                shopped(town, 84, name)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/desk/funding/thanks/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
