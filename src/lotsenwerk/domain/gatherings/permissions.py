"""Who may lend what the town owns."""

from lotsenwerk.kit.actor import Actor


def may_lend(actor: Actor) -> bool:
    """See things and bookings, book for somebody, cancel: coordinators and their assistant."""
    return actor.has("coordinator", "assistant")


def may_keep_things(actor: Actor) -> bool:
    """Enter, change and end things."""
    return actor.has("coordinator", "assistant")


def may_keep_lists(actor: Actor) -> bool:
    """Open lists to sign up, change their seats, sign somebody up by telephone."""
    return actor.has("coordinator", "assistant")


def may_sign_up(actor: Actor, person_id: int | None) -> bool:
    """Sign somebody up or take her off: herself, or the desk for anybody."""
    return may_keep_lists(actor) or (person_id is not None and actor.person_id == person_id)
