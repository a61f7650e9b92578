"""Reads the official register of municipalities of the Statistisches Bundesamt, a text file named GV100AD.

One line is one record of 220 characters at most; its first two digits say what it is. Used here are (places counted
from 1, as in the description of the Bundesamt that lies beside each file):

=========  =====================================  ==================================================
record     place                                  what
=========  =====================================  ==================================================
every      1-2, 3-10, 23-72                       kind of record, day of the register, name
40 county  11-15, 123-124                         key; 41, 42 city, 43 to 45 county
60         11-18, 123-124                         key; 60 market, 61 to 63, 67 town, 64 municipality, 65, 66 none
60         129-139, 140-150, 166-170              hectares, population, postcode of the town hall
=========  =====================================  ==================================================

Files are UTF-8 since about 2019 and ISO 8859-1 before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.places.models import CountyKind, MunicipalityKind
from lotsenwerk.kit.errors import BadInput

LINE_LENGTH: Final = 220
MAX_FILE_BYTES: Final = 50 * 1024 * 1024
"""The file of all Germany has about 4 MB."""

_KNOWN_RECORDS: Final = frozenset({"10", "20", "30", "40", "50", "60"})
_RECORDS_OF_GV100NAD: Final = frozenset({"41", "61"})
_COUNTY_KINDS: Final = {
    "41": CountyKind.FREE_CITY,
    "42": CountyKind.FREE_CITY,
    "43": CountyKind.COUNTY,
    "44": CountyKind.COUNTY,
    "45": CountyKind.COUNTY,
}
_MUNICIPALITY_KINDS: Final = {
    "60": MunicipalityKind.MARKET,
    "61": MunicipalityKind.TOWN,
    "62": MunicipalityKind.TOWN,
    "63": MunicipalityKind.TOWN,
    "64": MunicipalityKind.MUNICIPALITY,
    "65": MunicipalityKind.UNINCORPORATED,
    "66": MunicipalityKind.UNINCORPORATED,
    "67": MunicipalityKind.TOWN,
}


class WrongFile(BadInput):
    """The file is not a GV100AD that can be taken in; nothing has been changed."""


@dataclass(frozen=True, slots=True)
class CountyRecord:
    """A record of kind 40."""

    ags: str
    name: str
    kind: CountyKind


@dataclass(frozen=True, slots=True)
class MunicipalityRecord:
    """A record of kind 60."""

    ags: str
    name: str
    official_name: str
    kind: MunicipalityKind
    area_ha: int
    population: int
    seat_postcode: str
    """Empty where there is no town hall."""


@dataclass(frozen=True, slots=True)
class Register:
    """What a file says of one state."""

    day: date
    counties: tuple[CountyRecord, ...]
    municipalities: tuple[MunicipalityRecord, ...]


def read_register(path: Path, *, state: str) -> Register:
    """Return the counties and municipalities of one state ("06" is Hesse). Raises `WrongFile` with a sentence."""
    day: date | None = None
    counties: list[CountyRecord] = []
    municipalities: list[MunicipalityRecord] = []
    for number, line in _lines(path):
        record = line[:2]
        if record not in {"40", "60"} or line[10:12] != state:
            continue
        try:
            day = max(day or date.min, datetime.strptime(line[2:10], "%Y%m%d").date())  # noqa: DTZ007 - a day
            if record == "40":
                counties.append(_county(line))
            else:
                municipalities.append(_municipality(line))
        except (KeyError, ValueError):
            raise WrongFile(
                _("Line %(number)d of the file cannot be read. Is it whole, and the newest form of GV100AD?"),
                params={"number": number},
            ) from None
    if day is None or not counties or not municipalities:
        raise WrongFile(
            _("The file holds no municipalities of the state %(state)s."),
            params={"state": state},
        )
    _refuse_contradictions(counties, municipalities)
    return Register(day, tuple(counties), tuple(municipalities))


def _refuse_contradictions(counties: list[CountyRecord], municipalities: list[MunicipalityRecord]) -> None:
    keys = [county.ags for county in counties] + [municipality.ags for municipality in municipalities]
    if len(set(keys)) != len(keys):
        raise WrongFile(_("The file lists a key twice."))
    known = {county.ags for county in counties}
    for municipality in municipalities:
        if municipality.ags[:5] not in known:
            raise WrongFile(
                _("The file lists %(name)s, but not its county."),
                params={"name": municipality.official_name},
            )


def _county(line: str) -> CountyRecord:
    official = _name(line)
    kind = _COUNTY_KINDS[line[122:124]]
    return CountyRecord(_key(line[10:15]), _name_of_county(official, kind), kind)


def _name_of_county(official: str, kind: CountyKind) -> str:
    """Return "Landkreis Fulda" for "Fulda, Landkreis", but "Hochtaunuskreis" and "Kassel" as they are."""
    short = official.partition(",")[0]
    if kind == CountyKind.FREE_CITY or short.lower().endswith("kreis"):
        return short
    return f"Landkreis {short}"


def _municipality(line: str) -> MunicipalityRecord:
    official = _name(line)
    postcode = line[165:170].strip()
    if postcode and not (len(postcode) == 5 and postcode.isdecimal()):  # noqa: PLR2004 - digits of a postcode
        raise ValueError(postcode)
    return MunicipalityRecord(
        ags=_key(line[10:18]),
        name=official.partition(",")[0],
        official_name=official,
        kind=_MUNICIPALITY_KINDS[line[122:124]],
        area_ha=int(line[128:139]),
        population=int(line[139:150]),
        seat_postcode=postcode,
    )


def _name(line: str) -> str:
    name = line[22:72].strip()
    if not name:
        raise ValueError(name)
    return name


def _key(text: str) -> str:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return text


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        record = line[:2]
        if record in _RECORDS_OF_GV100NAD:
            raise WrongFile(_("This is the register without administrative districts (GV100NAD). GV100AD is needed."))
        if record not in _KNOWN_RECORDS:
            raise WrongFile(
                _("This is not a GV100AD: line %(number)d begins with none of its kinds of record."),
                params={"number": number},
            )
        yield number, line.ljust(LINE_LENGTH)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise WrongFile(_("This file is too large for a GV100AD."))
        data = path.read_bytes()
    except OSError as problem:
        raise WrongFile(
            _("The file %(path)s cannot be opened: %(reason)s."),
            params={"path": str(path), "reason": problem.strerror or str(problem)},
        ) from None
    if data.startswith(b"PK"):
        raise WrongFile(_("This is a packed file. Please unpack it and name the text file in it (GV100AD_....txt)."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("iso-8859-1")
