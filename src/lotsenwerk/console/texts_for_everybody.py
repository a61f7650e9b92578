"""Which texts helpers, the people they visit and the public read, and so stand in every language that we offer.

The desk works in German and English. What volunteers see on their own pages, what stands in the entrance, in letters
and on papers, and what a verb may answer to them, has to be there in their own language. The list is not kept by
hand: it is all that their pages can reach by an import, so that a new sentence of a verb of theirs is on it at once.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lotsenwerk.console.folders import PACKAGE

LANGUAGES: Final = ("uk", "ru", "ar", "fa", "tr", "fr", "ti")
"""Those we offer beside German and English."""

EASY: Final = "de-simple"
"""Leichte Sprache: the public pages alone, all else falls back to German."""

_BEGINS: Final = re.compile(
    r"lotsenwerk\.(web\.(mine|entrance|portal)(\..+)?|domain\.\w+\.(messages|sentences)|kit\.paper_words)"
)
_TEMPLATES: Final = ("web/mine/templates", "web/entrance/templates", "web/portal/templates", "kit/templates")

# Reached by an import, and yet read by nobody outside the desk.
_ONLY_AT_THE_DESK: Final = re.compile(
    r"""
      web/entrance/(templates/entrance/)?support/               # those who keep the installation
    | web/entrance/(templates/entrance/)?rules/
    | domain/rules/actions/\w+\.py
    | web/entrance/(templates/entrance/)?tour/                  # and who look at the demonstration with us
    | domain/accounts/actions/support\.py
    | domain/assistance/actions/(offers|contact_notes)\.py      # who asks, and who notes a call
    | domain/assistance/partner_letters\.py                     # what institutions get, in German or English
    | domain/assistance/actions/food_bank/cancel_pick_up\.py    # a visit that is off takes its pick-up along
    | domain/gatherings/actions/book\.py                        # and the things that were lent for it
    | domain/publishing/(messages|actions/\w+)\.py             # who writes pages, and who approves them
    | domain/funding/messages\.py                              # who keeps the files of grants
    | domain/places/models\.py                                  # kinds of municipalities
    | kit/templates/kit/(_styleguide\w*|styleguide\w*|_shortcut_help|desk_base|_map\w*|_search|_story)\.html
    """,
    re.VERBOSE,
)


def files_for_everybody(package: Path = PACKAGE) -> list[Path]:
    """The code and templates whose texts stand in every one of `LANGUAGES`, in the order of their paths."""
    templates = (file for folder in _TEMPLATES for file in (package / folder).rglob("*"))
    found = {*_reached(package), *(file for file in templates if file.suffix in {".html", ".txt"})}
    return sorted(file for file in found if not _ONLY_AT_THE_DESK.fullmatch(_inside(file, package)))


def files_of_the_portal(package: Path = PACKAGE) -> list[Path]:
    """The code and templates of the public pages, whose texts stand in `EASY` too."""
    files = (package / "web/portal").rglob("*")
    return sorted(file for file in files if file.suffix in {".py", ".html", ".txt"})


def _inside(file: Path, package: Path) -> str:
    """The path in the package; for a whole folder that is left out only the part that names it."""
    path = file.relative_to(package).as_posix()
    folder = re.match(r"web/entrance/(templates/entrance/)?(support|rules|tour)/", path)
    return folder[0] if folder else path


def _reached(package: Path) -> set[Path]:
    modules = {_name(file, package): file for file in package.rglob("*.py")}
    seen: set[str] = set()
    ahead = [name for name in modules if _BEGINS.fullmatch(name)]
    while ahead:
        name = ahead.pop()
        if name in modules and name not in seen:
            seen.add(name)
            ahead.extend(_imported(modules[name], modules))
    return {modules[name] for name in seen}


def _name(file: Path, package: Path) -> str:
    return ".".join(file.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")


def _imported(file: Path, modules: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                inner = f"{node.module}.{one.name}"
                yield inner if inner in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
