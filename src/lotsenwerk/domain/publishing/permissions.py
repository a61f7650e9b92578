"""Who writes pages, and who decides what the public sees."""

from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.kit.actor import Actor, Came


def may_see_pages(actor: Actor) -> bool:
    """See pages as they are written: the desk all of the town's, a partner's members their own."""
    return may_see_every_page(actor) or may_see_own_pages(actor)


def may_see_every_page(actor: Actor) -> bool:
    """See all of the town's pages, and write them: the desk."""
    return may_publish(actor) or actor.has("assistant")


def may_see_own_pages(actor: Actor) -> bool:
    """See the pages of one's own partner, and write them: its members."""
    return actor.partner_id is not None and actor.has("partner")


def may_write_pages(actor: Actor) -> bool:
    """Write pages: the desk, and a partner's members for their own."""
    return may_see_pages(actor)


def may_write(actor: Actor, page: Page) -> bool:
    """Change this page, its pictures and what others say on it."""
    if may_see_every_page(actor):
        return True
    return may_see_own_pages(actor) and page.carrier_id == actor.partner_id


def may_publish(actor: Actor) -> bool:
    """Approve, publish, withdraw: coordinators and the administration; the program at nightly work and at set-up."""
    return actor.came == Came.SYSTEM or actor.has("coordinator", "administrator")
