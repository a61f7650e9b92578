"""Move somebody on the ladder of a pool. Nobody becomes active while something is missing."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.people.actions.forget_conduct import forget_conduct
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import LadderStep, NextAction, Pool, PoolMember, Rung, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.permissions import may_answer_interest, may_keep_pools
from lotsenwerk.domain.people.queries.becoming import what_is_missing
from lotsenwerk.domain.people.sentences import all_missing_in_words
from lotsenwerk.domain.people.states import MEMBER, VOLUNTEER
from lotsenwerk.engines.calendar.working_days import add_working_days
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_NOTE: Final = 500
DUE_DAYS: Final = 5
"""Working days until the next action is due, where nobody says another day."""
AS_A_RULE: Final = {
    Rung.INTERESTED: NextAction.CALL,
    Rung.TALK: NextAction.MEET,
    Rung.SUITABILITY: NextAction.SEE_PAPERS,
    Rung.COURSE: NextAction.FIND_COURSE,
    Rung.ACTIVE: NextAction.NOTHING,
    Rung.PAUSED: NextAction.ASK_AGAIN,
    Rung.LEFT: NextAction.NOTHING,
}
"""What comes next on each rung, where nobody says anything else."""


def join_pool(actor: Actor, pool: Pool, volunteer: Volunteer, *, note: str = "", at: datetime) -> PoolMember:
    """She is on the first rung from now on; who has left comes back, and who is on the way stays where she is."""
    if not may_answer_interest(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    refuse_too_long(note, LONGEST_NOTE, "note")
    still_there(volunteer.person_id)
    pool = lock(Pool.objects.all(), pk=pool.pk)
    if pool.ended_at is not None:
        raise WrongState(_("This pool has ended."))
    refuse_what_is_off(BEHIND[pool.kind], "pools")
    member = PoolMember.objects.filter(pool=pool, volunteer=volunteer).first()
    if member is not None and member.rung != Rung.LEFT:
        return member
    _be_here_again(volunteer, at)
    if member is None:
        member = PoolMember(pool=pool, volunteer=volunteer, joined_at=at)
    return _step(actor, member, "join_pool", Rung.INTERESTED, note, None, at)


def climb(
    actor: Actor,
    member: PoolMember,
    verb: str,
    *,
    note: str = "",
    next_action: str = "",
    next_due: date | None = None,
    leaves_altogether: bool = False,
    at: datetime,
) -> PoolMember:
    """Do one step of the ladder (``MEMBER``); without ``next_action`` the usual one of the rung is next.

    ``begin`` is refused with the list of what is missing. Raises ``WrongState`` where a colleague was quicker.
    """
    if not may_keep_pools(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    _check_next(next_action, next_due, at)
    refuse_too_long(note, LONGEST_NOTE, "note")
    member = _locked(member)
    rung = Rung(MEMBER.after(verb, member.rung))
    if verb == "begin":
        _through_the_gate(actor, member, at)
    elif verb == "come_back":
        _be_here_again(member.volunteer, at)
    after = (NextAction(next_action), next_due) if next_action else None
    member = _step(actor, member, verb, rung, note, after, at)
    if verb == "leave":
        _leave(actor, member.volunteer, at, altogether=leaves_altogether)
    return member


def plan_next(actor: Actor, member: PoolMember, *, next_action: str, next_due: date | None, at: datetime) -> PoolMember:
    """Say what happens next, and until when."""
    if not may_answer_interest(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    _check_next(next_action or "-", next_due, at)
    member = _locked(member)
    if member.rung == Rung.LEFT:
        raise WrongState(_("She has left the pool in the meantime."))
    member.next_action, member.next_due = _next(member.rung, (NextAction(next_action), next_due), at)
    member.save(update_fields=["next_action", "next_due"])
    _noted(actor, "plan_next", member, at, {"next": next_action})
    return member


def name_lead(actor: Actor, member: PoolMember, *, is_lead: bool, at: datetime) -> PoolMember:
    """A lead guide coordinates the others: another yearly cap of hours counts for her."""
    if not may_keep_pools(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    member = _locked(member)
    member.is_lead = is_lead
    member.save(update_fields=["is_lead"])
    _noted(actor, "name_lead", member, at, {"is_lead": is_lead})
    return member


def _locked(member: PoolMember) -> PoolMember:
    """The person first, as everywhere, then where she stands."""
    still_there(member.volunteer.person_id)
    try:
        return lock(PoolMember.objects.select_related("pool", "volunteer__person"), pk=member.pk)
    except PoolMember.DoesNotExist:
        raise NotThere from None


def _through_the_gate(actor: Actor, member: PoolMember, at: datetime) -> None:
    missing = what_is_missing(member, clock.local(at).date())
    if missing:
        raise WrongState(
            _("Not yet: this is missing: %(list)s."), params={"list": all_missing_in_words(missing)}, field="verb"
        )
    if VOLUNTEER.allows("activate", member.volunteer.status):
        member.volunteer = move_volunteer(actor, member.volunteer, "activate", at=at)


def _be_here_again(volunteer: Volunteer, at: datetime) -> None:
    """Who had left altogether begins again from the front."""
    left = Volunteer.objects.filter(pk=volunteer.pk, status=VolunteerStatus.LEFT)
    left.update(status=VOLUNTEER.after("come_back", VolunteerStatus.LEFT), status_since=at)


def _leave(actor: Actor, volunteer: Volunteer, at: datetime, *, altogether: bool) -> None:
    """Without another pool, whoever never was active ends here too, and her certificate's note with her (case 25)."""
    if PoolMember.objects.filter(volunteer=volunteer).exclude(rung=Rung.LEFT).exists():
        return
    never_began = volunteer.status == VolunteerStatus.INTERESTED
    if never_began:
        forget_conduct(volunteer)
    if (never_began or altogether) and VOLUNTEER.allows("leave", volunteer.status):
        move_volunteer(actor, volunteer, "leave", at=at)


def _step(  # noqa: PLR0917 - the parts of one step
    actor: Actor,
    member: PoolMember,
    verb: str,
    rung: Rung,
    note: str,
    after: tuple[NextAction, date | None] | None,
    at: datetime,
) -> PoolMember:
    member.rung, member.rung_since = rung, at
    member.next_action, member.next_due = _next(rung, after or (AS_A_RULE[rung], None), at)
    member.save()
    LadderStep.objects.create(member=member, rung=rung, note=note.strip(), at=at, by_user_id=actor.user_id)
    _noted(actor, verb if verb == "join_pool" else f"ladder_{verb}", member, at, {"rung": rung})
    return member


def _next(rung: str, after: tuple[NextAction, date | None], at: datetime) -> tuple[NextAction, date | None]:
    """Whoever is on the way has a day: nobody is forgotten. Nothing to do has none."""
    action, due = after
    if action == NextAction.NOTHING or rung == Rung.LEFT:
        return NextAction.NOTHING, None
    return action, due or add_working_days(clock.local(at).date(), DUE_DAYS)


def _check_next(action: str, due: date | None, at: datetime) -> None:
    if action and action not in NextAction.values:
        raise BadInput(_("Please choose one of the list."), field="next_action")
    if due is not None and due < clock.local(at).date():
        raise BadInput(_("This day is over already."), field="next_due")


def _noted(actor: Actor, verb: str, member: PoolMember, at: datetime, told: dict[str, object]) -> None:
    person_id = member.volunteer.person_id
    subject = ("people", "pool_member", member.id)
    record(actor, verb, subject, story=("people", "person", person_id), at=at, about=person_id, told=told)
