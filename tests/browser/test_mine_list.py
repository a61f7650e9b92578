"""The shopping list on a phone in a real browser: ticks that stay, a voice that reads, German and Arabic."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.assistance.models import Assignment
from tests.browser.test_mine import clean, large_enough, log_in, speaks, telephone
from tests.web.mine.conftest import Stage, set_the_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WISH = "2 × Milch 1,5 %\nButter mild, sonst egal\n1 kg Kartoffeln, höchstens 3 Euro\n3 × Dingsbums"
LONG = "Milch\nQuark\nSahne\nÄpfel\nBananen\nBirnen\nKartoffeln\nMöhren\nGurke"
SHOTS = os.environ.get("LOTSENWERK_SHOTS", "")

# A phone with voices: they come late, one is German and its own; what is said is written down.
VOICES = """
window.said = [];
let voices = [];
Object.defineProperty(window, "speechSynthesis", {value: Object.assign(new EventTarget(), {
  getVoices: () => voices, cancel: () => {},
  speak: (one) => window.said.push([one.text, one.lang, one.rate, one.voice.name]),
})});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.voicesCome = (come) => { voices = come; speechSynthesis.dispatchEvent(new Event("voiceschanged")); };
"""
OWN = {"name": "Anna", "lang": "de_DE", "localService": True}
FOREIGN = {"name": "Wolke", "lang": "de-DE", "localService": False}
ENGLISH = {"name": "Daisy", "lang": "en-GB", "localService": True}


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return set_the_stage()


def going_with(stage: Stage, wish: str = WISH) -> Assignment:
    going = stage.send(in_hours=-1)
    with stage.town.open():
        going.need.wish = wish
        going.need.save()
    return going


def keep_a_picture(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("wish", [WISH, LONG], ids=["short", "long"])
def test_list_is_clean_and_large_enough(  # noqa: PLR0917 - parameters
    live_server: Any, browser: Browser, stage: Stage, scheme: str, language: str, wish: str
) -> None:
    speaks(stage, language)
    going = going_with(stage, wish)
    with telephone(browser, live_server.url, scheme=scheme) as page:
        page.add_init_script(VOICES)
        log_in(page, live_server.url, stage)
        page.goto(f"/mine/visits/{going.ref}/?step=1")
        page.evaluate("(voices) => voicesCome(voices)", [OWN])
        expect(page.locator(".goods__speaker")).to_have_count(len(wish.splitlines()))
        page.locator("[data-list] input").first.check()
        clean(page)
        large_enough(page)
        assert page.locator(".goods label").evaluate_all(
            "(all) => all.every((one) => one.getBoundingClientRect().height >= 44)"
        )
        if language == "ar":
            halves = (
                page.locator(".goods__names")
                .first.locator("[dir]")
                .evaluate_all("(all) => all.map((one) => Math.round(one.getBoundingClientRect().right))")
            )
            assert len(set(halves)) == 1, "both halves begin on the right"
        keep_a_picture(page, f"list-{language}-{scheme}-{len(wish)}")


def test_ticks_outlive_the_page_and_end_with_the_visit(live_server: Any, browser: Browser, stage: Stage) -> None:
    speaks(stage, "de")
    going = going_with(stage)
    with telephone(browser, live_server.url) as page:
        log_in(page, live_server.url, stage)
        page.goto(f"/mine/visits/{going.ref}/?step=1")
        page.get_by_label("Butter").check()
        page.reload()
        expect(page.get_by_label("Butter")).to_be_checked()
        expect(page.get_by_label("Milch")).not_to_be_checked()
        page.goto(f"/mine/visits/{going.ref}/")
        expect(page.get_by_label("Butter")).to_be_checked()
        page.get_by_role("button", name="Adresse zeigen").tap()
        expect(page.get_by_text("Mainstraße 12")).to_be_visible()
        expect(page.get_by_label("Butter")).to_be_checked()
        kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
        assert going.ref in kept
        assert "Butter" not in kept
        page.goto(f"/mine/visits/{going.ref}/report/")
        page.get_by_role("button", name="Melden").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Erledigt. Vielen Dank!")
        assert page.evaluate("localStorage.length") == 0


def test_ticks_of_another_visit_and_old_ones_do_not_count(live_server: Any, browser: Browser, stage: Stage) -> None:
    going = going_with(stage)
    with telephone(browser, live_server.url) as page:
        log_in(page, live_server.url, stage)
        page.goto(f"/mine/visits/{going.ref}/?step=1")
        page.locator("[data-list] input").first.check()
        marks = page.evaluate("JSON.parse(localStorage.getItem(Object.keys(localStorage)[0])).ticked")
        page.evaluate(
            """([ref, ticked]) => {
                localStorage.clear();
                localStorage.setItem("list:another", JSON.stringify({at: Date.now(), ticked}));
                localStorage.setItem(`list:${ref}`, JSON.stringify({at: Date.now() - 4 * 86400000, ticked}));
            }""",
            [going.ref, marks],
        )
        page.reload()
        expect(page.locator("[data-list] input:checked")).to_have_count(0)
        assert page.evaluate("Object.keys(localStorage)") == ["list:another"]


def test_german_is_read_slowly_by_the_phones_own_voice(live_server: Any, browser: Browser, stage: Stage) -> None:
    going = going_with(stage)
    with telephone(browser, live_server.url) as page:
        page.add_init_script(VOICES)
        log_in(page, live_server.url, stage)
        page.goto(f"/mine/visits/{going.ref}/?step=1")
        expect(page.locator(".goods__speaker")).to_have_count(0)
        page.evaluate("(voices) => voicesCome(voices)", [ENGLISH, FOREIGN])
        expect(page.locator(".goods__speaker")).to_have_count(0)
        page.evaluate("(voices) => voicesCome(voices)", [ENGLISH, FOREIGN, OWN])
        expect(page.locator(".goods__speaker")).to_have_count(4)
        page.evaluate("(voices) => voicesCome(voices)", [ENGLISH, FOREIGN, OWN])
        expect(page.locator(".goods__speaker")).to_have_count(4)
        page.locator(".goods__speaker").first.tap()
        assert page.evaluate("said") == [["2 mal Milch (1,5 %)", "de-DE", 0.8, "Anna"]]
        expect(page.locator("[data-list] input:checked")).to_have_count(0)


def test_without_script_the_boxes_are_there_and_no_voice(live_server: Any, browser: Browser, stage: Stage) -> None:
    going = going_with(stage)
    with telephone(browser, live_server.url, java_script_enabled=False) as page:
        log_in(page, live_server.url, stage)
        page.goto(f"/mine/visits/{going.ref}/?step=1")
        page.locator("[data-list] input").nth(1).check()
        expect(page.locator("[data-list] input:checked")).to_have_count(1)
        expect(page.locator(".goods__speaker")).to_have_count(0)
