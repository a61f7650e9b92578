"""Reads of the journal."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from lotsenwerk.domain.journal.models import Line, Subject
from lotsenwerk.kit.tenancy import current_organisation_id


def story_of(subject: Subject, *, most: int = 200) -> Sequence[Line]:
    """The lines of one story, oldest first, with their personal parts in one query."""
    room, kind, subject_id = subject
    newest = Line.objects.filter(story_room=room, story_kind=kind, story_id=subject_id).order_by("-id")
    return list(reversed(newest.select_related("detail")[:most]))


MERGED = "merge_people"
"""The verb of the line that says of two rows that they were one person: its subject became the one it is about."""


def persons_in_one(person_id: int) -> frozenset[int]:
    """The ids under which one person was known: her own, and those of rows that became hers."""
    known, fresh = {person_id}, {person_id}
    while fresh:
        merged = Line.objects.filter(verb=MERGED, about_person_id__in=fresh, room="people", kind="person")
        fresh = set(merged.values_list("subject_id", flat=True)) - known
        known |= fresh
    return frozenset(known)


def lines_about(person_id: int) -> QuerySet[Line]:
    """Every line about one person, newest first, also under the ids of rows that became hers."""
    return Line.objects.filter(about_person_id__in=persons_in_one(person_id)).select_related("detail").order_by("-id")


def lines_of_subject(subject: Subject) -> QuerySet[Line]:
    """The lines about one row, oldest first."""
    room, kind, subject_id = subject
    return Line.objects.filter(room=room, kind=kind, subject_id=subject_id).order_by("id")


def newest_lines(*, most: int = 50) -> Sequence[Line]:
    """The newest lines of the open organisation, without their personal parts."""
    return list(Line.objects.order_by("-id")[:most])


def change_stamp() -> int:
    """A number that has risen if and only if some verb was done since it was last read."""
    # Asked for every ten seconds by every screen that is open.
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM journal_stamp WHERE organisation_id = %s", [current_organisation_id()])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
