"""What stands between one client and one volunteer: that they never meet, or that she always comes.

Only the desk does and sees this. A veto is never shown to the other side, so its journal lines concern nobody: what
concerns a person stands in her export.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Client, Side, StandingYes, Veto, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_keep_vetoes
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.typed import refuse_too_long

_LONGEST_NOTE = 500


def add_veto(actor: Actor, client: Client, volunteer: Volunteer, *, said_by: str, note: str = "", at: datetime) -> Veto:
    """These two are not brought together any more. A standing yes between them ends."""
    _refuse(actor)
    if said_by not in Side.values:
        raise BadInput(_("Please choose one of the list."), field="said_by")
    refuse_too_long(note, _LONGEST_NOTE, "note")
    _hold(client, volunteer)
    if Veto.objects.filter(client=client, volunteer=volunteer).exists():
        raise WrongState(_("It is noted already that these two are not to meet."), field="volunteer")
    StandingYes.objects.filter(client=client, volunteer=volunteer, ended_at__isnull=True).update(ended_at=at)
    made = Veto.objects.create(
        client=client,
        volunteer=volunteer,
        said_by=said_by,
        note=note.strip(),
        since=at,
        noted_by_user_id=actor.user_id,
    )
    record(actor, "add_veto", ("people", "veto", made.id), at=at)
    return made


def remove_veto(actor: Actor, veto: Veto, *, at: datetime) -> None:
    """These two may meet again."""
    _refuse(actor)
    if not Veto.objects.filter(pk=veto.pk).delete()[0]:
        raise WrongState(_("This was taken back already."))
    record(actor, "remove_veto", ("people", "veto", veto.pk), at=at)


def give_standing_yes(actor: Actor, client: Client, volunteer: Volunteer, *, at: datetime) -> StandingYes:
    """A volunteer has said that she goes to this client without being asked each time."""
    _refuse(actor)
    _hold(client, volunteer)
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise BadInput(_("Only somebody who is active can say yes beforehand."), field="volunteer")
    if Veto.objects.filter(client=client, volunteer=volunteer).exists():
        raise BadInput(_("These two are not to meet."), field="volunteer")
    if StandingYes.objects.filter(client=client, volunteer=volunteer, ended_at__isnull=True).exists():
        raise WrongState(_("She has said yes beforehand already."), field="volunteer")
    made = StandingYes.objects.create(client=client, volunteer=volunteer, since=at)
    _noted(actor, "give_standing_yes", made, at)
    return made


def end_standing_yes(actor: Actor, standing: StandingYes, *, at: datetime) -> None:
    """She is asked each time again."""
    _refuse(actor)
    if not StandingYes.objects.filter(pk=standing.pk, ended_at__isnull=True).update(ended_at=at):
        raise WrongState(_("This was taken back already."))
    _noted(actor, "end_standing_yes", standing, at)


def _refuse(actor: Actor) -> None:
    if not may_keep_vetoes(actor):
        raise NotAllowed(_("Only coordinators may do this."))


def _hold(client: Client, volunteer: Volunteer) -> None:
    """Both stay until the step has ended; always in the same order, so that two desks do not wait for each other."""
    for person_id in sorted({client.person_id, volunteer.person_id}):
        still_there(person_id)
    if client.person_id == volunteer.person_id:
        raise BadInput(_("This is one and the same person."), field="volunteer")


def _noted(actor: Actor, verb: str, standing: StandingYes, at: datetime) -> None:
    about = standing.volunteer.person_id
    record(actor, verb, ("people", "standing_yes", standing.pk), at=at, story=("people", "person", about), about=about)
