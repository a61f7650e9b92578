"""Who may run courses, and who may go to one."""

from lotsenwerk.kit.actor import Actor


def may_run_courses(actor: Actor) -> bool:
    """Make and change courses, note who was there: coordinators and their assistant."""
    return actor.has("coordinator", "assistant")


def may_certify(actor: Actor) -> bool:
    """End a course and issue certificates, which grant qualifications."""
    return actor.has("coordinator")


def may_take_part(actor: Actor) -> bool:
    """Look at courses and sign oneself up: a person of this town, by login or by a link."""
    return actor.person_id is not None
