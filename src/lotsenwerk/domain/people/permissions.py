"""Who may see and change people."""

from lotsenwerk.kit.actor import Actor, Came


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


def may_show_interest(actor: Actor) -> bool:
    """Leave word that somebody would like to help: the public itself, and the desk for whoever calls."""
    return actor.came == Came.PUBLIC or actor.has("coordinator", "assistant")


def may_see_pools(actor: Actor) -> bool:
    """See who would like to help, and who stands on which rung."""
    return actor.has("coordinator", "assistant")


def may_answer_interest(actor: Actor) -> bool:
    """Take up, decline or withdraw an interest, and note what happens next."""
    return actor.has("coordinator", "assistant")


def may_keep_pools(actor: Actor) -> bool:
    """Open and end pools, say what they require, write the declarations, and move people on the ladder."""
    return actor.has("coordinator")


def may_see_conduct(actor: Actor) -> bool:
    """Read and note what was seen of a certificate of conduct."""
    return actor.has("coordinator")
