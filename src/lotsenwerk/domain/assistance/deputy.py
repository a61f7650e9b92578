"""The program in the place of the desk: what a coordinator arranged beforehand, done while nobody is there."""

from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.tenancy import current_organisation_id


def deputy() -> Actor:
    """The program itself in the open organisation, with the role that lets it take in and ask."""
    return Actor(came=Came.SYSTEM, organisation_id=current_organisation_id(), roles=frozenset({"assistant"}))
