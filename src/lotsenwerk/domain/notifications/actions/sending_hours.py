"""Say between which hours the town writes to people."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.models import SendingHours
from lotsenwerk.domain.notifications.permissions import may_set_sending_hours
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed

SHORTEST_DAY = timedelta(hours=4)
"""In less than that a day's letters and their second tries have no room."""


def set_sending_hours(actor: Actor, *, begins: time, ends: time, at: datetime) -> SendingHours:
    """Set the hours. What waits already keeps its time: nobody is woken by a change of the rule."""
    if not may_set_sending_hours(actor):
        raise NotAllowed(_("Only the administration and coordinators may do this."))
    if _length(begins, ends) < SHORTEST_DAY:
        raise BadInput(_("Please leave at least four hours of a day in which letters can leave."), field="ends")
    hours, _is_new = SendingHours.objects.update_or_create(defaults={"begins": begins, "ends": ends})
    record(
        actor,
        "set_sending_hours",
        ("notifications", "sending_hours", hours.id),
        at=at,
        told={"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"},
    )
    return hours


def _length(begins: time, ends: time) -> timedelta:
    return timedelta(hours=ends.hour - begins.hour, minutes=ends.minute - begins.minute)
