"""Who reads the figures of a town."""

from lotsenwerk.kit.actor import Actor


def may_see_reports(actor: Actor) -> bool:
    """Read the town's figures: the desk, the clerk and the administration. There are no people in them."""
    return actor.has("coordinator", "assistant", "clerk", "administrator")
