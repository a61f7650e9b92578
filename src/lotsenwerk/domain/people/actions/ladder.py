"""Move a volunteer on the status ladder. Becoming active opens a login for those who have an e-mail address.

Who leaves without ever having been active leaves no note of a certificate of conduct behind.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.actions.membership import end_volunteer
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.forget_conduct import forget_conduct
from lotsenwerk.domain.people.actions.login import open_login, refuse_a_shared_address
from lotsenwerk.domain.people.models import Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_admit_volunteers
from lotsenwerk.domain.people.states import VOLUNTEER
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, NotThere
from lotsenwerk.kit.locking import lock


def move_volunteer(actor: Actor, volunteer: Volunteer, verb: str, *, at: datetime) -> Volunteer:
    """Do ``activate``, ``pause`` or ``leave`` with a volunteer; ``NotThere`` for somebody who was forgotten."""
    if not may_admit_volunteers(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    try:
        moved = lock(Volunteer.objects.filter(person__erased_at__isnull=True).select_related("person"), pk=volunteer.pk)
    except Volunteer.DoesNotExist:
        raise NotThere from None
    after = VOLUNTEER.after(verb, moved.status)
    if verb == "activate":
        refuse_a_shared_address(moved.person)
    if verb == "leave" and moved.status == VolunteerStatus.INTERESTED:
        forget_conduct(moved)
    moved.status = after
    moved.status_since = at
    moved.save(update_fields=["status", "status_since"])
    person = moved.person
    if verb == "activate" and person.email:
        open_login(person, at=at)
    if verb == "leave" and person.user_id is not None:
        end_volunteer(user_id=person.user_id, at=at)
    record(actor, verb, ("people", "person", person.id), at=at, about=person.id, told={"status": moved.status})
    return moved
