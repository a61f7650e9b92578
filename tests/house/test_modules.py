"""What a town has switched off is not there: every address x every module, in one's own town and beside the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

import lotsenwerk.web
from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.kit.entry import guard, part_of
from lotsenwerk.web.desk.entry import PARTS as OF_DESK
from lotsenwerk.web.mine.entry import PARTS as OF_MINE
from lotsenwerk.web.partner.entry import PARTS as OF_PARTNER
from tests.house.test_doors import ANONYMOUS, GUARDED, PAGES, Address, ask, browser, is_sent_to_login, sessions
from tests.story import Story

pytestmark = pytest.mark.django_db

__all__ = ["sessions"]

DOORS = {"desk": OF_DESK, "mine": OF_MINE, "partner": OF_PARTNER}
SWITCHED = [one for one in GUARDED if getattr(one.view, "belongs_to", None)]
ALL = frozenset(Module)


@contextmanager
def only(story: Story, modules: frozenset[Module]) -> Iterator[None]:
    """As if the town of a story had switched on these modules alone; nothing of it stays."""
    with transaction.atomic():
        Organisation.objects.filter(pk=story.town.id).update(modules=sorted(modules))
        yield
        transaction.set_rollback(True)


def test_every_view_belongs_to_a_module_or_to_the_core() -> None:
    unsaid = {one.name for one in GUARDED if getattr(one.view, "belongs_to", None) is None}
    assert unsaid == set(), "Write the folder into PARTS of its door's entry.py"


def test_every_part_that_is_declared_is_there() -> None:
    web = Path(lotsenwerk.web.__path__[0])
    for door, parts in DOORS.items():
        assert {part for part in parts if not (web / door / part).is_dir()} == set(), door


def test_a_view_of_a_folder_that_nobody_declared_is_found() -> None:
    def view(request: Any) -> Any:
        raise AssertionError(request)

    view.__module__ = "lotsenwerk.web.desk.planted.views"
    assert part_of(view.__module__) == "planted"
    guarded: Any = guard(lambda _request: None, lambda _actor: True, OF_DESK)(view)  # type: ignore[arg-type, return-value]
    assert guarded.belongs_to is None


CASES = [(one, method) for one in SWITCHED for method in ("GET", "POST")]


@pytest.mark.parametrize(("one", "method"), CASES, ids=[f"{one.name}-{method}" for one, method in CASES])
def test_off_it_is_there_for_nobody_and_on_again_it_is_as_before(
    two_towns: tuple[Story, Story],
    sessions: dict[str, str],
    one: Address,
    method: str,
) -> None:
    here, there = two_towns
    page, modules = PAGES[one.name], one.view.belongs_to  # type: ignore[attr-defined]
    url = reverse(one.name, kwargs=page.keys(here))
    for role in [ANONYMOUS, *sorted(page.may)]:
        with only(here, ALL):
            before = ask(browser(sessions, role), method, url, page.sends(here))
        with only(here, ALL - modules):
            off = ask(browser(sessions, role), method, url, page.sends(here))
        with only(there, ALL - modules):
            beside = ask(browser(sessions, role), method, url, page.sends(here))
        if role == ANONYMOUS:
            assert before.status_code == 405 or is_sent_to_login(off)
            continue
        assert off.status_code == 404 or off.status_code == before.status_code == 405, role
        assert beside.status_code == before.status_code, role
        for module in modules:
            with only(here, frozenset({module})):
                again = ask(browser(sessions, role), method, url, page.sends(here))
            assert again.status_code == before.status_code, (role, module)


CORE = [one for one in GUARDED if not getattr(one.view, "belongs_to", None)]


@pytest.mark.parametrize("one", CORE, ids=lambda one: one.name)
def test_what_belongs_to_the_core_is_there_without_any_module(
    two_towns: tuple[Story, Story],
    sessions: dict[str, str],
    one: Address,
) -> None:
    here, _ = two_towns
    page = PAGES[one.name]
    url = reverse(one.name, kwargs=page.keys(here))
    for role in sorted(page.may):
        with only(here, frozenset()):
            response = ask(browser(sessions, role), "GET", url)
        if one.name not in OF_POOLS:
            assert response.status_code in {200, 204, 302, 405}, (role, response.status_code)


OF_POOLS = {name for name, page in PAGES.items() if {"pool_id", "member_id"} & page.asks.keys()}
"""Pages of the core whose rows belong to a pool, which goes away with its module."""
