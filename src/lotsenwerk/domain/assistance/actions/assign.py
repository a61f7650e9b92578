"""Put a volunteer's visit into the window of a need: no verb of its own, but what every yes does."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import SETTLED_BY_A_YES, settle_alerts
from lotsenwerk.domain.assistance.code_words import new_code_word
from lotsenwerk.domain.assistance.models import Assignment, Need, Offer
from lotsenwerk.domain.assistance.planned import planned_minutes
from lotsenwerk.domain.assistance.queries.journey import busy_times
from lotsenwerk.domain.assistance.sentences import told_of_assignment
from lotsenwerk.domain.assistance.slots import first_free
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import WrongState
from lotsenwerk.kit.refs import new_ref


def assign(
    need: Need, offer: Offer, *, at: datetime, rather: datetime | None = None, code_word: str = ""
) -> Assignment:
    """The first free stretch of the window becomes the volunteer's; the database refuses a second in the same time.

    ``rather`` is when she would begin if that is free; ``code_word`` is new where none is given. What a plan asked for
    begins when the plan said, where that is still free. The need is locked. Raises ``WrongState`` where nothing is
    free.
    """
    one_at_a_time([offer.volunteer_id])
    length = timedelta(minutes=need.minutes)
    begin = _as_planned(need, offer, at)
    if begin is not None:
        length = timedelta(minutes=planned_minutes(need))
    else:
        begin = _begin(need, offer.volunteer_id, at, rather)
    taken = WrongState(_("At this time you are already somewhere else."))
    if begin is None:
        raise taken
    try:
        with transaction.atomic():
            settle_alerts(need, SETTLED_BY_A_YES, at=at)
            return Assignment.objects.create(
                ref=new_ref(),
                need=need,
                volunteer=offer.volunteer,
                offer=offer,
                during=(begin, begin + length),
                code_word=code_word or new_code_word(),
                accepted_at=at,
            )
    except IntegrityError:
        raise taken from None


def one_at_a_time(volunteer_ids: Iterable[int]) -> None:
    """Let whoever else gives these volunteers a visit wait until the step has ended, and see then what is taken.

    Without it two visits in one time would each wait for the other to be taken back, and one would end as a dead lock.
    A step that may need several locks them all at once, in the order of their ids.
    """
    rows = Volunteer.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=volunteer_ids)
    list(rows.order_by("pk").values_list("pk"))


def announce(actor: Actor, assignment: Assignment, *, verb: str, message: str, at: datetime) -> None:
    """Tell her who goes when and where, and write down by which verb it came to be so."""
    person = assignment.volunteer.person
    about = ("assistance", "assignment", assignment.id)
    told = told_of_assignment(assignment, person)
    outbox.put(message, to=person, about=about, told=told, ref=assignment.ref, at=at, begins=assignment.during[0])
    record(
        actor,
        verb,
        about,
        story=("assistance", "need", assignment.need_id),
        at=at,
        about=person.id,
        told={"name": person.name},
    )


def _as_planned(need: Need, offer: Offer, at: datetime) -> datetime | None:
    """When a plan lets her begin, if she is free for as long as it takes at the client's; none otherwise."""
    begin = offer.begins_at
    if begin is None or begin < at:
        return None
    end = begin + timedelta(minutes=planned_minutes(need))
    return None if busy_times(offer.volunteer_id, begin, end) else begin


def _begin(need: Need, volunteer_id: int, at: datetime, rather: datetime | None) -> datetime | None:
    length = timedelta(minutes=need.minutes)
    earliest = max(need.earliest, at)
    busy = busy_times(volunteer_id, need.earliest, need.latest)
    if rather is not None and first_free(max(rather, earliest), need.latest, length, busy) == rather:
        return rather
    return first_free(earliest, need.latest, length, busy)
