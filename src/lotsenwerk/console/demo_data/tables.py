"""The tables of the demonstration, one person a line: invented people in streets that exist."""

import csv
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Final

from lotsenwerk.domain.people.models import Engagement, Gender, Relation
from lotsenwerk.kit.maps import Spot

WEEKDAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
GENDERS: Final = {"": Gender.UNSAID, "f": Gender.FEMALE, "m": Gender.MALE}
RELATIONS: Final = {
    "Tochter": Relation.DAUGHTER,
    "Sohn": Relation.SON,
    "Ehefrau": Relation.PARTNER,
    "Nachbar": Relation.NEIGHBOUR,
    "Nachbarin": Relation.NEIGHBOUR,
    "Pflegedienst": Relation.CARER,
    "Freundin": Relation.OTHER,
}
"""What a word before a name means; every other one is somebody of the family."""

_METRES_PER_DEGREE: Final = 111_320
_METRES_BETWEEN_HOUSES: Final = 6


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody who phones: an older person, how one gets to the door, and whom she trusts."""

    name: str
    given: str
    family: str
    gender: Gender
    language: str
    street: str
    number: str
    floor: str
    bell: str
    aid: str
    opens: str
    notes: str
    wish: Gender
    contact: str
    relation: Relation
    is_told: bool


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps: languages as code and level, and the hours of the week; Monday is 0."""

    name: str
    given: str
    family: str
    gender: Gender
    language: str
    speaks: Sequence[tuple[str, str]]
    street: str
    number: str
    days: Sequence[int]
    begins: time
    ends: time
    travel: str
    status: str
    engagement: Engagement


@dataclass(frozen=True, slots=True)
class Standing:
    """What comes again: hours of the wall, the beginning of a shop's name, and who has said yes beforehand."""

    client: str
    kind: str
    every: str
    weekday: int
    begins: time
    ends: time
    minutes: int
    shop: str
    cents: int | None
    money: str
    regular: str


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest of the food bank; ``valid_days`` until the proof ends, none where it was never seen."""

    client: str
    adults: int
    children: int
    valid_days: int | None
    diet: str


def neighbours(town: str) -> Sequence[Neighbour]:
    """Who is helped in a town."""
    return [_neighbour(row) for row in _rows(f"{town}_clients")]


def helpers(town: str) -> Sequence[Helper]:
    """Who helps in a town."""
    return [_helper(row) for row in _rows(f"{town}_helpers")]


def members(table: str) -> Sequence[tuple[str, Helper]]:
    """Who is in which pool of a county: the kind of the pool, and the person, whose place stands as her street."""
    return [
        (row["pool"], _helper(row | {"street": row["place"], "number": "", "status": "active"})) for row in _rows(table)
    ]


def standing() -> Sequence[Standing]:
    """What comes again in Bürstadt."""
    return [
        Standing(
            client=row["client"],
            kind=row["kind"],
            every=row["every"],
            weekday=WEEKDAYS.index(row["weekday"]),
            begins=time(int(row["begins"])),
            ends=time(int(row["ends"])),
            minutes=int(row["minutes"]),
            shop=row["shop"],
            cents=int(row["euros"]) * 100 if row["euros"] else None,
            money=row["money"],
            regular=row["regular"],
        )
        for row in _rows("buerstadt_standing")
    ]


def guests() -> Sequence[Guest]:
    """The guests of the food bank."""
    return [
        Guest(
            client=row["client"],
            adults=int(row["adults"]),
            children=int(row["children"]),
            valid_days=int(row["valid_days"]) if row["valid_days"] else None,
            diet=row["diet"],
        )
        for row in _rows("buerstadt_guests")
    ]


def spot_of(town: str, street: str, number: str) -> Spot:
    """Where a house stands, about: along its street, the odd numbers on one side and the even ones on the other."""
    row = _streets()[town, street]
    lat, lon = float(row["lat"]), float(row["lon"])
    angle = math.radians(zlib.crc32(street.encode()) % 180)
    house = int(number)
    along = (house % 60 - 20) * _METRES_BETWEEN_HOUSES
    across = 15 if house % 2 else -15
    north = along * math.sin(angle) + across * math.cos(angle)
    east = along * math.cos(angle) - across * math.sin(angle)
    wide = _METRES_PER_DEGREE * math.cos(math.radians(lat))
    return Spot(round(lat + north / _METRES_PER_DEGREE, 5), round(lon + east / wide, 5))


def streets_of(town: str) -> Sequence[str]:
    """The streets of a town that the table knows."""
    return [street for where, street in _streets() if where == town]


def town_with_district(town: str, street: str) -> str:
    """The place as it stands on a letter: "Bürstadt", "Bürstadt-Bobstadt"."""
    district = _streets()[town, street]["district"]
    return f"{town}-{district}" if district else town


@cache
def _streets() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["town"], row["street"]): row for row in _rows("streets")}


def _rows(table: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";", strict=True))


def _neighbour(row: dict[str, str]) -> Neighbour:
    word, _space, contact = row["contact"].partition(" ")
    return Neighbour(
        name=f"{row['given']} {row['family']}",
        given=row["given"],
        family=row["family"],
        gender=GENDERS[row["gender"]],
        language=row["language"],
        street=row["street"],
        number=row["number"],
        floor=row["floor"],
        bell=row["bell"],
        aid=row["aid"],
        opens=row["opens"],
        notes=row["notes"],
        wish=GENDERS[row["wish"]],
        contact=contact,
        relation=RELATIONS.get(word, Relation.FAMILY),
        is_told=row["told"] == "ja",
    )


def _helper(row: dict[str, str]) -> Helper:
    *days, hours = row["hours"].split()
    begins, _dash, ends = hours.partition("-")
    languages = [(code, level) for code, _colon, level in (one.partition(":") for one in row["speaks"].split())]
    is_federal = row["status"] == "bufdi"
    return Helper(
        name=f"{row['given']} {row['family']}",
        given=row["given"],
        family=row["family"],
        gender=GENDERS[row["gender"]],
        language=row["language"],
        speaks=languages,
        street=row["street"],
        number=row["number"],
        days=[WEEKDAYS.index(day) for day in days],
        begins=time(int(begins)),
        ends=time(int(ends)),
        travel=row["travel"],
        status="active" if is_federal else row["status"],
        engagement=Engagement.FEDERAL_VOLUNTEER if is_federal else Engagement.VOLUNTEER,
    )
