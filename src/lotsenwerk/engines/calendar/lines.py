"""The lines of a calendar file after RFC 5545: texts, moments, and how long a line may be."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

_LONGEST_LINE: Final = 75
"""Octets of a line without its end."""
BERLIN_RULES: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""When the clocks of Hessen change, as a calendar is told it."""


def as_file(lines: Iterable[str]) -> str:
    """The file: lines folded, each with the end that the standard asks for."""
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def moment(at: datetime) -> str:
    """An instant, in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """A TEXT: backslash, semicolon, comma and line ends are escaped."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(sign, written)
    return "".join(sign for sign in value if sign >= " " or sign == "\t")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets; each but the first begins with a space, and no letter is torn apart."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part += sign
        size += octets
    yield part
