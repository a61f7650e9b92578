"""Who may see and change people."""

from lotsenwerk.kit.actor import Actor


def may_see_people(actor: Actor) -> bool:
    """See clients and volunteers with what is needed to bring them together."""
    return actor.has("coordinator", "assistant")


def may_keep_people(actor: Actor) -> bool:
    """Enter and change clients and volunteers."""
    return actor.has("coordinator", "assistant")


def may_admit_volunteers(actor: Actor) -> bool:
    """Move a volunteer on the status ladder, which can open a login."""
    return actor.has("coordinator")


def may_keep_vetoes(actor: Actor) -> bool:
    """See and note who is not to meet whom, and who always comes. Nobody but the desk ever hears of a veto."""
    return actor.has("coordinator", "assistant")
