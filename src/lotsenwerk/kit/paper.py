"""Papers to print: facts in, a tagged PDF out (PDF/UA-1), in the reader's language and direction.

What people typed goes into a paper as data and is never read as markup. The same facts give the same bytes.
"""

import base64
import json
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias

import segno
import typst
from django.utils.translation import get_language_info

from lotsenwerk.kit.money import Cents, shown
from lotsenwerk.kit.paper_text import FONTS, printable
from lotsenwerk.kit.paper_words import TEMPLATES, words
from lotsenwerk.kit.pictures import reencode

JSON: TypeAlias = "Mapping[str, JSON] | list[JSON] | str | int | float | bool | None"

MAX_QR: Final = 1_000
_PAPERS: Final = Path(__file__).parent / "papers"
_PICTURE_EDGE: Final = 640


def make_pdf(template: str, facts: Mapping[str, Any], language: str) -> bytes:
    """Return a paper as PDF. Which facts a paper takes is said by the type of its name in `paper_facts`.

    Amounts (``{"cents": 3140}``), codes to scan (``{"qr": "https://..."}``) and pictures (``{"jpeg": base64}``) are
    made ready here. Raises `KeyError` for an unknown paper and `typst.TypstError` where a fact is missing.
    """
    if template not in TEMPLATES:
        raise KeyError(template)
    told = {
        "facts": {key: _ready(value, language) for key, value in facts.items()},
        "words": words(template, language),
        "german": words(template, "de"),
        "language": language.partition("-")[0],
        "is_rtl": get_language_info(language)["bidi"],
    }
    # A compiler of its own each time, from a path: one that was made from bytes fails at its second use, and one that
    # is shared would mix two threads' facts.
    compiler = typst.Compiler(str(_PAPERS / f"{template}.typ"), root=str(_PAPERS), font_paths=_fonts())
    paper = compiler.compile(format="pdf", sys_inputs={"told": json.dumps(told)}, pdf_standards="ua-1", timestamp=0)
    if not isinstance(paper, bytes):
        raise TypeError(template)
    return paper


def _ready(value: JSON, language: str) -> JSON:
    """Every text printable, and what is no text made into what the papers can show."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_ready(one, language) for one in value]
    if isinstance(value, Mapping):
        return _made(value, language)
    return value


def _made(value: Mapping[str, JSON], language: str) -> JSON:
    match value:
        case {"cents": int(cents)}:
            return shown(Cents(cents), language)
        case {"qr": str(link)}:
            return _qr(link)
        case {"jpeg": str(picture)}:
            return _picture(picture)
        case _:
            return {key: _ready(one, language) for key, one in value.items()}


def _qr(link: str) -> str:
    """A QR code as SVG, with the quiet zone that scanners want."""
    if len(link) > MAX_QR:
        raise ValueError(f"a code to scan holds at most {MAX_QR} characters")
    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def _picture(encoded: str) -> JSON:
    """The bytes of a picture, painted anew so that nothing broken reaches the paper."""
    return list(reencode(base64.b64decode(encoded), longest_edge=_PICTURE_EDGE).content)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
