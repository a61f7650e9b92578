"""The dates of a course for somebody's calendar: a file after RFC 5545."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from lotsenwerk.domain.training.models import Course, Session
from lotsenwerk.domain.training.sentences import content_of, place_of

_LONGEST_LINE: Final = 75
"""Octets of a line without its end."""


def calendar_of(course: Course, sessions: Sequence[Session], *, link: str, at: datetime) -> str:
    """Every date of a course as one entry each, in the language that is active now.

    The UID of a date stays, and ``SEQUENCE`` counts its changes: a calendar that knows it replaces it. One that was
    called off says so. ``link`` is the course's page.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lotsenwerk//Courses//EN", "METHOD:PUBLISH"]
    for session in sessions:
        lines += _entry(course, session, link, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entry(course: Course, session: Session, link: str, at: datetime) -> list[str]:
    content = content_of(session)
    told = {
        "UID": f"{session.code}@lotsenwerk",
        "SEQUENCE": str(session.changes),
        "DTSTAMP": _instant(at),
        "DTSTART": _instant(session.begins),
        "DTEND": _instant(session.ends),
        "SUMMARY": _text(course.title),
        "DESCRIPTION": _text("\n".join(part for part in (content, course.link if course.is_online else "") if part)),
        "LOCATION": _text(place_of(course, session)),
        "URL": link,
        "STATUS": "CANCELLED" if session.cancelled_at else "CONFIRMED",
    }
    return ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in told.items() if value), "END:VEVENT"]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A TEXT of RFC 5545: backslash, semicolon, comma and line ends are escaped."""
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
