"""Who may forget."""

from lotsenwerk.kit.actor import Actor


def may_see_retention(actor: Actor) -> bool:
    """See what is going to be forgotten: coordinators and the administration."""
    return actor.has("coordinator", "administrator")


def may_erase(actor: Actor) -> bool:
    """Forget a person: a coordinator, on the person's wish."""
    return actor.has("coordinator")


def may_export(actor: Actor) -> bool:
    """Give a person everything that is kept of her (Art. 15 GDPR)."""
    return actor.has("coordinator")


def may_merge(actor: Actor) -> bool:
    """Make one person of two rows: a coordinator, as it cannot be taken back."""
    return actor.has("coordinator")
