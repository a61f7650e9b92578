"""Answer an interest: somebody becomes of it, or it is declined or withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.climb import join_pool
from lotsenwerk.domain.people.actions.limits import Limits
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.actions.register import Contact, Stretch, register_volunteer
from lotsenwerk.domain.people.models import Declined, Interest, InterestState, Person, Pool, TimeOfWeek, Volunteer
from lotsenwerk.domain.people.permissions import may_answer_interest
from lotsenwerk.domain.people.states import INTEREST
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

_MOBILE: Final = ("+4915", "+4916", "+4917")
_SHORT_WEEK: Final = range(5)
ROUGH_HOURS: Final[Mapping[str, tuple[Sequence[int], time, time]]] = {
    TimeOfWeek.MORNINGS: (_SHORT_WEEK, time(9), time(12)),
    TimeOfWeek.AFTERNOONS: (_SHORT_WEEK, time(13), time(17)),
    TimeOfWeek.EVENINGS: (_SHORT_WEEK, time(17), time(20)),
    TimeOfWeek.WEEKENDS: (range(5, 7), time(10), time(18)),
}
"""What the rough times of the form mean until somebody asks more closely: weekdays, begin, end."""


def take_up(
    actor: Actor,
    interest: Interest,
    *,
    pools: Sequence[Pool] = (),
    person: Person | None = None,
    levels: Mapping[str, str] | None = None,
    note: str = "",
    at: datetime,
) -> Volunteer:
    """She becomes a volunteer, on the first rung of each pool.

    ``person`` is who she is where she is known already: then nothing is entered twice and nothing known is changed.
    ``levels`` say how well she speaks what she named; without one a language is not written down. Raises
    ``WrongState`` where a colleague was quicker.
    """
    interest = _locked(actor, interest)
    state = INTEREST.after("take_up", interest.state)
    volunteer = _enter(actor, interest, levels or {}, at) if person is None else _known(still_there(person.pk), at)
    for pool in pools:
        join_pool(actor, pool, volunteer, note=note, at=at)
    interest.person = volunteer.person
    _close(actor, interest, "take_up", state, at, about=volunteer.person_id)
    return volunteer


def decline(actor: Actor, interest: Interest, *, reason: str, at: datetime) -> Interest:
    """Nothing comes of it. Kept is the reason, in the journal; her words go after 90 days."""
    interest = _locked(actor, interest)
    if reason not in Declined.values:
        raise BadInput(_("Please choose one of the list."), field="reason")
    state = INTEREST.after("decline", interest.state)
    return _close(actor, interest, "decline", state, at, told={"reason": reason})


def withdraw_interest(actor: Actor, interest: Interest, *, at: datetime) -> Interest:
    """She does not want to any more."""
    interest = _locked(actor, interest)
    return _close(actor, interest, "withdraw", INTEREST.after("withdraw", interest.state), at)


def _locked(actor: Actor, interest: Interest) -> Interest:
    if not may_answer_interest(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    try:
        return lock(Interest.objects.all(), pk=interest.pk)
    except Interest.DoesNotExist:
        raise WrongState(_("This was forgotten in the meantime.")) from None


def _close(
    actor: Actor,
    interest: Interest,
    verb: str,
    state: str,
    at: datetime,
    *,
    about: int | None = None,
    told: Mapping[str, object] | None = None,
) -> Interest:
    interest.state = InterestState(state)
    interest.closed_at, interest.closed_by_user_id = at, actor.user_id
    interest.save(update_fields=["state", "closed_at", "closed_by_user_id", "person"])
    record(actor, f"{verb}_interest", ("people", "interest", interest.id), at=at, about=about, told=told)
    return interest


def _enter(actor: Actor, interest: Interest, levels: Mapping[str, str], at: datetime) -> Volunteer:
    is_mobile = interest.phone.startswith(_MOBILE)
    contact = Contact(
        given_name=interest.given_name,
        family_name=interest.family_name,
        language=interest.language,
        email=interest.email,
        postcode=interest.postcode,
        town=this_organisation().town,
        notice_given_on=clock.local(interest.received_at).date(),
    )
    contact = replace(contact, mobile=interest.phone) if is_mobile else replace(contact, phone=interest.phone)
    spoken = [(code, levels[code]) for code in interest.speaks if levels.get(code)]
    wanted = Limits(district=interest.district)
    return register_volunteer(
        actor, contact, languages=spoken, availability=_rough(interest.times), limits=wanted, at=at
    )


def _known(person: Person, at: datetime) -> Volunteer:
    volunteer, _is_new = Volunteer.objects.get_or_create(person=person, defaults={"status_since": at})
    return volunteer


def _rough(times: Sequence[str]) -> list[Stretch]:
    spans = [ROUGH_HOURS[one] for one in times if one in ROUGH_HOURS]
    return [Stretch(day, begins, ends) for days, begins, ends in spans for day in days]
