"""Ask helpers for their days, and tell each of them once what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lotsenwerk.domain.assistance.actions.offers import end_cascade, lose_last_offer
from lotsenwerk.domain.assistance.models import DayOffer, Need, Offer, Plan
from lotsenwerk.domain.assistance.planned import SAME_TIME
from lotsenwerk.domain.assistance.sentences import told_of_day
from lotsenwerk.domain.assistance.states import NEED, OFFER
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.refs import new_ref


@dataclass(slots=True)
class Day:
    """What a plan does to the day of one helper: questions that stay, move, are new, or were taken back."""

    kept: list[Offer] = field(default_factory=list)
    moved: list[Offer] = field(default_factory=list)
    new: list[Offer] = field(default_factory=list)
    withdrawn: list[Offer] = field(default_factory=list)

    def repeat(self, offer: Offer, begin: datetime) -> None:
        """A question that is open already; only the time may be another."""
        was = offer.begins_at
        is_of_plan = offer.day is not None
        if was != begin:
            offer.begins_at = begin
            offer.save(update_fields=["begins_at"])
        same = was is not None and abs(was - begin) <= SAME_TIME
        (self.kept if same and is_of_plan else self.moved).append(offer)

    @property
    def is_other(self) -> bool:
        """Whether she has to hear of it."""
        return bool(self.new or self.moved or self.withdrawn)

    @property
    def earlier(self) -> Sequence[DayOffer]:
        """The questions for this day of earlier plans."""
        found = (offer.day for offer in [*self.kept, *self.moved, *self.withdrawn] if offer.day is not None)
        return list({day.id: day for day in found}.values())


class Asking:
    """Asks in the name of one plan."""

    def __init__(self, actor: Actor, plan: Plan, at: datetime) -> None:
        self.actor, self.plan, self.at = actor, plan, at

    def ask(self, need: Need, volunteer: Volunteer, begin: datetime) -> Offer:
        """One question of a day; the letter follows for the whole of it. The need and the volunteer are locked."""
        state = NEED.after("make_offer", need.state)
        stays(volunteer.person_id)
        end_cascade(need, at=self.at)
        offer = Offer.objects.create(
            ref=new_ref(),
            need=need,
            volunteer=volunteer,
            begins_at=begin,
            made_at=self.at,
            made_by_user_id=self.actor.user_id,
        )
        need.state = state
        need.save(update_fields=["state"])
        self._record("make_offer", offer, volunteer)
        return offer

    def take_back(self, need: Need, offer: Offer) -> None:
        """A question that the plan does not repeat. The need is locked."""
        offer.state, offer.answered_at = OFFER.after("withdraw", offer.state), self.at
        offer.save(update_fields=["state", "answered_at"])
        lose_last_offer(need)
        self._record("withdraw_offer", offer, offer.volunteer)

    def tell(self, volunteer: Volunteer, on: date, day: Day) -> DayOffer | None:
        """One letter about a day that is another one; answers the question for it where something is asked anew.

        What she was never told need not be taken back: then her whole day is asked for in one letter.
        """
        if not day.is_other:
            return None
        has_heard = bool(day.earlier) and not sum(
            outbox.withdraw(("assistance", "day_offer", earlier.id), at=self.at) for earlier in day.earlier
        )
        asked = [*day.new, *day.moved, *(day.kept if not has_heard else ())]
        if asked:
            return self._ask_for(volunteer, on, asked, has_heard=has_heard, day=day)
        if has_heard and day.kept:
            self._letter("assistance.day_changed", volunteer, day.earlier[-1], day.kept)
        elif has_heard:
            about = ("assistance", "day_offer", day.earlier[-1].id)
            outbox.put("assistance.not_needed", to=volunteer.person, about=about, told={}, at=self.at)
        return None

    def _ask_for(
        self, volunteer: Volunteer, on: date, asked: Sequence[Offer], *, has_heard: bool, day: Day
    ) -> DayOffer:
        made = DayOffer.objects.create(ref=new_ref(), plan=self.plan, volunteer=volunteer, day=on, made_at=self.at)
        Offer.objects.filter(pk__in=[offer.id for offer in asked]).update(day=made)
        message = "assistance.day_changed" if has_heard else "assistance.day"
        self._letter(message, volunteer, made, [*asked, *(day.kept if has_heard else ())])
        return made

    def _letter(self, message: str, volunteer: Volunteer, day: DayOffer, offers: Sequence[Offer]) -> None:
        begins = [offer.begins_at for offer in offers if offer.begins_at is not None]
        outbox.put(
            message,
            to=volunteer.person,
            about=("assistance", "day_offer", day.id),
            told=told_of_day(day.day, offers, volunteer.person),
            ref=day.ref,
            at=self.at,
            begins=min(begins, default=None),
        )

    def _record(self, verb: str, offer: Offer, volunteer: Volunteer) -> None:
        record(
            self.actor,
            verb,
            ("assistance", "offer", offer.id),
            story=("assistance", "need", offer.need_id),
            at=self.at,
            about=volunteer.person_id,
            told={"name": volunteer.person.name},
        )
