"""Who may lend what the town owns."""

from lotsenwerk.kit.actor import Actor


def may_lend(actor: Actor) -> bool:
    """See things and bookings, book for somebody, cancel: coordinators and their assistant."""
    return actor.has("coordinator", "assistant")


def may_keep_things(actor: Actor) -> bool:
    """Enter, change and end things."""
    return actor.has("coordinator", "assistant")
