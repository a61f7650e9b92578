"""Write to those who keep the files what is due soon."""

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.queries import members_of
from lotsenwerk.domain.funding.queries.grants import tasks_to_remind_of
from lotsenwerk.domain.notifications.actions.logins import write_to_member
from lotsenwerk.domain.notifications.queries import sending_hours
from lotsenwerk.kit.tenancy import current_organisation_id


def remind(*, at: datetime) -> int:
    """Tell coordinators and clerks of every task that is due within two weeks; answers of how many.

    Outside the hours in which the town writes nothing leaves. At most one letter a week about a task; one whose
    letters did not leave is tried again.
    """
    tasks = tasks_to_remind_of(at) if sending_hours().hold(at) else []
    if not tasks:
        return 0
    keepers = members_of(current_organisation_id()).filter(role__in=[Role.CLERK, Role.COORDINATOR])
    people = {one.user_id: one for one in keepers.filter(user__is_active=True)}
    reminded = 0
    for task in tasks:
        told = {"title": task.grant.title, "until": _day(task.due)}
        sent = [write_to_member("funding.deadline", one, told, ref=task.grant.ref) for one in people.values()]
        if any(sent):
            task.reminded_at = at
            task.save(update_fields=["reminded_at"])
            reminded += 1
    return reminded


def _day(day: date) -> str:
    with translation.override("de"):
        return str(date_format(day, "j.n.Y"))
