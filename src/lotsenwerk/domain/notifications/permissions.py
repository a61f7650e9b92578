"""Who may do something about a letter that did not arrive."""

from lotsenwerk.kit.actor import Actor


def may_send_again(actor: Actor) -> bool:
    """Send a failed letter once more: whoever runs the journeys."""
    return actor.has("coordinator", "assistant")


def may_say_not_arrived(actor: Actor) -> bool:
    """Say of a letter of which nobody knows that it did not arrive: a coordinator, who has asked the person."""
    return actor.has("coordinator")


def may_set_sending_hours(actor: Actor) -> bool:
    """Say between which hours the town writes to people: who coordinates, and the administration."""
    return actor.has("coordinator", "administrator")
