"""What stands on the papers of a course: the certificate, the code on the wall, the list to be signed."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.training.models import Certificate, Session
from lotsenwerk.domain.training.queries import certified_units
from lotsenwerk.domain.training.sentences import MODULES, place_of, when_in_words
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.paper_facts import Certificate as CertificateFacts
from lotsenwerk.kit.paper_facts import CourseList, CourseWall

HALF: Final = 5
GERMAN: Final = "de"
"""Offices read these papers, whatever the participants speak."""
SPOKEN: Final = ("de", "uk", "ru", "ar", "fa", "tr", "fr", "ti", "en")


def facts_of_certificate(certificate: Certificate) -> CertificateFacts:
    """The facts of the paper ``certificate``: the frozen figures, and what the course was about."""
    course, town = certificate.course, this_organisation()
    sessions = certified_units(course)
    with translation.override(GERMAN):
        contents = [(str(MODULES.get(module, "")) or course.title, topic, units) for module, topic, units in sessions]
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "name": certificate.person.name,
            "course": course.title,
            "units": certificate.units,
            "of_units": certificate.of_units,
            "carrier": course.carrier.name if course.carrier else town.name,
            "led_by": course.led_by,
            "contents": [{"module": module, "topic": topic, "units": units} for module, topic, units in contents],
            "day": _whole_day(certificate.issued_on),
            "number": f"{certificate.ref[:HALF]}-{certificate.ref[HALF:]}",
        }


def facts_of_wall(session: Session) -> CourseWall:
    """The facts of the paper ``course_wall``: the code, and what to do with it in every language that we offer."""
    town, lines = this_organisation(), []
    for language in SPOKEN:
        with translation.override(language):
            lines.append(_("Are you here? Scan this code with your telephone."))
    with translation.override(GERMAN):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "course": session.course.title,
            "when": when_in_words(session),
            "place": place_of(session.course, session),
            "lines": lines,
            "link": {"qr": settings.PUBLIC_URL.rstrip("/") + reverse("mine:here", args=[session.code])},
            "ref": f"{session.code[:HALF]}-{session.code[HALF:]}",
        }


def facts_of_list(session: Session, rows: Sequence[SignUp]) -> CourseList:
    """The facts of the paper ``course_list``: a line for everybody who has a seat, to be signed."""
    town = this_organisation()
    with translation.override(GERMAN):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "course": session.course.title,
            "when": when_in_words(session),
            "place": place_of(session.course, session),
            "units": session.units,
            "people": [
                {
                    "name": row.person.formal_name if row.person else row.guest_name,
                    "sent_by": row.sent_by.name if row.sent_by else "",
                }
                for row in rows
            ],
        }


def _whole_day(day: date) -> str:
    # Translators: PHP-style format of a date on a certificate, "26 November 2026"; German j. F Y
    return date_format(day, _("j F Y"))
