"""Who may do what with logins and roles."""

from lotsenwerk.domain.accounts.models import DESK_ROLES
from lotsenwerk.kit.actor import Actor, Came


def may_work_at_desk(actor: Actor) -> bool:
    """Whether the desk is open to the actor."""
    return actor.has(*DESK_ROLES)


def may_manage_members(actor: Actor) -> bool:
    """Give and end roles: the administration, and the program at set-up."""
    return actor.came == Came.SYSTEM or actor.has("administrator")
