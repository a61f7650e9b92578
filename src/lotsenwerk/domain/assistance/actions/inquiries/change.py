"""An appointment is cancelled or moved, by the institution, by whoever goes there, or by the pool between them."""

from copy import copy
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.answer_offer import decline_offer
from lotsenwerk.domain.assistance.actions.appointment_changes import note_change
from lotsenwerk.domain.assistance.actions.assign import one_at_a_time
from lotsenwerk.domain.assistance.actions.inquiries.dates import check_date
from lotsenwerk.domain.assistance.actions.inquiries.locking import going_to, locked, note_line
from lotsenwerk.domain.assistance.actions.offers import (
    ask_again,
    close_rivals,
    lose_last_offer,
    refuse_who_is_kept_out,
)
from lotsenwerk.domain.assistance.actions.tell_requester import tell_requester
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.models import (
    Assignment,
    Bias,
    ChangeKind,
    DoneBy,
    Inquiry,
    InquiryState,
    Need,
    Offer,
    OfferState,
    Reason,
)
from lotsenwerk.domain.assistance.permissions import may_answer, may_change_appointment, may_release, may_run_inquiries
from lotsenwerk.domain.assistance.queries.pool_gate import WhyNot, kept_out
from lotsenwerk.domain.assistance.sentences import told_of_assignment, when_in_words
from lotsenwerk.domain.assistance.states import ASSIGNMENT, INQUIRY, NEED, OFFER
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock


def cancel_appointment(
    actor: Actor, inquiry: Inquiry, *, reason: str, side: DoneBy | None = None, at: datetime
) -> Inquiry:
    """The appointment does not take place: its need is cancelled, and both sides hear so.

    A member of the institution cancels for it; the desk says for whom by ``side`` (without it for the pool). Whoever
    would go and cannot uses ``cannot_come``: then somebody else is looked for. Raises ``NotThere`` for another
    institution's, ``WrongState`` where it has taken place, ``BadInput`` for the reason.
    """
    need, inquiry = locked(inquiry)
    side = _side(actor, inquiry, None, side)
    if side == DoneBy.VOLUNTEER:
        raise NotAllowed(_("Only who asked, or a coordinator, may cancel this."))
    state = INQUIRY.after("cancel", inquiry.state)
    _check_reason(reason)
    if need is None:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    going = going_to(need)
    if going is not None and going.during.lower <= at:
        raise WrongState(_("This has begun already."))
    was = need.earliest
    cancel(actor, need, reason=reason, at=at)
    note_change(actor, inquiry, ChangeKind.CANCELLED, side=side, reason=reason, was=was, at=at)
    inquiry.state, inquiry.closed_at, inquiry.closed_by_user_id = state, at, actor.user_id
    inquiry.save(update_fields=["state", "closed_at", "closed_by_user_id"])
    note_line(actor, "cancel_appointment", inquiry, at)
    return inquiry


def move_appointment(
    actor: Actor, inquiry: Inquiry, *, becomes: datetime, reason: str, is_agreed: bool = False, at: datetime
) -> Inquiry:
    """The appointment begins at another time, and lasts as long as before.

    With ``is_agreed`` both sides have spoken and whoever goes keeps it. Without it she is asked for the new date before
    anybody else, and goes only if she says yes; she herself can move nothing that is not agreed. Who was asked for the
    old date is thanked. Raises ``NotThere`` for another institution's, ``WrongState`` where it has taken place or she
    is somewhere else then, ``BadInput`` with the field.
    """
    need, inquiry = locked(inquiry)
    going = going_to(need) if need is not None else None
    side = _side(actor, inquiry, going, None)
    INQUIRY.after("move", inquiry.state)
    _check_reason(reason)
    if becomes <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="becomes")
    check_date(becomes, "becomes", at)
    was = need.earliest if need is not None else inquiry.begins
    if becomes == was:
        raise BadInput(_("This is the date that it has already."), field="becomes")
    if side == DoneBy.VOLUNTEER and not is_agreed:
        raise BadInput(_("Please agree on the new date with the institution first."), field="is_agreed")
    if need is None:
        inquiry.begins, inquiry.other_dates = becomes, [one for one in inquiry.other_dates if one != becomes]
        inquiry.save(update_fields=["begins", "other_dates"])
    else:
        _move(actor, need, going, becomes, is_agreed, at)
    note_change(actor, inquiry, ChangeKind.MOVED, side=side, reason=reason, was=was, becomes=becomes, at=at)
    note_line(actor, "move_appointment", inquiry, at)
    if inquiry.state == InquiryState.TAKEN_IN:
        tell_requester("assistance.inquiry_moved", inquiry, at=at, was=when_in_words(was))
    return inquiry


def cannot_come(actor: Actor, assignment: Assignment, *, reason: str, at: datetime) -> Need:
    """Whoever would go cannot: the need is open again, and the institution hears that somebody else is looked for.

    Who is ``biased`` is not asked for this client number any more; why is kept nowhere, and nobody hears it. Raises
    ``NotAllowed`` for others than herself and the desk, ``WrongState`` or ``BadInput``.
    """
    _check_reason(reason)
    need = lock(Need.objects.select_related("client__person"), pk=assignment.need_id)
    if not may_release(actor, assignment):
        ASSIGNMENT.after("release", assignment.state)
        raise NotAllowed(_("Only the person who goes or a coordinator may do this."))
    if reason == Reason.BIASED:
        _keep_apart(need, assignment.volunteer)
    return replace_volunteer(actor, assignment, reason="" if reason == Reason.BIASED else reason, at=at)


def decline_as_biased(actor: Actor, offer: Offer, *, at: datetime) -> Offer:
    """Say no to a question, and not to be asked for this client number any more. Nobody is told why."""
    need = lock(Need.objects.all(), pk=offer.need_id)
    OFFER.after("decline", offer.state)
    if not may_answer(actor, offer):
        raise NotAllowed(_("Only the person who was asked may answer."))
    _keep_apart(need, offer.volunteer)
    return decline_offer(actor, offer, at=at)


def _keep_apart(need: Need, volunteer: Volunteer) -> None:
    """Where there is no number she is not asked for this need again, and that is all that can be known."""
    inquiry = Inquiry.objects.filter(need=need).first()
    if inquiry is not None and inquiry.number_id is not None:
        Bias.objects.get_or_create(volunteer=volunteer, number_id=inquiry.number_id)


def _move(  # noqa: PLR0917 - what is moved, whither, and for whom
    actor: Actor,
    need: Need,
    going: Assignment | None,
    becomes: datetime,
    is_agreed: bool,
    at: datetime,
) -> None:
    if need.state not in {"open", "offered", "staffed"}:
        raise WrongState(_("This has taken place already."))
    if going is not None and going.during.lower <= at:
        raise WrongState(_("This has begun already."))
    end = becomes + timedelta(minutes=need.minutes)
    if going is not None and is_agreed:
        _refuse_who_may_not_go_then(actor, need, going, becomes)
        one_at_a_time([going.volunteer_id])
        try:
            with transaction.atomic():
                Assignment.objects.filter(pk=going.pk).update(during=(becomes, end))
        except IntegrityError:
            raise WrongState(_("At this time whoever goes is already somewhere else."), field="becomes") from None
        going.refresh_from_db(fields=["during"])
        _set_window(need, becomes, end)
        _tell_who_goes(going, at)
        return
    close_rivals(need, at=at)
    lose_last_offer(need)
    _set_window(need, becomes, end)
    if going is None:
        return
    going.state = ASSIGNMENT.after("release", going.state)
    going.released_because = "moved"
    going.save(update_fields=["state", "released_because"])
    need.state = NEED.after("replace", need.state)
    need.save(update_fields=["state"])
    # Her yes was for the old date: only without it can she be asked for this need once more.
    for yes in Offer.objects.select_for_update().filter(
        need=need, volunteer=going.volunteer, state=OfferState.ACCEPTED
    ):
        yes.state = OFFER.after("move", yes.state)
        yes.save(update_fields=["state"])
    outbox.withdraw(("assistance", "assignment", going.id), at=at)
    ask_again(actor, need, going.volunteer, at=at)


def _refuse_who_may_not_go_then(actor: Actor, need: Need, going: Assignment, becomes: datetime) -> None:
    """Whoever keeps the appointment has on the new day too what her pool requires; what she lacks hears the desk alone.

    That somebody is biased since then stays hers to say (case 27).
    """
    then = copy(need)
    then.earliest = becomes
    if kept_out(then, [going.volunteer_id]).get(going.volunteer_id) not in {WhyNot.MISSING, WhyNot.NOT_MEMBER}:
        return
    if may_run_inquiries(actor):
        refuse_who_is_kept_out(then, going.volunteer, field="becomes")
    else:
        words = _("Before this visit something has to be put in order. Please call the coordinator.")
        raise WrongState(words, field="becomes")


def _set_window(need: Need, begin: datetime, end: datetime) -> None:
    need.earliest, need.latest = begin, end
    need.save(update_fields=["earliest", "latest"])


def _tell_who_goes(going: Assignment, at: datetime) -> None:
    """She hears the new date; what was to remind her of the old one is taken back."""
    about = ("assistance", "assignment", going.id)
    outbox.withdraw(about, at=at)
    person = going.volunteer.person
    told = told_of_assignment(going, person)
    key = "assistance.appointment_moved"
    outbox.put(key, to=person, about=about, told=told, ref=going.ref, at=at, begins=going.during.lower)


def _side(actor: Actor, inquiry: Inquiry, going: Assignment | None, side: DoneBy | None) -> DoneBy:
    """Who acts: the desk may speak for either side, everybody else for herself alone."""
    if not may_change_appointment(actor, inquiry, going):
        raise NotThere
    if may_run_inquiries(actor):
        return side or DoneBy.POOL
    return DoneBy.REQUESTER if actor.has("partner") else DoneBy.VOLUNTEER


def _check_reason(reason: str) -> None:
    if reason not in Reason.values:
        raise BadInput(_("Please choose one of the list."), field="reason")
