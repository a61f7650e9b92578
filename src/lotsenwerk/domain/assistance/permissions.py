"""Who may do what on the journey of a need. Buttons and verbs ask the same questions."""

from datetime import datetime, timedelta

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Need, Offer
from lotsenwerk.domain.assistance.states import ASSIGNMENT, NEED, OFFER
from lotsenwerk.kit.actor import Actor

ADDRESS_SHOWN_FOR = timedelta(hours=24)
"""How long after the end of an assignment its volunteer still sees the address."""


def may_run_journeys(actor: Actor) -> bool:
    """Take in, offer, call back, report and confirm for others: coordinators and their assistant (Bufdi)."""
    return actor.has("coordinator", "assistant")


def may_take_in(actor: Actor) -> bool:
    """Take in a need."""
    return may_run_journeys(actor)


def may_make_offer(actor: Actor, need: Need) -> bool:
    """Ask a volunteer."""
    return may_run_journeys(actor) and NEED.allows("make_offer", need.state)


def may_answer(actor: Actor, offer: Offer) -> bool:
    """Say yes or no: the volunteer who was asked, or the desk that has her on the telephone."""
    is_asked = actor.person_id is not None and offer.volunteer.person_id == actor.person_id
    return OFFER.allows("accept", offer.state) and (is_asked or may_run_journeys(actor))


def may_withdraw(actor: Actor, offer: Offer) -> bool:
    """Take a question back."""
    return may_run_journeys(actor) and OFFER.allows("withdraw", offer.state)


def may_report(actor: Actor, assignment: Assignment) -> bool:
    """Say what was done: the volunteer who went, or the desk for her."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    return ASSIGNMENT.allows("report", assignment.state) and (is_own or may_run_journeys(actor))


def may_confirm(actor: Actor, assignment: Assignment) -> bool:
    """Confirm what was reported: a coordinator, and nobody her own hours."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    return actor.has("coordinator") and not is_own and ASSIGNMENT.allows("confirm", assignment.state)


def may_cancel(actor: Actor, need: Need) -> bool:
    """Cancel a need."""
    return may_run_journeys(actor) and NEED.allows("cancel", need.state)


def may_release(actor: Actor, assignment: Assignment) -> bool:
    """Take a volunteer out: herself ("I can't come"), or the desk for her."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    return ASSIGNMENT.allows("release", assignment.state) and (is_own or may_run_journeys(actor))


def may_see_address(actor: Actor, assignment: Assignment, at: datetime) -> bool:
    """See where the client lives: the desk always, the volunteer from the yes until a day after the end."""
    if may_run_journeys(actor):
        return True
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    is_on = assignment.state in {AssignmentState.ACCEPTED, AssignmentState.REPORTED}
    return is_own and is_on and at < assignment.during.upper + ADDRESS_SHOWN_FOR


def may_see_confirmed(actor: Actor) -> bool:
    """See what was confirmed, which names no client."""
    return actor.has("coordinator", "assistant", "clerk", "administrator")


def may_run_food_bank(actor: Actor) -> bool:
    """Enter households, plan pick-ups, keep slots: the desk. The food bank itself gives out."""
    return may_run_journeys(actor)


def may_give_out_somewhere(actor: Actor) -> bool:
    """See a food bank's day and tick who came: the members of a partner, each for her own."""
    return actor.has("partner") and actor.partner_id is not None


def may_give_out(actor: Actor, food_bank_id: int) -> bool:
    """Give out at this food bank: its own members, and the desk for them."""
    is_own = may_give_out_somewhere(actor) and actor.partner_id == food_bank_id
    return is_own or may_run_food_bank(actor)
