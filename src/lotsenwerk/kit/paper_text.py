"""Text that can be printed: what people typed, less the signs that no font of ours can show.

A tagged document (PDF/UA) may not hold a sign without a picture for it, so one Chinese letter in a name would leave
the whole sheet unprinted.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "papers" / "fonts"
MAX_TEXT: Final = 2_000
"""Characters of one text that are printed: about a page."""
UNKNOWN: Final = "?"

_LONGEST_WORD: Final = 24
_MAY_BREAK: Final = "\u200b"
_JOINERS: Final = frozenset("\u200c\u200d")
_LONG_WORD: Final = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")


def printable(text: str) -> str:
    """Return the text as it can stand on paper: at most `MAX_TEXT` characters, lines kept, "?" for unknown signs.

    Marks of direction fall away, since each text gets its own direction; words of more than 24 letters may break.
    """
    text = unicodedata.normalize("NFC", text[: MAX_TEXT + 1])
    if len(text) > MAX_TEXT:
        text = text[: MAX_TEXT - 1] + "…"
    shown = _without_lone_marks("".join(map(_shown, text))).strip()
    return _LONG_WORD.sub(_breakable, shown)


def _without_lone_marks(text: str) -> str:
    """Accents and vowel signs need a letter of their own script before them: alone they have no picture."""
    kept: list[str] = []
    base = ""
    for sign in text:
        if unicodedata.category(sign)[0] != "M":
            base = sign
        elif not base.isalpha() or _is_arabic(base) != _is_arabic(sign):
            continue
        kept.append(sign)
    return "".join(kept)


def _is_arabic(sign: str) -> bool:
    return "\u0600" <= sign <= "\u08ff"


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign == "\n" or category in {"Zl", "Zp"}:
        return "\n"
    if category in {"Zs", "Cc"}:
        return "\u00a0" if sign in "\u00a0\u202f" else " "
    if sign in _JOINERS:
        return sign
    if category == "Cf" or 0xFE00 <= ord(sign) <= 0xFE0F:  # noqa: PLR2004 - the variation selectors
        return ""
    return _known_like(sign)


def _known_like(sign: str) -> str:
    """The sign itself, or what it stands for (ﷺ, full-width letters), or its bare letter, or "?"."""
    plain = unicodedata.normalize("NFKC", sign)
    bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    candidates = (sign, plain, bare)
    return next((one for one in candidates if one and all(ord(part) in _known() for part in one)), UNKNOWN)


def _breakable(word: re.Match[str]) -> str:
    letters = word.group()
    return _MAY_BREAK.join(letters[at : at + _LONGEST_WORD] for at in range(0, len(letters), _LONGEST_WORD))


@cache
def _known() -> frozenset[int]:
    """The code points for which one of our fonts has a picture."""
    return frozenset().union(*(_code_points(font.read_bytes()) for font in sorted(FONTS.glob("*_400Regular.ttf"))))


def _code_points(font: bytes) -> set[int]:
    """Read the table of characters of a TrueType font (formats 4 and 12 of the OpenType specification)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xI", font, 12 + 16 * place) for place in range(tables))
    cmap = next(offset for tag, offset in entries if tag == b"cmap")
    (parts,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for place in range(parts):
        (offset,) = struct.unpack_from(">4xI", font, cmap + 4 + 8 * place)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 4:  # noqa: PLR2004 - as named above
            found |= _format_4(font, cmap + offset)
        elif form == 12:  # noqa: PLR2004
            found |= _format_12(font, cmap + offset)
    return found


def _format_4(font: bytes, start: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", font, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    begins = struct.unpack_from(f">{count}H", font, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * twice)
    ranges = start + 16 + 3 * twice
    found = set()
    for place, (begin, end, delta) in enumerate(zip(begins, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", font, ranges + 2 * place)
        for code in range(begin, end + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, ranges + 2 * place + offset + 2 * (code - begin))
            if (glyph + delta) % 65_536 and (not offset or glyph):
                found.add(code)
    return found - {0xFFFF}


def _format_12(font: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    groups = (struct.unpack_from(">III", font, start + 16 + 12 * place) for place in range(count))
    return {code for first, last, glyph in groups for code in range(first, last + 1) if glyph + code - first}
