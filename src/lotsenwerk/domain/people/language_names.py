"""Which language is meant by a name: "Farsi" is Persian, "Irakisch" is none and has to be asked about."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import translation

from lotsenwerk.domain.people.languages import SPOKEN


@dataclass(frozen=True, slots=True)
class Meant:
    """``code`` of ISO 639-3, with the ``dialect`` where the name says one; or what it may be, ``perhaps``, to be asked.

    All three are empty for a name that nobody here knows.
    """

    code: str = ""
    dialect: str = ""
    perhaps: tuple[str, ...] = ()


_SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("farsi", "iranian", "فارسی"), "fas"),
    **dict.fromkeys(("dari persisch", "afghan persian", "farsi dari", "دری"), "prs"),
    **dict.fromkeys(("paschtunisch", "paschtu", "paschto", "pashtu", "afghani", "پښتو"), "pus"),
    **dict.fromkeys(("kurmandschi", "kurmanji", "kurmanci", "sorani", "kurdi", "kurdî"), "kur"),
    **dict.fromkeys(("tigrigna", "tigrinja", "tigrinisch", "ትግርኛ"), "tir"),
    **dict.fromkeys(("amharisch", "አማርኛ"), "amh"),
    **dict.fromkeys(("arabi", "العربية", "عربي", "hocharabisch"), "ara"),
    **dict.fromkeys(("darija", "levantinisch", "maghrebinisch"), "ara"),
    **dict.fromkeys(("українська", "ukrainska"), "ukr"),
    **dict.fromkeys(("русский", "russkij"), "rus"),
    **dict.fromkeys(("turkce", "türkçe"), "tur"),
    **dict.fromkeys(("francais", "français"), "fra"),
    **dict.fromkeys(("shqip", "kosovarisch", "kosovo albanisch"), "sqi"),
    **dict.fromkeys(("moldauisch", "moldawisch", "romana", "română"), "ron"),
    **dict.fromkeys(("panjabi", "paijabi", "pandschabi", "punjabi"), "pan"),
    **dict.fromkeys(("gebardensprache", "dgs", "sign language"), "gsg"),
    **dict.fromkeys(("romanes", "rromani"), "rom"),
    **dict.fromkeys(("aserbaidschanisch", "aserisch", "azeri"), "aze"),
    **dict.fromkeys(("somalisch", "soomaali"), "som"),
    **dict.fromkeys(("brasilianisch", "portugues"), "por"),
    **dict.fromkeys(("espanol", "castellano"), "spa"),
    **dict.fromkeys(("polski",), "pol"),
    **dict.fromkeys(("tamilisch",), "tam"),
    **dict.fromkeys(("vietnamese", "tieng viet"), "vie"),
}
"""Other names of one language, as people here type them."""
_DIALECTS: Final = frozenset(
    {"kurmandschi", "kurmanji", "kurmanci", "sorani", "darija", "levantinisch", "maghrebinisch", "brasilianisch"}
    | {"moldauisch", "moldawisch", "kosovarisch", "kosovo albanisch"}
)
"""Names that say more than the language: they are kept beside it."""
_OF_A_COUNTRY: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("irakisch", "iraqi"), ("ara", "kur")),
    **dict.fromkeys(("syrisch", "syrian"), ("ara", "kur")),
    **dict.fromkeys(("iranisch",), ("fas", "kur", "aze")),
    **dict.fromkeys(("afghanisch", "afghan"), ("prs", "pus")),
    **dict.fromkeys(("pakistanisch", "pakistani"), ("urd", "pan", "pus")),
    **dict.fromkeys(("indisch", "indian"), ("hin", "pan", "tam", "urd")),
    **dict.fromkeys(("eritreisch", "eritrean"), ("tir", "ara")),
    **dict.fromkeys(("athiopisch", "ethiopian"), ("amh", "tir", "som")),
    **dict.fromkeys(("marokkanisch", "moroccan"), ("ara", "fra")),
    **dict.fromkeys(("algerisch", "tunesisch"), ("ara", "fra")),
    **dict.fromkeys(("libanesisch", "agyptisch", "jordanisch", "palastinensisch", "sudanesisch"), ("ara",)),
    **dict.fromkeys(("jugoslawisch", "serbokroatisch", "yugoslav"), ("bos", "hrv", "srp")),
    **dict.fromkeys(("mazedonisch", "macedonian"), ("sqi", "bul", "tur")),
    **dict.fromkeys(("afrikanisch", "african"), ("fra", "eng", "ara", "som", "tir")),
    **dict.fromkeys(("ghanaisch", "ghanaian"), ("twi", "eng")),
}
"""Names of countries that are taken for languages, and what is spoken there: whoever is meant has to be asked."""


def read_language(typed: str) -> Meant:
    """The language of a typed name: as it is called in German, English or the reader's language, or by another name."""
    said = _plain(typed)
    if not said:
        return Meant()
    if typed.strip() in SPOKEN:
        return Meant(typed.strip())
    synonyms = {_plain(name): code for name, code in _SYNONYMS.items()}
    if said in synonyms:
        return Meant(synonyms[said], typed.strip() if said in _DIALECTS else "")
    if said in _OF_A_COUNTRY:
        return Meant(perhaps=_OF_A_COUNTRY[said])
    called = _called()
    found = {code for name, code in called.items() if name == said}
    if not found and len(said) >= _ENOUGH:
        found = {code for name, code in called.items() if name.startswith(said)}
    return Meant(found.pop()) if len(found) == 1 else Meant(perhaps=tuple(sorted(found)))


_ENOUGH: Final = 4
"""Letters from which the beginning of a name counts."""


def _called() -> Mapping[str, str]:
    called: dict[str, str] = {}
    for language in dict.fromkeys(("de", "en", translation.get_language() or "de")):
        with translation.override(language):
            called |= {_plain(str(name)): code for code, name in SPOKEN.items()}
    return called


def _plain(typed: str) -> str:
    """Small letters without marks, words apart by one blank."""
    apart = unicodedata.normalize("NFKD", typed.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    return " ".join(letters.split())
