"""What a region of Integreat tells by its public interface (v3): places, dates, and how many pages.

What is missing is left empty; what is in no form that is known refuses the whole reading, so that nothing is ended here
because something was broken there.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from lotsenwerk.kit.reading_elsewhere import NotRead

TONGUES: Final[Mapping[str, str]] = {"de-simple": "de-si"}
"""Our codes that are others there."""
MOST: Final = 2000
"""More places or dates than the largest county has: somebody has mixed something up."""
SITE: Final = "https://integreat.app"
_ROUND: Final = 180
_NEVER: Final = frozenset({"Cc", "Cs"})
"""Signs that steer a machine, and halves of signs."""
Read = Callable[[str], Any]


def theirs(language: str) -> str:
    """What Integreat calls a language of ours."""
    return TONGUES.get(language, language)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of one weekday (Monday is 0) by the clock on the wall."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, as far as it is told."""

    name: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its opening hours."""

    key: str
    name: str
    url: str
    spot: Spot
    phone: str
    email: str
    hours: tuple[Stretch, ...]
    by_appointment: bool
    is_step_free: bool


@dataclass(frozen=True, slots=True)
class Date:
    """Something that takes place, once or often: ``titles`` by our codes of languages, German first."""

    key: str
    titles: tuple[tuple[str, str], ...]
    url: str
    spot: Spot
    days: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reading found."""

    name: str
    website: str
    places: Sequence[Place]
    dates: Sequence[Date]
    pages: int


def digest(one: Place | Date) -> str:
    """SHA-256 of all that is told of it."""
    return hashlib.sha256(repr(one).encode()).hexdigest()


def read_region(region: str, languages: Sequence[str], read: Read) -> Reading:
    """Read a region; ``read`` answers the JSON of an address within the interface. Raises ``NotRead``."""
    about = next((one for one in _rows(read("regions/")) if _text(one, "path").strip("/") == region), None)
    if about is None:
        raise NotRead("region")
    spoken = {_text(one, "code") for one in _rows(read(f"{region}/languages/"))}
    others = [one for one in languages if one != "de" and theirs(one) in spoken]
    places = _rows(read(f"{region}/de/locations/"))
    events = {one: _rows(read(f"{region}/{theirs(one)}/events/")) for one in ["de", *others]}
    pages = _rows(read(f"{region}/de/pages/"))
    if max(len(places), *(len({_stem(row) for row in rows}) for rows in events.values())) > MOST:
        raise NotRead("huge")
    name = _text(about, "name", most=120) or region
    return Reading(name, f"{SITE}/{region}/de/", _places(places), _dates(events), len(pages))


def _places(rows: Sequence[Mapping[str, Any]]) -> Sequence[Place]:
    found = {one.key: one for row in rows if row.get("temporarily_closed") is not True for one in [_place(row)]}
    return list(found.values())


def _place(row: Mapping[str, Any]) -> Place:
    where = _part(row, "location")
    hours = row.get("opening_hours")
    days = [day for day in hours if isinstance(day, dict)] if isinstance(hours, list) else []
    return Place(
        key=f"place:{_number(where, 'id')}",
        name=_needed(row, "title"),
        url=_address(row),
        spot=_spot(where),
        phone=_text(row, "phone_number", most=60),
        email=_text(row, "email", most=254),
        hours=_hours(days),
        by_appointment=any(day.get("appointmentOnly") is True for day in days),
        is_step_free=row.get("barrier_free") is True,
    )


def _hours(days: Sequence[Mapping[str, Any]]) -> tuple[Stretch, ...]:
    """The week; stretches that overlap are one, and one that ends before it begins is none."""
    found: list[Stretch] = []
    for weekday, day in enumerate(days[:7]):
        if day.get("allDay") is True:
            found.append(Stretch(weekday, time(0), time(23, 59)))
            continue
        slots = day.get("timeSlots")
        told = sorted(_slots(weekday, slots if isinstance(slots, list) else []))
        for one in told:
            if found and found[-1].weekday == weekday and one.opens <= found[-1].closes:
                found[-1] = Stretch(weekday, found[-1].opens, max(found[-1].closes, one.closes))
            else:
                found.append(one)
    return tuple(found)


def _slots(weekday: int, slots: Sequence[Any]) -> Sequence[Stretch]:
    found = []
    for slot in slots:
        try:
            opens, closes = time.fromisoformat(slot["start"]), time.fromisoformat(slot["end"])
        except (KeyError, TypeError, ValueError):
            raise NotRead("form") from None
        if opens.tzinfo is None and closes.tzinfo is None and opens < closes:
            found.append(Stretch(weekday, opens, closes))
    return found


def _dates(events: Mapping[str, Sequence[Mapping[str, Any]]]) -> Sequence[Date]:
    """Each date once, with all its days: there a date that recurs has a row for each day."""
    named = {language: {_stem(row): _needed(row, "title") for row in rows} for language, rows in events.items()}
    firsts: dict[str, Mapping[str, Any]] = {}
    days: dict[str, dict[datetime, datetime]] = {}
    for row in events["de"]:
        stem = _stem(row)
        firsts.setdefault(stem, row)
        begins, ends = _when(_part(row, "event"))
        days.setdefault(stem, {})[begins] = ends
    return [_date(stem, row, named, tuple(sorted(days[stem].items()))) for stem, row in firsts.items()]


def _date(
    stem: str,
    row: Mapping[str, Any],
    named: Mapping[str, Mapping[str, str]],
    days: tuple[tuple[datetime, datetime], ...],
) -> Date:
    elsewhere = row.get("available_languages")
    others = elsewhere if isinstance(elsewhere, dict) else {}
    titles = [("de", _needed(row, "title"))]
    for language, titles_there in named.items():
        there = others.get(theirs(language))
        title = titles_there.get(_stem(there)) if language != "de" and isinstance(there, dict) else None
        titles += [(language, title)] if title else []
    where = row.get("location")
    key = f"date:{hashlib.sha256(stem.encode()).hexdigest()[:40]}"
    return Date(
        key, tuple(titles), _address(row).partition("$")[0], _spot(where if isinstance(where, dict) else {}), days
    )


def _when(event: Mapping[str, Any]) -> tuple[datetime, datetime]:
    try:
        begins, ends = (datetime.fromisoformat(event[name]) for name in ("start", "end"))
    except (KeyError, TypeError, ValueError):
        raise NotRead("form") from None
    if begins.tzinfo is None or ends.tzinfo is None:
        raise NotRead("form")
    return begins, max(begins, ends)


def _stem(row: Mapping[str, Any]) -> str:
    """The path of a date without the day, which is written behind a dollar sign."""
    path = row.get("path")
    if not isinstance(path, str) or not path:
        raise NotRead("form")
    return path.partition("$")[0].rstrip("/")


def _spot(where: Mapping[str, Any]) -> Spot:
    lat, lon = where.get("latitude"), where.get("longitude")
    is_known = all(isinstance(one, int | float) and -_ROUND <= one <= _ROUND for one in (lat, lon))
    return Spot(
        name=_text(where, "name", most=120),
        address=_text(where, "address", most=120),
        postcode=_text(where, "postcode", most=20),
        town=_text(where, "town", most=80),
        lat=float(lat) if is_known else None,  # type: ignore[arg-type]
        lon=float(lon) if is_known else None,  # type: ignore[arg-type]
    )


def _address(row: Mapping[str, Any]) -> str:
    """Where it is read there; only what a browser may safely follow."""
    url = _text(row, "url", most=300)
    return url if url.startswith("https://") and not any(sign in url for sign in " \"'<>\\") else ""


def _rows(answer: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
        raise NotRead("form")
    return answer


def _part(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = row.get(name)
    if not isinstance(part, dict):
        raise NotRead("form")
    return part


def _number(row: Mapping[str, Any], name: str) -> int:
    number = row.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotRead("form")
    return number


def _needed(row: Mapping[str, Any], name: str) -> str:
    text = _text(row, name, most=120)
    if not text:
        raise NotRead("form")
    return text


def _text(row: Mapping[str, Any], name: str, *, most: int = 300) -> str:
    """One line of text, without signs that no database keeps; empty where there is none."""
    text = row.get(name)
    if not isinstance(text, str):
        return ""
    plain = "".join(" " if unicodedata.category(sign) in _NEVER else sign for sign in text)
    return " ".join(plain.split())[:most].strip()
