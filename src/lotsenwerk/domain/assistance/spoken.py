"""In which language somebody can be talked with: the same answer for a plan and for the table of languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lotsenwerk.domain.people.models import Level

ISO_639_3: Final = {
    "de": "deu",
    "en": "eng",
    "uk": "ukr",
    "ru": "rus",
    "ar": "ara",
    "fa": "fas",
    "tr": "tur",
    "fr": "fra",
    "ti": "tir",
}
"""The language of a person's letters as the language that she speaks."""
LEVELS: Final[Mapping[str, int]] = {level: number for number, level in enumerate(Level.values, start=1)}
"""The levels as the engine counts them: 1 is A1, 7 the mother tongue."""
ENOUGH: Final = LEVELS[Level.A2]
"""At a door one gets along from A2 on."""
GERMAN: Final = "deu"


@dataclass(frozen=True, slots=True)
class Said:
    """What is noted of a person: the language of her letters (ISO 639-1) and pairs of language and level."""

    letters: str
    skills: Sequence[tuple[str, str]] | None


def languages_of_client(said: Said) -> dict[str, int]:
    """What a helper has to speak, and at least how well: German where that will do, else the client's best language.

    Of whom nothing is noted speaks the language of her letters.
    """
    skills = languages_of_helper(said)
    if skills.get(GERMAN, 0) >= ENOUGH:
        return {GERMAN: ENOUGH}
    best = max(skills, key=lambda code: (skills[code], code))
    return {best: ENOUGH}


def languages_of_helper(said: Said) -> dict[str, int]:
    """What somebody speaks, by code of ISO 639-3; of whom nothing is noted speaks the language of her letters."""
    if said.skills:
        return {language: LEVELS[level] for language, level in said.skills}
    return {ISO_639_3.get(said.letters, GERMAN): LEVELS[Level.NATIVE]}
