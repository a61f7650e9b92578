"""What courses keep of people, and how it is forgotten."""

from collections.abc import Mapping

from lotsenwerk.domain.training.models import Attendance, Certificate
from lotsenwerk.kit.personal import Declaration, Erased, Personal


def export(person_id: int) -> Mapping[str, object]:
    """The units at which a person was, and her certificates."""
    there = Attendance.objects.filter(sign_up__person_id=person_id).select_related("session__course")
    papers = Certificate.objects.filter(person_id=person_id).select_related("course")
    return {
        "attendance": [
            f"{one.session.begins.isoformat()} {one.session.course.title}: {one.units}"
            for one in there.order_by("session__begins")
        ],
        "certificates": [
            f"{one.issued_on} {one.course.title}: {one.units} / {one.of_units}" for one in papers.order_by("issued_on")
        ],
    }


def join(kept_id: int, gone_id: int) -> int:
    """A certificate of the second entry of a person is hers."""
    return Certificate.objects.filter(person_id=gone_id).update(person_id=kept_id)


# Attendance and certificates name a person by keys alone: once her row has no name, they are figures of a course.
DECLARATION = Declaration(
    room="training",
    fields={
        "Attendance.units": Personal("to know who was there often enough", Erased.KEPT),
        "Certificate.units": Personal("to print the certificate again", Erased.KEPT),
    },
    impersonal=frozenset(
        {
            *(
                "Course.ref",
                "Course.kind",
                "Course.title",
                "Course.about",
                "Course.reach",
                "Course.is_online",
                "Course.is_public",
            ),
            *("Course.place", "Course.link", "Course.led_by", "Course.attendance_percent", "Course.grants"),
            *("Course.grants_months", "Course.state", "Course.made_at", "Course.announced_at", "Course.ended_at"),
            *("Session.begins", "Session.ends", "Session.units", "Session.module", "Session.topic", "Session.place"),
            *("Session.code", "Session.cancelled_at", "Session.changes", "Attendance.way", "Attendance.noted_at"),
            *("Certificate.ref", "Certificate.of_units", "Certificate.issued_on"),
        },
    ),
    export=export,
    join=join,
)
