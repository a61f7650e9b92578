"""Deadlines of grants for somebody's calendar: a file after RFC 5545, one whole day each, with an alarm."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from lotsenwerk.domain.funding.models import GrantTask
from lotsenwerk.domain.funding.task_words import word_of
from lotsenwerk.engines.calendar.lines import as_file, moment, text


def calendar_of_tasks(tasks: Sequence[GrantTask], *, at: datetime) -> str:
    """What is to be done, day by day. It tells titles and days, and no sum; a done one is gone at the next reading."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lotsenwerk//Grants//EN", "METHOD:PUBLISH"]
    for task in tasks:
        lines += _entry(task, at)
    return as_file([*lines, "END:VCALENDAR"])


def _entry(task: GrantTask, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:grant-task-{task.organisation_id}-{task.pk}@lotsenwerk",
        f"DTSTAMP:{moment(at)}",
        f"DTSTART;VALUE=DATE:{task.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{task.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{text(f'{word_of(task)}: {task.grant.title}')}",
        f"URL:{settings.PUBLIC_URL}{reverse('desk:grant', kwargs={'ref': task.grant.ref})}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{text(word_of(task))}",
        "TRIGGER:-P14D",
        "END:VALARM",
        "END:VEVENT",
    ]
