"""The desk answers those who handed a page in, and they hear of it."""

from datetime import datetime

from lotsenwerk.domain.publishing.actions.publish import publish, send_back
from lotsenwerk.domain.publishing.actions.tell_carrier import tell_carrier
from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.kit.actor import Actor


def approve(actor: Actor, page: Page, *, number: int, at: datetime) -> Page:
    """Publish the version that the actor has read; the members of the partner that handed it in hear of it."""
    was_handed_in = page.submitted_at is not None and page.carrier_id is not None
    page = publish(actor, page, number=number, at=at)
    if was_handed_in:
        tell_carrier("publishing.published", page)
    return page


def ask_for_more(actor: Actor, page: Page, *, because: str, at: datetime) -> Page:
    """Send a page back with a sentence, on the page and in a letter."""
    page = send_back(actor, page, because=because, at=at)
    if page.carrier_id is not None:
        tell_carrier("publishing.sent_back", page, because=page.sent_back_because)
    return page
