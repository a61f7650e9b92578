"""The words outside the code are held to it: glossary, links, and what the project says of itself."""

import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
NOT_A_PAGE = ("http://", "https://", "mailto:", "tel:")


def anchors(page: Path) -> set[str]:
    """The places of a page that a link can name, as the usual readers of Markdown make them."""
    heads = re.findall(r"^#+\s+(.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def dead_links(page: Path, text: str) -> list[str]:
    """The links of a page that lead to no file or to no heading of it."""
    dead = []
    for link in [one or other for one, other in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))]:
        if link.startswith(NOT_A_PAGE):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            dead.append(link)
    return dead


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_its_links_lead_somewhere(page: Path) -> None:
    assert dead_links(page, page.read_text()) == []


def test_a_planted_dead_link_is_found() -> None:
    page = ROOT / "docs/house.md"
    text = "[a](nowhere.md) [b](../GLOSSARY.md#nothing) [c](../GLOSSARY.md) [d](https://example.org)"
    assert dead_links(page, text) == ["nowhere.md", "../GLOSSARY.md#nothing"]


# --- glossary ---------------------------------------------------------------------------------------------------------

ROW = re.compile(r"^\|[^|]+\|[^|]+\|([^|]+)\|[^|]+\|$", re.MULTILINE)


def identifiers(text: str) -> list[str]:
    """The names in the third column of the glossary's tables."""
    return [name for cell in ROW.findall(text) for name in re.findall(r"`([\w.]+)`", cell)]


def is_in_the_code(name: str) -> bool:
    """Whether ``room.Thing`` exists as a table, an enumeration or a declared type."""
    room, _, thing = name.partition(".")
    places = [f"lotsenwerk.domain.{room}.models", f"lotsenwerk.kit.{room}", f"lotsenwerk.engines.{room}.types"]
    for place in places:
        try:
            if hasattr(import_module(place), thing):
                return True
        except ModuleNotFoundError:
            continue
    return False


def test_the_glossary_names_only_what_the_code_knows() -> None:
    names = identifiers((ROOT / "GLOSSARY.md").read_text())
    assert len(names) > 20
    assert [name for name in names if not is_in_the_code(name)] == []


def test_every_table_that_people_speak_of_stands_in_the_glossary() -> None:
    from django.apps import apps

    spoken_of = {"organisations", "accounts", "people", "notifications", "assistance"}
    silent = {"people.SearchKey"}
    tables = {
        f"{model._meta.app_label}.{model.__name__}" for model in apps.get_models() if model._meta.app_label in spoken_of
    }
    assert tables - silent - set(identifiers((ROOT / "GLOSSARY.md").read_text())) == set()


def test_a_planted_name_that_the_code_does_not_know_is_found() -> None:
    assert not is_in_the_code("people.Customer")
    assert identifiers("| Kunde | customer | `people.Customer` | Buys. |") == ["people.Customer"]


# --- the project speaks of itself alone -------------------------------------------------------------------------------

FOREIGN = re.compile(r"(?:^|[\s\"'(`])/(?:work|opt/lw)/|pypi\.org/simple|registry\.npmjs", re.IGNORECASE)
MAY_NAME_THEM = {"tests/house/test_docs.py"}


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("not a clone")
    found = []
    for name in listed.stdout.split():
        file = ROOT / name
        if name in MAY_NAME_THEM or file.suffix in {".woff2", ".png", ".webp", ".jpg"} or not file.is_file():
            continue
        found += [name for line in file.read_text(errors="replace").splitlines() if FOREIGN.search(line)]
    assert found == []
