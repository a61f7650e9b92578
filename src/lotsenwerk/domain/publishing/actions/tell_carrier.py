"""Tell the members of a partner what becomes of their page, and ask them whether all of it is still true."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import translation
from django.utils.formats import date_format

from lotsenwerk.domain.accounts.queries import members_of_partners
from lotsenwerk.domain.notifications.actions.logins import write_to_member
from lotsenwerk.domain.notifications.queries import sending_hours
from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.domain.publishing.queries.editing import SOON, to_remind_of
from lotsenwerk.domain.publishing.queries.pages import titles_of
from lotsenwerk.kit import clock

PAUSE: Final = timedelta(days=14)
"""At most one letter about a page in this time."""


def tell_carrier(message_key: str, page: Page, **told: object) -> int:
    """Write to every member of the partner whose page it is; answers how many letters have left."""
    title = titles_of([page])[page.pk]
    members = members_of_partners(page.organisation_id).filter(partner_id=page.carrier_id, user__is_active=True)
    return sum(write_to_member(message_key, one, {"title": title, **told}, ref=page.ref) for one in members)


def remind(*, at: datetime) -> int:
    """Ask of every page that is due whether all of it is still true, and say which end soon; answers how many pages.

    Outside the hours in which the town writes nothing leaves. A page whose letters did not leave is tried again.
    """
    if not sending_hours().hold(at):
        return 0
    today, reminded = clock.local(at).date(), 0
    for page in to_remind_of(at, today, pause=PAUSE):
        ends = page.shown_until is not None and page.shown_until <= today + SOON
        told = {"until": _day(page)} if ends else {}
        if tell_carrier("publishing.ends_soon" if ends else "publishing.still_true", page, **told):
            page.reminded_at = at
            page.save(update_fields=["reminded_at"])
            reminded += 1
    return reminded


def _day(page: Page) -> str:
    with translation.override("de"):
        return date_format(page.shown_until, "j.n.Y") if page.shown_until else ""
