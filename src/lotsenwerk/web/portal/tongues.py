"""The same page in every language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from lotsenwerk.kit.appearance import language_choices


@dataclass(frozen=True, slots=True)
class InLanguage:
    """One page in one language, under the name that its speakers give the language."""

    code: str
    name: str
    url: str


def in_every_language(route: str, *, query: str = "", **words: str) -> Sequence[InLanguage]:
    """Where a page stands in each language; ``words`` stand in its address, ``query`` behind it."""
    rest = f"?{query}" if query else ""
    return [
        InLanguage(code, name, reverse(route, kwargs={"language": code, **words}) + rest)
        for code, name in language_choices()
    ]
