"""A refusal before it goes: the letter in her language with the German beside it, and the reasons to choose from."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.refusals import ToWhom, paragraphs_of
from lotsenwerk.web.desk.pools.wording import REASONS


def letter_to_read(whom: ToWhom, reason: str, *, name: str, phone: str) -> dict[str, Any]:
    """What the page of a letter shows. One query."""
    town = this_organisation()
    languages = dict.fromkeys((whom.language, "de"))
    letters = [(code, _direction(code), paragraphs_of(whom, reason, town, language=code)) for code in languages]
    return {"letters": letters, "reason": reason, "whom": whom, "name": name, "phone": phone}


def reasons_to_choose(route: str, number: int) -> Sequence[tuple[str, str | Promise, str]]:
    """Each reason with its words and the address of its letter."""
    return [(reason, words, reverse(route, args=[number, reason])) for reason, words in REASONS.items()]


def _direction(language: str) -> str:
    with translation.override(language):
        return "rtl" if translation.get_language_bidi() else "ltr"
