"""Languages that people here speak, by their codes of ISO 639-3."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SPOKEN: Final[Mapping[str, str | Promise]] = {
    "deu": _("German"),
    "sqi": _("Albanian"),
    "amh": _("Amharic"),
    "ara": _("Arabic"),
    "aze": _("Azerbaijani"),
    "bos": _("Bosnian"),
    "bul": _("Bulgarian"),
    "prs": _("Dari"),
    "eng": _("English"),
    "fra": _("French"),
    "gsg": _("German Sign Language"),
    "ell": _("Greek"),
    "hin": _("Hindi"),
    "ita": _("Italian"),
    "hrv": _("Croatian"),
    "kur": _("Kurdish"),
    "pus": _("Pashto"),
    "fas": _("Persian"),
    "pol": _("Polish"),
    "por": _("Portuguese"),
    "pan": _("Punjabi"),
    "ron": _("Romanian"),
    "rom": _("Romani"),
    "rus": _("Russian"),
    "srp": _("Serbian"),
    "som": _("Somali"),
    "spa": _("Spanish"),
    "tam": _("Tamil"),
    "tir": _("Tigrinya"),
    "tur": _("Turkish"),
    "twi": _("Twi"),
    "ukr": _("Ukrainian"),
    "urd": _("Urdu"),
    "vie": _("Vietnamese"),
}


def language_name(code: str) -> str:
    """What a language of ISO 639-3 is called in the reader's language; the code itself where it is not on the list."""
    return str(SPOKEN.get(code, code))


def choices() -> Sequence[tuple[str, str]]:
    """Every language with its name in the reader's language, in the order of the names."""
    return sorted(((code, str(name)) for code, name in SPOKEN.items()), key=lambda pair: pair[1])
