"""Ask a volunteer, or several at once, and take the question back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.models import AlertKind, Cascade, CascadeState, Need, Offer, OfferState
from lotsenwerk.domain.assistance.permissions import may_make_offer, may_withdraw
from lotsenwerk.domain.assistance.queries.pool_gate import WhyNot, kept_out
from lotsenwerk.domain.assistance.sentences import told_of_need
from lotsenwerk.domain.assistance.states import CASCADE, NEED, OFFER
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Veto, Volunteer, VolunteerStatus
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import all_or_nothing

MOST_AT_ONCE = 20


def make_offer(actor: Actor, need: Need, *, volunteer: Volunteer, at: datetime) -> Offer:
    """Ask a volunteer whether she goes. A letter leaves after the time in which the step can be taken back."""
    [offer] = ask_several(actor, need, volunteers=[volunteer], at=at)
    return offer


def ask_several(actor: Actor, need: Need, *, volunteers: Sequence[Volunteer], at: datetime) -> Sequence[Offer]:
    """Ask several volunteers in one step: everybody is asked, or where one cannot be asked, nobody.

    Whoever says yes first goes; the others are thanked at once.
    """
    need = lock(Need.objects.select_related("client__person", "shop"), pk=need.pk)
    if not volunteers:
        raise BadInput(_("Please choose whom to ask."), field="volunteers")
    if len(volunteers) > MOST_AT_ONCE:
        raise BadInput(
            _("Please ask at most %(limit)d people at once."), field="volunteers", params={"limit": MOST_AT_ONCE}
        )
    with all_or_nothing():
        # One after the other in the order of their numbers, so that two desks that ask the same do not wait for ever.
        return [_ask(actor, need, one, at) for one in sorted(volunteers, key=lambda one: one.pk)]


def withdraw_offer(actor: Actor, offer: Offer, *, at: datetime) -> Offer:
    """Take a question back. What has not left yet reaches nobody; who has heard of it is told."""
    need = lock(Need.objects.all(), pk=offer.need_id)
    offer = lock(Offer.objects.select_related("volunteer__person"), pk=offer.pk)
    state = OFFER.after("withdraw", offer.state)
    if not may_withdraw(actor, offer):
        raise NotAllowed(_("Only coordinators may take a question back."))
    _end(offer, state, at)
    about = ("assistance", "offer", offer.id)
    if not outbox.withdraw(about, at=at):
        outbox.put("assistance.not_needed", to=offer.volunteer.person, about=about, told={}, at=at)
    lose_last_offer(need)
    record(
        actor,
        "withdraw_offer",
        about,
        story=("assistance", "need", need.id),
        at=at,
        about=offer.volunteer.person_id,
        told={"name": offer.volunteer.person.name},
    )
    return offer


def close_rivals(need: Need, *, at: datetime) -> int:
    """Close every open question of a need and thank those who were asked; answers how many. The need is locked.

    Nobody else is asked from now on: a cascade that still ran has ended.
    """
    end_cascade(need, at=at)
    rivals = list(
        Offer.objects.select_for_update(of=("self",))
        .filter(need=need, state=OfferState.OPEN)
        .select_related("volunteer__person")
    )
    for rival in rivals:
        _end(rival, OFFER.after("close", rival.state), at)
        about = ("assistance", "offer", rival.id)
        if not outbox.withdraw(about, at=at):
            outbox.put("assistance.not_needed", to=rival.volunteer.person, about=about, told={}, at=at)
    return len(rivals)


def lose_last_offer(need: Need) -> bool:
    """A need whom nobody is asked for any more is open again; answers whether it is. The need is locked."""
    if need.state == "offered" and not Offer.objects.filter(need=need, state=OfferState.OPEN).exists():
        need.state = NEED.after("lose_last_offer", need.state)
        need.save(update_fields=["state"])
        return True
    return False


def everybody_declined(need: Need, *, at: datetime) -> None:
    """The last who was asked has said no: the running cascade asks the next at once, else the desk has to look.

    The need is locked.
    """
    if not Cascade.objects.filter(need=need, state=CascadeState.RUNNING).update(next_at=at):
        raise_alert(need, AlertKind.NOBODY_FOUND, at=at)


def end_cascade(need: Need, *, at: datetime) -> bool:
    """End the cascade of a need where one runs; answers whether one did. The need is locked."""
    running = Cascade.objects.select_for_update().filter(need=need, state=CascadeState.RUNNING).first()
    if running is None:
        return False
    running.state, running.ended_at = CASCADE.after("end", running.state), at
    running.save(update_fields=["state", "ended_at"])
    return True


def _ask(actor: Actor, need: Need, volunteer: Volunteer, at: datetime) -> Offer:
    state = NEED.after("make_offer", need.state)
    if not may_make_offer(actor, need):
        raise NotAllowed(_("Only coordinators may ask volunteers."))
    stays(volunteer.person_id)
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise BadInput(_("%(name)s is not active at the moment."), params={"name": volunteer.person.name})
    if Veto.objects.filter(client_id=need.client_id, volunteer=volunteer).exists():
        raise BadInput(_("%(name)s is not asked for this visit."), params={"name": volunteer.person.name})
    refuse_who_is_kept_out(need, volunteer)
    if need.latest <= at:
        raise WrongState(_("The time of this need is over. Please take it in again for another day."))
    return _lay(actor, need, volunteer, state, at)


def ask_again(actor: Actor, need: Need, volunteer: Volunteer, *, at: datetime) -> Offer | None:
    """Ask somebody for another date who had agreed to the first; none where she may not be asked any more.

    Whoever moved the appointment asks by it, also the institution. The need is locked and open.
    """
    is_apart = Veto.objects.filter(client_id=need.client_id, volunteer=volunteer).exists()
    if volunteer.status != VolunteerStatus.ACTIVE or is_apart or kept_out(need, [volunteer.pk]):
        return None
    stays(volunteer.person_id)
    return _lay(actor, need, volunteer, NEED.after("make_offer", need.state), at)


_KEPT_OUT = {
    WhyNot.NOT_MEMBER: _("%(name)s is not active in this pool."),
    WhyNot.MISSING: _("%(name)s lacks something that the pool requires. Please look at the papers first."),
    WhyNot.LANGUAGE: _("%(name)s does not speak this language well enough."),
    WhyNot.GENDER: _("For this visit somebody of another gender was asked for than %(name)s."),
    WhyNot.APART: _("%(name)s is not asked for this visit."),
}


def refuse_who_is_kept_out(need: Need, volunteer: Volunteer, *, field: str = "") -> None:
    """``BadInput`` where the pool that was asked does not let her go, and why."""
    why = kept_out(need, [volunteer.pk]).get(volunteer.pk)
    if why is not None:
        raise BadInput(_KEPT_OUT[why], field=field or None, params={"name": volunteer.person.name})


def _lay(actor: Actor, need: Need, volunteer: Volunteer, state: str, at: datetime) -> Offer:
    try:
        with transaction.atomic():
            offer = Offer.objects.create(
                ref=new_ref(), need=need, volunteer=volunteer, made_at=at, made_by_user_id=actor.user_id
            )
    except IntegrityError:
        raise WrongState(_("%(name)s has been asked already."), params={"name": volunteer.person.name}) from None
    need.state = state
    need.save(update_fields=["state"])
    outbox.put(
        "assistance.offer",
        to=volunteer.person,
        about=("assistance", "offer", offer.id),
        told=told_of_need(need, volunteer.person),
        ref=offer.ref,
        at=at,
        begins=need.earliest,
    )
    record(
        actor,
        "make_offer",
        ("assistance", "offer", offer.id),
        story=("assistance", "need", need.id),
        at=at,
        about=volunteer.person_id,
        told={"name": volunteer.person.name},
    )
    return offer


def _end(offer: Offer, state: str, at: datetime) -> None:
    offer.state = state
    offer.answered_at = at
    offer.save(update_fields=["state", "answered_at"])
