"""Our codes of languages, and those of Integreat."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings

from lotsenwerk.domain.publishing.integreat import TONGUES, theirs
from lotsenwerk.kit.errors import NotThere

_OURS: Final[Mapping[str, str]] = {their: our for our, their in TONGUES.items()}


def ours(language: str) -> str:
    """Our code; ``NotThere`` for a language that we do not offer, or that is called otherwise there."""
    code = _OURS.get(language, language)
    if code not in dict(settings.LANGUAGES) or theirs(code) != language:
        raise NotThere
    return code
