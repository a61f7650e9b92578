"""Every page, as every role, in every language, light and dark, wide and narrow: axe finds nothing, the console is
silent, nothing is wider than the window. In CI a sample in which every two values meet, with ``--long`` all of them."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock
from lotsenwerk.kit.appearance import THEME_COOKIE
from tests.barriers import AXE, barriers
from tests.browser.pairs import (
    ANONYMOUS,
    WIDTHS,
    Sight,
    in_language,
    pages_to_look_at,
    pairwise,
    session_of,
    sights,
    user_ids,
)
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHARES = 3
"""The pages of each door are looked at in so many tests, since several of them run side by side."""
_SHAPE = "() => [document.documentElement.lang, document.documentElement.dir, document.documentElement.scrollWidth]"


@pytest.fixture
def story(transactional_db: None) -> Story:
    return tell_story(at=clock.now())


def look_at(browser: Browser, url: str, story: Story, addresses: dict[str, str], some: Iterable[Sight]) -> list[str]:
    """Open every sight, one context for each role, and answer what is wrong."""
    users, faults = user_ids(story), []
    by_role: dict[str, list[Sight]] = {}
    for sight in some:
        by_role.setdefault(sight.role, []).append(sight)
    for role, seen in by_role.items():
        context = browser.new_context(base_url=url)
        if role != ANONYMOUS:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(users[role]), "url": url}
            context.add_cookies([cookie])
        context.add_init_script(AXE)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda fault, said=said: said.append(str(fault)))
        spoken = ""
        for sight in sorted(seen, key=lambda one: one.language):
            if sight.language != spoken:
                spoken = sight.language
                _speak(page, url, story, users.get(role), spoken)
            faults += [f"{sight}: {fault}" for fault in _faults(page, url, addresses[sight.page], sight)]
            faults += [f"{sight}: says {words}" for words in said]
            said.clear()
        context.close()
    return faults


def _speak(page: Page, url: str, story: Story, user_id: int | None, language: str) -> None:
    if user_id is None:
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])
        return
    User.objects.filter(pk=user_id).update(language=language)
    with story.town.open():
        Person.objects.filter(user_id=user_id).update(language=language)


def _faults(page: Page, url: str, address: str, sight: Sight) -> list[str]:
    page.set_viewport_size({"width": sight.width, "height": WIDTHS[sight.width]})
    page.emulate_media(color_scheme="light" if sight.theme == "light" else "dark")
    page.context.add_cookies([{"name": THEME_COOKIE, "value": sight.theme, "url": url}])
    answer = page.goto(in_language(address, sight.language))
    assert answer is not None
    language, direction, width = page.evaluate(_SHAPE)
    faults = barriers(page)
    if answer.status != 200:
        faults.append(f"answers {answer.status}")
    if (language, direction) != (sight.language, "rtl" if sight.language in settings.LANGUAGES_BIDI else "ltr"):
        faults.append(f"says of itself {language} {direction}")
    if width > sight.width:
        faults.append(f"is {width} px wide")
    return faults


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("doors", [("desk:",), ("mine:", "partner:", "entrance:", "account_", "look:", "portal:")])
def test_any_two_of_page_role_language_theme_and_width(
    live_server: Any, browser: Browser, story: Story, doors: tuple[str, ...], share: int
) -> None:
    addresses, roles = pages_to_look_at(story)
    of_doors = sorted(name for name in roles if name.startswith(doors))
    assert len(of_doors) >= {"desk:": 75}.get(doors[0], 20)
    roles = {name: roles[name] for name in of_doors[share::SHARES]}
    some = list(pairwise(sights(roles, all_languages=False)))
    faults = look_at(browser, live_server.url, story, addresses, some)
    assert not faults, "\n".join(faults)


@pytest.mark.long
def test_every_page_as_everybody_in_every_way(live_server: Any, browser: Browser, story: Story) -> None:
    addresses, roles = pages_to_look_at(story)
    every = [sight for ways in sights(roles, all_languages=True).values() for sight in ways]
    faults = look_at(browser, live_server.url, story, addresses, every)
    assert not faults, "\n".join(faults)


def test_any_two_values_that_can_meet_do_so_in_the_sample() -> None:
    every = sights({"desk:needs": ["coordinator", "assistant"], "mine:home": ["volunteer"]}, all_languages=True)
    sample = list(pairwise(every))
    all_pairs = set().union(*(sight.pairs() for ways in every.values() for sight in ways))
    assert set().union(*(sight.pairs() for sight in sample)) == all_pairs
    assert len(sample) < sum(len(ways) for ways in every.values()) / 2
