"""The picture that is shown where somebody passes a page on: its title and place, painted by us with our own fonts."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont, features

from lotsenwerk.kit.paper_text import FONTS, printable

SIZE: Final = (1200, 630)
_EDGE: Final = 84
_TEAL: Final = (12, 90, 91)
_DEEP: Final = (7, 57, 60)
_PAPER: Final = (255, 254, 251)
_SOFT: Final = (196, 226, 221)
_GLOW: Final = (200, 71, 47)
_FAMILIES: Final = {"ar": "Vazirmatn", "fa": "Vazirmatn", "ti": "NotoSansEthiopic"}
_MOST_LINES: Final = 4
_STEPS: Final = (84, 72, 62, 54)


@lru_cache(maxsize=64)
def share_card(title: str, below: str, language: str) -> bytes:
    """A PNG of 1200 by 630. Words that run from the right stand at the right; letters are joined as the script asks."""
    image = Image.new("RGB", SIZE, _TEAL)
    draw = ImageDraw.Draw(image)
    draw.polygon([(SIZE[0], 0), SIZE, (0, SIZE[1]), (0, SIZE[1] * 0.72)], fill=_DEEP)
    draw.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=_GLOW)
    is_rtl = language in {"ar", "fa"}
    side, anchor = (SIZE[0] - _EDGE, "ra") if is_rtl else (_EDGE, "la")
    font, lines = _fitting(_drawable(title), language)
    y = 96.0
    for line in lines:
        draw.text((side, y), line, font=font, fill=_PAPER, anchor=anchor, direction=_direction(line, language))
        y += font.size * 1.28
    small = _font(_drawable(below), language, "400Regular", 38)
    if below:
        draw.text(
            (side, y + 18),
            _drawable(below),
            font=small,
            fill=_SOFT,
            anchor=anchor,
            direction=_direction(below, language),
        )
    brand = ImageFont.truetype(FONTS / "FiraSans_600SemiBold.ttf", 36)
    draw.text((_EDGE, SIZE[1] - 92), "Lotsenwerk", font=brand, fill=_PAPER, anchor="la")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawable(text: str) -> str:
    return " ".join(printable(text).split())


def _font(text: str, language: str, weight: str, size: int) -> ImageFont.FreeTypeFont:
    family = _FAMILIES.get(language, "FiraSans") if not _is_latin(text) else "FiraSans"
    return ImageFont.truetype(FONTS / f"{family}_{weight}.ttf", size)


def _is_latin(text: str) -> bool:
    return all(ord(sign) < 0x0530 or not sign.isalpha() for sign in text)  # noqa: PLR2004 - Latin, Greek, Cyrillic


def can_join(language: str) -> bool:
    """Whether letters of a language that are joined to each other can be painted here."""
    return language not in {"ar", "fa"} or bool(features.check("raqm"))


def _direction(text: str, language: str) -> str | None:
    return "rtl" if language in {"ar", "fa"} and not _is_latin(text) else None


def _fitting(title: str, language: str) -> tuple[ImageFont.FreeTypeFont, Sequence[str]]:
    """The largest letters in which the title fits into four lines; what is longer still ends with dots."""
    for size in _STEPS:
        font = _font(title, language, "600SemiBold", size)
        lines = _lines(title, font)
        if len(lines) <= _MOST_LINES and all(font.getlength(line) <= SIZE[0] - 2 * _EDGE for line in lines):
            return font, lines
    cut = [line[:40] for line in lines[:_MOST_LINES]]
    return font, [*cut[:-1], f"{cut[-1][:36]} …"]


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in title.split() or [""]:
        if lines and font.getlength(f"{lines[-1]} {word}") <= SIZE[0] - 2 * _EDGE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
