"""Who may see whose hours, and who may change what is said of them."""

from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor


def may_see_hours(actor: Actor) -> bool:
    """See everybody's hours and the pools' budgets: the desk, and the clerk who pays."""
    return actor.has("coordinator", "assistant", "clerk")


def may_keep_hours(actor: Actor) -> bool:
    """Enter what was granted, who coordinates, and what somebody signed on paper."""
    return actor.has("coordinator")


def is_own(actor: Actor, volunteer: Volunteer) -> bool:
    """Whether these are her own hours."""
    return actor.person_id is not None and volunteer.person_id == actor.person_id


def may_see_hours_of(actor: Actor, volunteer: Volunteer) -> bool:
    """See somebody's year: she herself, the desk and the clerk."""
    return may_see_hours(actor) or is_own(actor, volunteer)


def may_speak_for(actor: Actor, volunteer: Volunteer) -> bool:
    """Agree, withdraw, say and waive: she herself, and a coordinator who has seen her signature."""
    return may_keep_hours(actor) or is_own(actor, volunteer)


def may_see_grants(actor: Actor) -> bool:
    """See the files of grants and their ledger: coordinators, and the clerk who proves what was spent."""
    return actor.has("coordinator", "clerk")


def may_keep_grants(actor: Actor) -> bool:
    """Draft, enter notices, keep the ledger: coordinators and the clerk."""
    return actor.has("coordinator", "clerk")
