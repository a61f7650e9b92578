"""Who may lend what the town owns, and who keeps its dates and lists."""

from lotsenwerk.domain.gatherings.models import Series
from lotsenwerk.domain.publishing.permissions import may_see_pages, may_write
from lotsenwerk.kit.actor import Actor


def may_lend(actor: Actor) -> bool:
    """See things and bookings, book for somebody, cancel: coordinators and their assistant."""
    return actor.has("coordinator", "assistant")


def may_keep_things(actor: Actor) -> bool:
    """Enter, change and end things."""
    return actor.has("coordinator", "assistant")


def may_borrow(actor: Actor) -> bool:
    """See what the town lends to carriers, ask for it, cancel one's own: the members of a partner."""
    return actor.partner_id is not None and actor.has("partner")


def may_keep_lists(actor: Actor) -> bool:
    """Open lists to sign up, change their seats, sign somebody up by telephone."""
    return actor.has("coordinator", "assistant")


def may_sign_up(actor: Actor, person_id: int | None) -> bool:
    """Sign somebody up or take her off: herself, or the desk for anybody."""
    return may_keep_lists(actor) or (person_id is not None and actor.person_id == person_id)


def may_see_dates(actor: Actor) -> bool:
    """See dates with who comes: the desk all of the town's, a partner's members their own."""
    return may_see_pages(actor)


def may_keep(actor: Actor, series: Series) -> bool:
    """Keep this date: change when it is, count, write up who comes."""
    return may_write(actor, series.page)
