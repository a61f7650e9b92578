"""Who may do what with organisations."""

from lotsenwerk.kit.actor import Actor, Came


def may_administer(actor: Actor) -> bool:
    """Settings, partners, members: the administration of the municipality, and the program at set-up."""
    return actor.came == Came.SYSTEM or actor.has("administrator")
