"""The name of a page in its address, from its title."""

from typing import Final

from django.utils.text import slugify

LONGEST: Final = 60
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def slug_of(text: str) -> str:
    """Letters a to z, digits and hyphens, at most 60; empty where the text has none of them."""
    return slugify(text.translate(_UMLAUTS))[:LONGEST].strip("-")
