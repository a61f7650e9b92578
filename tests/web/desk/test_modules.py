"""What a town uses: what goes away is offered nowhere, and the page says what is still there."""

import re

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.domain.people.actions.climb import join_pool
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import Pool, PoolMember
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def switch(town: Town, *modules: Module) -> None:
    Organisation.objects.filter(pk=town.id).update(modules=sorted(modules))


def kinds_offered(page: str) -> list[str]:
    return re.findall(r'name="kind" value="([a-z_]+)"', page)


@pytest.mark.parametrize(
    ("modules", "offered"),
    [
        ([*Module], ["shop_and_deliver", "accompany", "food_bank", "errand"]),
        ([Module.SHOPPING], ["shop_and_deliver", "accompany", "errand"]),
        ([Module.FOOD_BANK], ["food_bank"]),
    ],
)
def test_a_call_and_a_standing_need_are_offered_what_is_switched_on(
    town: Town, coordinator: Browser, modules: list[Module], offered: list[str]
) -> None:
    with town.open():
        erna = make_client(town)
    switch(town, *modules)
    for address in (f"/desk/needs/new/{erna.person_id}/", f"/desk/standing/new/{erna.person_id}/"):
        page = said(coordinator.get(address))
        assert kinds_offered(page) == offered
        assert re.search(rf'value="{offered[0]}"[^>]*checked', page)


def test_a_kind_that_was_switched_off_meanwhile_is_refused_and_nothing_is_lost(
    town: Town, coordinator: Browser, unchanged: Unchanged
) -> None:
    with town.open():
        erna = make_client(town)
    switch(town, Module.SHOPPING)
    typed = {"kind": "food_bank", "day": "2026-11-18", "part": "morning", "minutes": "60", "wish": "zwei Tüten"}
    with unchanged(town):
        answer = coordinator.post(f"/desk/needs/new/{erna.person_id}/", typed)
    assert answer.context["form"].errors["kind"]
    assert "zwei Tüten" in said(answer)


def test_nothing_leads_to_what_is_off(town: Town, coordinator: Browser, log_in: LogIn) -> None:
    with town.open():
        erna = make_client(town)
        make_need(town, erna)
    switch(town, Module.GUIDES)
    for address in ("/desk/", "/desk/?show=week", "/desk/needs/", f"/desk/people/{erna.person_id}/"):
        page = said(coordinator.get(address))
        assert "/desk/needs/new/" not in page, address
        assert "/desk/food-bank/" not in page, address
        assert "/desk/standing/new/" not in page, address
    assert coordinator.get("/desk/needs/new/").status_code == 404
    with town.open():
        need = Need.objects.get()
    assert coordinator.get(f"/desk/needs/{need.id}/").status_code == 200


def test_a_pool_goes_away_with_its_module_and_comes_back_with_everybody(town: Town, coordinator: Browser) -> None:
    with town.open():
        pool = open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
        member = join_pool(town.coordinator, pool, make_volunteer(town), at=MONDAY)
    pages = (f"/desk/pools/{pool.id}/", f"/desk/members/{member.id}/")
    switch(town, Module.INTERPRETERS)
    assert [coordinator.get(page).status_code for page in pages] == [404, 404]
    listed = coordinator.get("/desk/pools/")
    assert listed.status_code == 200
    assert "Lotsinnen" not in said(listed)
    offered = said(coordinator.get("/desk/pools/new/"))
    assert 'value="interpreters"' in offered
    assert 'value="guides"' not in offered
    with town.open():
        assert (Pool.objects.count(), PoolMember.objects.count()) == (1, 1)
    switch(town, *Module)
    assert [coordinator.get(page).status_code for page in pages] == [200, 200]


def test_the_page_says_what_goes_away_and_what_is_still_there(town: Town, administrator: Browser) -> None:
    nothing = said(administrator.get("/desk/town/modules/"))
    assert "Without it: " in nothing
    assert "can be finished" not in nothing
    with town.open():
        erna = make_client(town)
        make_need(town, erna)
        pool = open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
        join_pool(town.coordinator, pool, make_volunteer(town), at=MONDAY)
    page = said(administrator.get("/desk/town/modules/"))
    assert "1 need is open and can be finished." in page
    assert "1 person is in a pool or on the way into one, and stays there." in page
    assert erna.person.family_name not in page


def test_the_page_asks_as_often_for_one_row_as_for_three(town: Town, administrator: Browser) -> None:
    asked = []
    for _rows in (1, 3):
        with town.open():
            while Need.objects.count() < _rows:
                make_need(town, make_client(town))
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get("/desk/town/modules/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= MOST_QUERIES + 3  # the transaction of the page and the scope of the town


DAILY = {"/desk/", "/desk/calls/", "/desk/needs/", "/desk/standing/", "/desk/plan/", "/desk/map/"}


def test_where_nobody_is_helped_the_navigation_has_no_day_and_the_desk_leads_to_its_first_place(
    town: Town, coordinator: Browser
) -> None:
    switch(town, Module.PROJECTS)
    answer = coordinator.get("/desk/", follow=True)
    assert answer.redirect_chain == [("/desk/people/", 302)]
    page = said(answer)
    assert 'href="/desk/pages/"' in page
    assert DAILY.isdisjoint(links_of(page))


@pytest.mark.parametrize("module", [Module.SHOPPING, Module.INTERPRETERS])
def test_with_one_pool_the_day_is_there(town: Town, coordinator: Browser, module: Module) -> None:
    switch(town, Module.PROJECTS, module)
    answer = coordinator.get("/desk/")
    assert answer.status_code == 200
    assert set(links_of(said(answer))) >= DAILY


def links_of(page: str) -> list[str]:
    return re.findall(r'class="nav-link" href="([^"]+)"', page)
