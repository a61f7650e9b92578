"""How many parts an SMS has: gateways charge each one, and old telephones show them one by one.

GSM 03.38: 160 characters of seven bits in one part, 153 in each of several; a text with any other letter is written
in UCS-2 (70, and 67). Signs of the extension table count twice.
"""

from typing import Final

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("\f^{}\\[~]|€")
SINGLE_SEVEN, SEVERAL_SEVEN = 160, 153
SINGLE_WIDE, SEVERAL_WIDE = 70, 67


def parts_of(text: str) -> int:
    """How many parts the text is sent in; an empty one is one part."""
    if all(sign in BASIC or sign in EXTENDED for sign in text):
        length = sum(2 if sign in EXTENDED else 1 for sign in text)
        single, several = SINGLE_SEVEN, SEVERAL_SEVEN
    else:
        length = len(text.encode("utf-16-be")) // 2
        single, several = SINGLE_WIDE, SEVERAL_WIDE
    return 1 if length <= single else -(-length // several)
