"""How far a page is in each language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from lotsenwerk.domain.publishing.documents import Words
from lotsenwerk.domain.publishing.models import Translation
from lotsenwerk.domain.publishing.queries.as_shown import EASY
from lotsenwerk.domain.publishing.queries.pages import is_outdated


@dataclass(frozen=True, slots=True)
class InLanguage:
    """One language: its own name, how it stands, and who has read it."""

    code: str
    name: str
    tone: str
    word: str
    reviewed_by: str
    is_there: bool


def states_of(translations: Sequence[Translation], german: Words) -> list[InLanguage]:
    """Every language but German, in the order of the portal's menu."""
    known = {one.language: one for one in translations}
    return [_state(code, name, known.get(code), german) for code, name in settings.LANGUAGES if code != "de"]


def _state(code: str, name: str, kept: Translation | None, german: Words) -> InLanguage:
    if kept is None:
        return InLanguage(code, name, "off", _("missing"), "", is_there=False)
    if is_outdated(kept, german):
        return InLanguage(code, name, "late", _("outdated"), kept.reviewed_by, is_there=True)
    if kept.reviewed_by:
        return InLanguage(code, name, "going", _("up to date"), kept.reviewed_by, is_there=True)
    word = _("hidden until somebody has read it") if code == EASY else _("up to date, not reviewed")
    return InLanguage(code, name, "waiting", word, "", is_there=True)
