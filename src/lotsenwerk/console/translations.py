"""Our texts in other languages: ``locale/parts/<area>.<language>.po`` merged into what gettext reads.

One file for each area and language keeps changes apart; gettext wants one for each language. Compiling is done in
Python, as a fresh machine has no msgfmt.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import polib

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import PACKAGE

PARTS = PACKAGE / "locale" / "parts"
NAME = re.compile(r"(?P<area>[a-z0-9_-]+)\.(?P<language>[a-z]{2}(?:-[a-z]+)?)\.po")
# Django's spelling of a language's folder: de-simple -> de_Simple.
LONGEST_REGION = 2


class TextsDisagree(ConsoleError):  # noqa: N818
    """One source text has two translations in one language."""


def compile_all(parts: Path = PARTS, into: Path | None = None) -> list[Path]:
    """Write the compiled catalogue of each language whose parts are newer than it; answers the files written.

    ``into`` is the locale folder, by default the parent of ``parts``. Where it may not be written to, the compiled
    catalogues of the installation are left as they are.
    """
    written = []
    for language, files in sorted(languages(parts).items()):
        target = (into or parts.parent) / folder_name(language) / "LC_MESSAGES" / "django.mo"
        newest = max(file.stat().st_mtime for file in [*files, parts])
        if target.exists() and target.stat().st_mtime >= newest:
            continue
        if not os.access(_first_existing(target.parent), os.W_OK):
            continue
        whole = merged(files)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed: another process may be reading the old one.
        aside = target.with_name(f"django.mo.{os.getpid()}")
        whole.save_as_mofile(str(aside))
        aside.replace(target)
        written.append(target)
    return written


def languages(parts: Path = PARTS) -> dict[str, list[Path]]:
    """The part files of each language code; a file whose name is not understood is refused."""
    found: dict[str, list[Path]] = {}
    for file in sorted(parts.glob("*.po")):
        match = NAME.fullmatch(file.name)
        if match is None:
            raise ConsoleError(f"{file.name} in locale/parts is not named <area>.<language>.po")
        found.setdefault(match["language"], []).append(file)
    return found


def merged(files: Iterable[Path]) -> polib.POFile:
    """One catalogue out of several; the same text translated in two ways is refused, the same way is fine."""
    whole = polib.POFile()
    seen: dict[tuple[str | None, str, str], tuple[object, Path]] = {}
    for file in files:
        part = polib.pofile(str(file))
        whole.metadata = whole.metadata or part.metadata
        for entry in part.translated_entries():
            key = (entry.msgctxt, entry.msgid, entry.msgid_plural)
            said: object = entry.msgstr_plural or entry.msgstr
            if key not in seen:
                seen[key] = (said, file)
                whole.append(entry)
            elif seen[key][0] != said:
                raise TextsDisagree(f"“{entry.msgid}” is translated differently in {seen[key][1].name} and {file.name}")
    return whole


def missing(language: str, sources: Iterable[Path] | None = None, parts: Path = PARTS) -> list[str]:
    """Source texts of code and templates that ``language`` has no translation for, in alphabetical order."""
    from lotsenwerk.console.texts_in_source import texts_in

    known = {(entry.msgctxt, entry.msgid) for entry in merged(languages(parts).get(language, []))}
    files = sources if sources is not None else source_files()
    return sorted({text for context, text in texts_in(files) if (context, text) not in known})


def source_files() -> list[Path]:
    """Every file of the package that may hold a text for people."""
    kinds = {".py", ".html", ".txt"}
    return sorted(file for file in PACKAGE.rglob("*") if file.suffix in kinds and "migrations" not in file.parts)


def folder_name(language: str) -> str:
    """The folder that gettext looks in: ``de`` stays, ``de-simple`` becomes ``de_Simple``."""
    word, sign, region = language.partition("-")
    if not sign:
        return word
    return f"{word}_{region.upper() if len(region) <= LONGEST_REGION else region.title()}"


def _first_existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
