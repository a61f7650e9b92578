"""Numbers on paper that stand for people: random, with a last digit by which a slip of the pen is noticed."""

import re
import secrets
from typing import Final

LENGTH: Final = 8
"""Seven digits that say nothing, and one that follows from them."""
_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
"""Damm's table: every single wrong digit is found, and every two neighbours that changed places."""


def new_number() -> str:
    """Eight digits; the unique constraint of the table has the last word."""
    digits = "".join(secrets.choice("0123456789") for _ in range(LENGTH - 1))
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """The digit that follows from these."""
    row = 0
    for digit in digits:
        row = _DAMM[row][int(digit)]
    return str(row)


def read_number(typed: str) -> str | None:
    """The number that somebody read from paper, blanks and hyphens left out; none where it cannot be one."""
    digits = re.sub(r"[\s-]", "", typed[:40])
    is_one = len(digits) == LENGTH and digits.isascii() and digits.isdecimal() and check_digit(digits) == "0"
    return digits if is_one else None


def in_groups(number: str) -> str:
    """The number as it stands on paper: 1234 5678."""
    return f"{number[:4]} {number[4:]}".strip()
