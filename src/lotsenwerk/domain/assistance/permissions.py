"""Who may do what on the journey of a need. Buttons and verbs ask the same questions."""

from datetime import datetime, timedelta

from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Cooperation,
    CooperationState,
    Deployment,
    Inquiry,
    Need,
    Offer,
    Signpost,
)
from lotsenwerk.domain.assistance.states import ASSIGNMENT, DEPLOYMENT, INQUIRY, NEED, OFFER
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor, Came

ADDRESS_SHOWN_FOR = timedelta(hours=24)
"""How long after the end of an assignment its volunteer still sees the address, where the town says nothing else."""


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


def may_say_nobody_came(actor: Actor, assignment: Assignment) -> bool:
    """Write down that the volunteer did not come: the desk, which has heard it from the client."""
    return may_run_journeys(actor) and ASSIGNMENT.allows("no_show", assignment.state)


def may_cancel(actor: Actor, need: Need) -> bool:
    """Cancel a need: the desk, and the institution that asked for it."""
    return (may_run_journeys(actor) or is_requester(actor, need)) and NEED.allows("cancel", need.state)


def may_release(actor: Actor, assignment: Assignment) -> bool:
    """Take a volunteer out: herself ("I can't come"), or the desk for her."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    return ASSIGNMENT.allows("release", assignment.state) and (is_own or may_run_journeys(actor))


def may_see_address(
    actor: Actor, assignment: Assignment, at: datetime, *, shown_for: timedelta = ADDRESS_SHOWN_FOR
) -> bool:
    """See where the client lives: the desk always, the volunteer from the yes until some time after the end.

    ``shown_for`` is how long after the end, as the town has decided it: ``address_shown_for(practice())``.
    """
    if may_run_journeys(actor):
        return True
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    is_on = assignment.state in {AssignmentState.ACCEPTED, AssignmentState.REPORTED}
    return is_own and is_on and at < assignment.during.upper + shown_for


def may_see_confirmed(actor: Actor) -> bool:
    """See what was confirmed, which names no client."""
    return actor.has("coordinator", "assistant", "clerk", "administrator")


def may_run_food_bank(actor: Actor) -> bool:
    """Enter households, plan pick-ups, keep slots: the desk, and the program where it lays standing needs ahead."""
    return actor.came == Came.SYSTEM or may_run_journeys(actor)


def may_give_out_somewhere(actor: Actor) -> bool:
    """See a food bank's day and tick who came: the members of a partner, each for her own."""
    return actor.has("partner") and actor.partner_id is not None


def may_give_out(actor: Actor, food_bank_id: int) -> bool:
    """Give out at this food bank: its own members, and the desk for them."""
    is_own = may_give_out_somewhere(actor) and actor.partner_id == food_bank_id
    return is_own or may_run_food_bank(actor)


def may_note_incident(actor: Actor) -> bool:
    """Write down an incident: coordinators, as the administration sees no people to whom something can happen."""
    return actor.has("coordinator")


def may_see_incidents(actor: Actor) -> bool:
    """Read and close incidents: coordinators and the administration, and nobody else at the desk."""
    return actor.has("coordinator", "administrator")


def may_change_practice(actor: Actor) -> bool:
    """Say how this town does it."""
    return actor.has("administrator")


def may_see_cash(actor: Actor) -> bool:
    """Read the cash book: the desk, and the clerk who keeps the accounts."""
    return actor.has("coordinator", "assistant", "clerk")


def may_settle(actor: Actor, assignment: Assignment) -> bool:
    """Note the money of a visit: the volunteer until it is confirmed, and the desk at any time."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    is_on = assignment.state in {AssignmentState.ACCEPTED, AssignmentState.REPORTED}
    return (is_own and is_on) or may_run_journeys(actor)


def may_write_off(actor: Actor) -> bool:
    """Let missing money go."""
    return actor.has("coordinator")


def may_see_receipt(actor: Actor, assignment: Assignment) -> bool:
    """Look at the photo of a receipt: the desk, and the volunteer until the visit is confirmed."""
    return may_settle(actor, assignment)


def may_plan(actor: Actor) -> bool:
    """Make plans, hold people and times in place, publish: coordinators and their assistant."""
    return may_run_journeys(actor)


def may_see_office_hours(actor: Actor) -> bool:
    """See when guides sit where, and who told that she sat there."""
    return actor.has("coordinator", "assistant")


def may_keep_office_hours(actor: Actor) -> bool:
    """Open, change and end office hours, and say who sits there."""
    return actor.has("coordinator", "assistant")


def may_say_i_sat_there(actor: Actor, volunteer: Volunteer) -> bool:
    """Write down that an office hour was held: whoever sat there, or the desk for her."""
    is_own = actor.person_id is not None and volunteer.person_id == actor.person_id
    return is_own or actor.has("coordinator", "assistant")


def may_confirm_office_hour(actor: Actor, told: Deployment) -> bool:
    """Confirm what was told: a coordinator, and nobody her own hours."""
    is_own = actor.person_id is not None and told.volunteer.person_id == actor.person_id
    return actor.has("coordinator") and not is_own


# --- inquiries to a pool ----------------------------------------------------------------------------------------------


def is_requester(actor: Actor, need: Need) -> bool:
    """Whether the actor speaks for the institution whose need this is."""
    return need.pool_id is not None and _is_member(actor, need.client.partner_id)


def speaks_for(actor: Actor, cooperation: Cooperation | None) -> bool:
    """Whether the actor is a member of this institution while it works with the pool."""
    if cooperation is None or cooperation.state != CooperationState.APPROVED:
        return False
    return _is_member(actor, cooperation.partner_id)


def may_keep_terms(actor: Actor) -> bool:
    """Say what a pool promises, pays and does not serve."""
    return actor.has("coordinator")


def may_keep_cooperations(actor: Actor) -> bool:
    """Approve, refuse and end the cooperation with an institution, and invite its members."""
    return actor.has("coordinator")


def may_ask_for_cooperation(actor: Actor) -> bool:
    """Ask a pool to work together: the public form itself, and the desk for whoever calls."""
    return actor.came == Came.PUBLIC or may_run_journeys(actor)


def may_run_inquiries(actor: Actor) -> bool:
    """Read, take in, refuse and close inquiries, hand out numbers: the desk."""
    return may_run_journeys(actor)


def may_ask_pool(actor: Actor, cooperation: Cooperation | None) -> bool:
    """Ask a pool for somebody: a member of the institution, and the desk for whoever calls."""
    return may_run_journeys(actor) or speaks_for(actor, cooperation)


def may_see_own_inquiries(actor: Actor) -> bool:
    """Read what the own institution asked: everybody who speaks for a partner, each for her own."""
    return actor.has("partner") and actor.partner_id is not None


def may_see_inquiry(actor: Actor, inquiry: Inquiry) -> bool:
    """Read an inquiry: the desk, and every member of the institution that asked."""
    return may_run_journeys(actor) or _is_member(actor, inquiry.cooperation.partner_id if inquiry.cooperation else None)


def may_withdraw_inquiry(actor: Actor, inquiry: Inquiry) -> bool:
    """Take an inquiry back that nobody has answered yet: who asked, or the desk for her."""
    return may_see_inquiry(actor, inquiry) and INQUIRY.allows("withdraw", inquiry.state)


def may_change_appointment(actor: Actor, inquiry: Inquiry, going: Assignment | None) -> bool:
    """Cancel or move an appointment: the institution, whoever goes there, and the desk for either of them."""
    goes = going is not None and actor.person_id is not None and going.volunteer.person_id == actor.person_id
    return goes or may_see_inquiry(actor, inquiry)


def may_confirm_deployment(actor: Actor, deployment: Deployment) -> bool:
    """Confirm time that was given: who asked for it, or a coordinator; nobody her own hours."""
    is_own = actor.person_id is not None and deployment.volunteer.person_id == actor.person_id
    knows = actor.has("coordinator") or _asked_for(actor, deployment)
    return knows and not is_own and DEPLOYMENT.allows("confirm", deployment.state)


def may_refuse_deployment(actor: Actor, deployment: Deployment) -> bool:
    """Say that time was not given as it was reported: who asked for it, or a coordinator."""
    knows = actor.has("coordinator") or _asked_for(actor, deployment)
    return knows and DEPLOYMENT.allows("refuse", deployment.state)


def may_keep_sheet(actor: Actor, deployment: Deployment) -> bool:
    """Keep the signed sheet of a deployment: whoever went, who asked, and the desk."""
    is_own = actor.person_id is not None and deployment.volunteer.person_id == actor.person_id
    is_on = DEPLOYMENT.allows("confirm", deployment.state)
    return is_on and (is_own or may_run_journeys(actor) or _asked_for(actor, deployment))


def may_see_deployments(actor: Actor) -> bool:
    """See whose time counts: the desk, and the clerk who pays."""
    return actor.has("coordinator", "assistant", "clerk")


def may_see_statement(actor: Actor, volunteer: Volunteer) -> bool:
    """Read what somebody gave in a month and gets for it: she herself, the desk, and the clerk who pays."""
    is_own = actor.person_id is not None and volunteer.person_id == actor.person_id
    return is_own or may_see_deployments(actor)


def may_bill(actor: Actor) -> bool:
    """Write bills to institutions that pay, and take them back: coordinators, and the clerk who keeps the accounts."""
    return actor.has("coordinator", "clerk")


def _asked_for(actor: Actor, deployment: Deployment) -> bool:
    return deployment.cooperation is not None and _is_member(actor, deployment.cooperation.partner_id)


def _is_member(actor: Actor, partner_id: int | None) -> bool:
    return actor.has("partner") and actor.partner_id is not None and actor.partner_id == partner_id


# --- guides at work ---------------------------------------------------------------------------------------------------


def may_ask_for_guide(actor: Actor) -> bool:
    """Leave word that somebody would like a guide: the public itself, and the desk for whoever calls."""
    return actor.came == Came.PUBLIC or may_run_journeys(actor)


def may_keep_orders(actor: Actor) -> bool:
    """Take in, prolong and close what guides are asked for, print and send the sheet: the desk."""
    return may_run_journeys(actor)


def may_go_on_with(actor: Actor, assignment: Assignment) -> bool:
    """Agree on the next appointment, show the way to a service: whoever goes or went, and the desk for her."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    goes = assignment.state in {AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED}
    return goes and (is_own or may_run_journeys(actor))


def may_tell_outcome(actor: Actor, signpost: Signpost) -> bool:
    """Say what became of a hint: whoever gave it, and the desk."""
    of = signpost.volunteer
    is_own = of is not None and actor.person_id is not None and of.person_id == actor.person_id
    return is_own or may_run_journeys(actor)
