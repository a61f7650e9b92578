"""The figures at the desk: each opens its definition, and the page costs the same for one visit and for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.reporting.scenes import met
from tests.factories import MONDAY, Town, make_client, make_volunteer
from tests.web.desk.conftest import LogIn, said

DAY = MONDAY.date() - timedelta(days=30)


def visits(town: Town, count: int) -> None:
    with town.open():
        for number in range(count):
            client = make_client(town, family_name=f"Weber {number}")
            met(client, make_volunteer(town, family_name=f"Haddad {number}"), DAY - timedelta(days=number))


def test_the_page_shows_numbers_their_meaning_and_the_months_twice(town: Town, log_in: LogIn) -> None:
    visits(town, 3)
    page = said(log_in(town, "clerk").get("/desk/reports/"))
    assert page.count("What is counted?") == 8
    assert "Different people to whom somebody came." in page
    assert '<td class="number"><strong>3</strong></td>' in page
    assert 'class="chart__1"' in page


def test_everybody_reads_that_there_are_too_few(town: Town, log_in: LogIn) -> None:
    visits(town, 3)
    page = said(log_in(town).get("/desk/reports/?for=public"))
    assert "too few to be shown" in page
    assert "<strong>3</strong>" not in page


def test_the_table_for_a_spreadsheet_says_the_same(town: Town, log_in: LogIn) -> None:
    visits(town, 6)
    answer = log_in(town).get(f"/desk/reports/table/?of={DAY.year}&for=public")
    table = answer.content.decode()
    assert table.startswith("\ufeffFigure;")
    assert "Encounters;6;;" in table
    assert "All;6;6" in table
    assert answer.headers["Content-Disposition"] == f'attachment; filename="zahlen-{DAY.year}.csv"'


def test_the_page_costs_the_same_for_one_and_for_many(town: Town, log_in: LogIn) -> None:
    browser, asked = log_in(town), []
    for count in (1, 3):
        visits(town, count)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/desk/reports/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("period", ["2026-q9", "../etc", "9999"])
def test_a_period_that_is_none_shows_this_year(town: Town, log_in: LogIn, period: str) -> None:
    assert f"Figures {MONDAY.year}" in said(log_in(town).get(f"/desk/reports/?of={period}"))
