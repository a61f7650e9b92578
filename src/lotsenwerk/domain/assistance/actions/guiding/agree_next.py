"""The next appointment is entered on the spot: the same two, agreed, within the order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.assign import announce, assign
from lotsenwerk.domain.assistance.actions.inquiries.dates import check_date
from lotsenwerk.domain.assistance.guide_scope import order_of
from lotsenwerk.domain.assistance.guide_words import ERRANDS, documents_for
from lotsenwerk.domain.assistance.models import (
    AnsweredBy,
    Assignment,
    CameBy,
    Inquiry,
    InquiryState,
    Need,
    NeedKind,
    NeedState,
    Offer,
    OfferState,
)
from lotsenwerk.domain.assistance.permissions import may_go_on_with
from lotsenwerk.domain.assistance.queries.guiding import met
from lotsenwerk.domain.assistance.queries.pool_gate import kept_out
from lotsenwerk.domain.assistance.states import NEED
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.engines.scope.interpreting import Asker
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.kit.typed import refuse_too_long

SHORTEST, LONGEST = 15, 720
LONGEST_PLACE = 300


@dataclass(frozen=True, slots=True)
class Next:
    """When, how long in minutes, where in a few words, and for what (a key of ``guide_words.ERRANDS``)."""

    begins: datetime
    minutes: int = 60
    where: str = ""
    errand: str = ""


def agree_next(actor: Actor, assignment: Assignment, said: Next, *, at: datetime) -> Assignment:
    """Enter the next appointment of an order: it becomes a need of the same client, and the same guide goes.

    Raises ``NotAllowed``, ``WrongState`` where the order has ended or she is somewhere else then, or ``BadInput``.
    """
    with all_or_nothing():
        order, before = _running(actor, assignment)
        _check(order, said, at)
        need = _need(actor, before, said, at)
        if kept_out(need, [assignment.volunteer_id]):
            raise WrongState(_("Before this visit something has to be put in order. Please call the coordinator."))
        offer = Offer.objects.create(
            ref=new_ref(),
            need=need,
            volunteer=assignment.volunteer,
            state=OfferState.ACCEPTED,
            made_at=at,
            made_by_user_id=actor.user_id,
            answered_at=at,
            answered_by=AnsweredBy.LOGIN,
        )
        going = assign(need, offer, at=at)
        need.state = NEED.after("accept", NEED.after("make_offer", need.state))
        need.save(update_fields=["state"])
        announce(actor, going, verb="agree_next", message="assistance.accepted", at=at)
        return going


def _running(actor: Actor, assignment: Assignment) -> tuple[Inquiry, Inquiry]:
    """The order, locked, and the appointment before; both are what they are now."""
    if not may_go_on_with(actor, assignment):
        raise NotAllowed(_("Only the person who went may report this."))
    before = Inquiry.objects.select_related("follows").filter(need_id=assignment.need_id).first()
    if before is None or assignment.need.kind != NeedKind.GUIDE:
        raise WrongState(_("Only a guide's appointment has a next one."))
    order = lock(Inquiry.objects.select_related("client"), pk=order_of(before).pk)
    if order.closed_at is not None or order.state != InquiryState.TAKEN_IN:
        raise WrongState(_("This order has ended. Please call the coordinator."))
    return order, before


def _check(order: Inquiry, said: Next, at: datetime) -> None:
    refuse_too_long(said.where.strip(), LONGEST_PLACE, "where")
    if not SHORTEST <= said.minutes <= LONGEST:
        raise BadInput(_("Please enter between 15 minutes and 12 hours."), field="minutes")
    if said.errand not in {"", *ERRANDS}:
        raise BadInput(_("Please choose one of the list."), field="errand")
    if said.begins <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="day")
    check_date(said.begins, "hour" if said.begins.minute % 5 else "day", at)
    if order.until is not None and clock.local(said.begins).date() > order.until:
        raise BadInput(
            _("The order ends on %(day)s. Please ask the coordinator before you agree on more."),
            field="day",
            params={"day": date_format(order.until, _now("l, j F"))},
        )
    if order.most_meetings is not None and met(order) >= order.most_meetings:
        raise WrongState(_("All meetings of this order are used. Please ask the coordinator before you agree on more."))


def _need(actor: Actor, before: Inquiry, said: Next, at: datetime) -> Need:
    """The need of the new appointment, with what was asked for it."""
    order, errand = order_of(before), ERRANDS.get(said.errand)
    last = before.need
    assert last is not None  # noqa: S101 - an appointment that somebody went to has a need
    stays(last.client.person_id)
    need = Need.objects.create(
        ref=new_ref(),
        client_id=last.client_id,
        kind=NeedKind.GUIDE,
        state=NeedState.OPEN,
        pool_id=last.pool_id,
        language=last.language,
        level=last.level,
        earliest=said.begins,
        latest=said.begins + timedelta(minutes=said.minutes),
        minutes=said.minutes,
        wish=order.about,
        taken_at=at,
        taken_by_user_id=actor.user_id,
    )
    Inquiry.objects.create(
        ref=new_ref(),
        pool_id=order.pool_id,
        state=InquiryState.TAKEN_IN,
        came_by=CameBy.GUIDE,
        asker=Asker.PRIVATE.value,
        cooperation_id=order.cooperation_id,
        client_id=last.client_id,
        number_id=order.number_id,
        follows=order,
        language=order.language,
        body=errand.body if errand else before.body,
        subject=errand.subject if errand else before.subject,
        wishes=order.wishes,
        about=order.about,
        not_about=order.not_about,
        until=order.until,
        begins=said.begins,
        minutes=said.minutes,
        meeting_point=said.where.strip(),
        bring=list(documents_for(errand.body, errand.subject)) if errand else before.bring,
        has_consent=True,
        answer_by=clock.local(at).date(),
        received_at=at,
        received_by_user_id=actor.user_id,
        need=need,
    )
    return need
