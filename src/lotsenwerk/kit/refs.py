"""Random names of things that people see outside the desk, where counted numbers would tell too much."""

import re
import secrets
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: without i, l, o (taken for 1 and 0) and without u (fewer accidental words)."""

LENGTH: Final = 10
"""Ten of 32 signs: 2^50 names. Among a million things the next one meets an old one once in a thousand million."""

_READ_AS: Final = str.maketrans({"i": "1", "l": "1", "o": "0"})
_REF: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_ref() -> str:
    """Return a fresh random ref of ten signs; the unique constraint of its table has the last word."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_ref(typed: str) -> str | None:
    """Return the ref that somebody read from paper or heard on the phone, None where it cannot be one.

    Capitals, spaces and hyphens do not matter; i and l are read as 1, o as 0.
    """
    ref = re.sub(r"[\s-]", "", typed[:100]).lower().translate(_READ_AS)
    return ref if _REF.fullmatch(ref) else None
