"""The files of the look keep their promises: nothing inline, nothing foreign, both directions, both lights."""

import hashlib
import re
from pathlib import Path

import pytest

from lotsenwerk.kit.styleguide import ICONS

ROOT = Path(__file__).parents[2]
KIT = ROOT / "src/lotsenwerk/kit"
STATIC = KIT / "static/kit"
OWN_SHEETS = sorted((STATIC / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "src/lotsenwerk").rglob("templates/**/*.html"))
KIBI = 1024


def test_every_vendored_file_is_the_one_that_was_listed() -> None:
    lines = [line.split("  ", 1) for line in (ROOT / "vendored.sha256").read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    present = {
        file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (STATIC / "vendor").rglob("*")
        if file.is_file()
    }
    assert present == listed


def test_the_lock_of_the_vendored_packages_names_no_addresses_of_archives() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_dark_by_device_and_dark_by_choice_are_the_same_dark() -> None:
    blocks = re.findall(r"/\* dark \*/(.*?)/\* end of dark \*/", (STATIC / "css/tokens.css").read_text(), re.DOTALL)
    by_device, by_choice = (re.sub(r"\s+", " ", block) for block in blocks)
    assert by_device == by_choice


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_our_sheets_know_start_and_end_but_not_left_and_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    # A tick is drawn with two borders and is the same in every script; KERN floats its legends, we do not.
    text = text.replace("border-right-width: 2.5px", "").replace("float: none", "")
    found = re.findall(r"(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)[\w-]*|left|right|float)\s*:", text)
    assert found == []


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_our_sheets_fetch_nothing_from_elsewhere(sheet: Path) -> None:
    for address in re.findall(r"url\(\"?([^)\"]+)", sheet.read_text()):
        assert (sheet.parent / address).is_file()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "src/lotsenwerk").as_posix())
def test_templates_hold_no_inline_style_and_no_inline_script(template: Path) -> None:
    # What Django reads is no attribute: {% with one=row %}.
    text = re.sub(r"{%.*?%}", "", template.read_text())
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text)
    # A script of JSON is data for a script that comes from a file: the browser never runs it.
    assert all("src=" in tag or 'type="application/json"' in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "src/lotsenwerk").as_posix())
def test_templates_use_only_drawings_that_exist(template: Path) -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    assert set(re.findall(r'{% icon "([\w-]+)"', template.read_text())) <= drawn


def test_the_style_guide_shows_every_drawing() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    assert set(ICONS) == {name for name in drawn if not name.startswith("shape-") and name != "flag"}


def test_what_every_page_loads_stays_small() -> None:
    # A page is the desk's or a helper's, and few have a map.
    sheets = {file.stem: file.stat().st_size for file in OWN_SHEETS}
    scripts = {file.stem: file.stat().st_size for file in (STATIC / "js").glob("*.js")}
    of_maps = sheets.pop("map") + scripts.pop("map")
    assert sheets.pop("without-layers") < 3 * KIBI
    # Before the login a page is neither the desk's nor a helper's.
    assert sheets.pop("public") < 3 * KIBI
    assert sum(sheets.values()) - min(sheets["desk"], sheets["mine"]) < 49 * KIBI
    assert sum(scripts.values()) < 16 * KIBI
    assert of_maps < 20 * KIBI
    assert (STATIC / "vendor/kern.css").stat().st_size < 110 * KIBI
