"""Our texts in other languages: ``locale/parts/<area>.<language>.po`` merged into what gettext reads.

One file for each area and language keeps changes apart; gettext wants one for each language. Compiling is done in
Python, as a fresh machine has no msgfmt.

Whoever reads a part over as a speaker of its language says so in the part's header, ``X-Reviewed-By: name`` and
``X-Reviewed-On: 2026-11-22``, or above a single text in a comment ``# reviewed by name, on 2026-11-22``. What carries
neither counts as not reviewed, and the pages of helpers say so (`lotsenwerk.kit.reviewed`).
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import PACKAGE
from lotsenwerk.console.texts_for_everybody import EASY, LANGUAGES, files_for_everybody, files_of_the_portal
from lotsenwerk.console.texts_in_source import Text, texts_in

PARTS = PACKAGE / "locale" / "parts"
NAME = re.compile(r"(?P<area>[a-z0-9_-]+)\.(?P<language>[a-z]{2}(?:-[a-z]+)?)\.po")
# Django's spelling of a language's folder: de-simple -> de_Simple.
LONGEST_REGION = 2
REVIEWED = re.compile(r"reviewed by (?!,)\S[^\n]*, on \d{4}-\d\d-\d\d")


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
        # Read by kit.reviewed; the header is the one place that a compiled catalogue has for it.
        whole.metadata["X-Reviewed"] = "yes" if _is_reviewed(language, parts) else "no"
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
        whole.metadata = whole.metadata or dict(part.metadata)
        for entry in part.translated_entries():
            key = (entry.msgctxt, entry.msgid, entry.msgid_plural)
            said: object = entry.msgstr_plural or entry.msgstr
            if key not in seen:
                seen[key] = (said, file)
                whole.append(entry)
            elif seen[key][0] != said:
                raise TextsDisagree(f"“{entry.msgid}” is translated differently in {seen[key][1].name} and {file.name}")
    return whole


@dataclass(frozen=True, slots=True)
class Counted:
    """How far one language is: of the texts that it needs, how many stand in it, and how many a speaker has read."""

    language: str
    needed: int
    translated: int
    reviewed: int

    @property
    def is_reviewed(self) -> bool:
        """Whether a speaker of the language has read every text that it needs."""
        return self.reviewed == self.needed


def counted(language: str, parts: Path = PARTS, sources: Iterable[Path] | None = None) -> Counted:
    """Count one language. `LANGUAGES` need what everybody reads, `EASY` the public pages, others every text."""
    needed = needed_texts(language, sources)
    files = languages(parts).get(language, [])
    known = {_key(entry) for entry in merged(files)}
    return Counted(language, len(needed), len(needed & known), len(needed & set(_reviewed(files))))


def needed_texts(language: str, sources: Iterable[Path] | None = None) -> set[Text]:
    """Context and source text of all that has to stand in ``language``."""
    if sources is not None:
        return _texts_of(sources)
    if language == EASY:
        return _texts_of(files_of_the_portal())
    return set(_texts_for_everybody()) if language in LANGUAGES else _texts_of(source_files())


def _texts_of(sources: Iterable[Path]) -> set[Text]:
    return {text for text in texts_in(sources) if text[1]}


@cache
def _texts_for_everybody() -> frozenset[Text]:
    return frozenset(_texts_of(files_for_everybody()))


def _is_reviewed(language: str, parts: Path) -> bool:
    """Whether a language needs no review or has it; reads the source only where somebody has begun to review."""
    if language not in {*LANGUAGES, EASY}:
        return True
    return any(_reviewed(languages(parts)[language])) and counted(language, parts).is_reviewed


def _reviewed(files: Iterable[Path]) -> Iterable[Text]:
    for file in files:
        part = polib.pofile(str(file))
        is_whole = bool(part.metadata.get("X-Reviewed-By") and part.metadata.get("X-Reviewed-On"))
        yield from (
            _key(entry) for entry in part.translated_entries() if is_whole or REVIEWED.search(entry.tcomment or "")
        )


def _key(entry: polib.POEntry) -> Text:
    return entry.msgctxt, entry.msgid


def missing(language: str, sources: Iterable[Path] | None = None, parts: Path = PARTS) -> list[str]:
    """Source texts that ``language`` needs and has no translation for, in alphabetical order."""
    known = {_key(entry) for entry in merged(languages(parts).get(language, []))}
    return sorted({text for context, text in needed_texts(language, sources) if (context, text) not in known})


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
