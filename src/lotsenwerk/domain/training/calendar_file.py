"""The dates of a course for somebody's calendar: a file after RFC 5545."""

from collections.abc import Sequence
from datetime import datetime

from lotsenwerk.domain.training.models import Course, Session
from lotsenwerk.domain.training.sentences import content_of, place_of
from lotsenwerk.engines.calendar.lines import as_file, moment, text


def calendar_of(course: Course, sessions: Sequence[Session], *, link: str, at: datetime) -> str:
    """Every date of a course as one entry each, in the language that is active now.

    The UID of a date stays, and ``SEQUENCE`` counts its changes: a calendar that knows it replaces it. One that was
    called off says so. ``link`` is the course's page.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lotsenwerk//Courses//EN", "METHOD:PUBLISH"]
    for session in sessions:
        lines += _entry(course, session, link, at)
    return as_file([*lines, "END:VCALENDAR"])


def _entry(course: Course, session: Session, link: str, at: datetime) -> list[str]:
    content = content_of(session)
    told = {
        "UID": f"{session.code}@lotsenwerk",
        "SEQUENCE": str(session.changes),
        "DTSTAMP": moment(at),
        "DTSTART": moment(session.begins),
        "DTEND": moment(session.ends),
        "SUMMARY": text(course.title),
        "DESCRIPTION": text("\n".join(part for part in (content, course.link if course.is_online else "") if part)),
        "LOCATION": text(place_of(course, session)),
        "URL": link,
        "STATUS": "CANCELLED" if session.cancelled_at else "CONFIRMED",
    }
    return ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in told.items() if value), "END:VEVENT"]
