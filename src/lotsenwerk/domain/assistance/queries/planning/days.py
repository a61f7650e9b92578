"""A helper's whole day, as she is asked for it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, DayOffer, Need, Offer, OfferState
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.planned import planned_minutes
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visit of a day: asked for (``offer``, still open) or agreed (``assignment``).

    The address of ``need.client.person`` may be shown only where there is an assignment and ``may_see_address`` says
    so.
    """

    need: Need
    begin: datetime
    end: datetime
    offer: Offer | None = None
    assignment: Assignment | None = None

    @property
    def is_open(self) -> bool:
        """Whether she has yet to answer."""
        return self.assignment is None


@dataclass(frozen=True, slots=True)
class HelpersDay:
    """What somebody is asked for on one day, and what she has agreed to already, in the order of time."""

    day_offer: DayOffer
    visits: tuple[DayVisit, ...]

    @property
    def open(self) -> tuple[DayVisit, ...]:
        """What she has yet to answer."""
        return tuple(visit for visit in self.visits if visit.is_open)

    @property
    def agreed(self) -> tuple[DayVisit, ...]:
        """Where she goes for certain."""
        return tuple(visit for visit in self.visits if not visit.is_open)


def day_for(actor: Actor, ref: str) -> HelpersDay:
    """A helper's day by the ref of the question: the desk any, a volunteer her own; ``NotThere`` otherwise.

    It holds every question of a plan that is open for this day, also of an earlier one, and every agreed visit.
    Three queries.
    """
    rows = DayOffer.objects.select_related("volunteer__person")
    if not may_run_journeys(actor):
        rows = rows.filter(volunteer__person_id=actor.person_id) if actor.person_id else rows.none()
    day_offer = rows.filter(ref=ref).first()
    if day_offer is None:
        raise NotThere
    return _day(day_offer)


def asked_day(actor: Actor, person_id: int, day: date) -> HelpersDay:
    """What the desk has asked somebody for on one day, to answer it for her on the telephone; ``NotThere`` otherwise.

    Three queries.
    """
    rows = DayOffer.objects.select_related("volunteer__person").filter(volunteer__person_id=person_id, day=day)
    day_offer = rows.order_by("-id").first() if may_run_journeys(actor) else None
    if day_offer is None:
        raise NotThere
    return _day(day_offer)


def _day(day_offer: DayOffer) -> HelpersDay:
    visits = [*_asked(day_offer), *_agreed(day_offer)]
    return HelpersDay(day_offer, tuple(sorted(visits, key=lambda visit: (visit.begin, visit.need.id))))


def is_of_day(actor: Actor, day_offer_id: int, assignment: Assignment) -> bool:
    """Whether a visit belongs to the day that the acting volunteer was asked for with this question."""
    day = clock.local(assignment.during.lower).date()
    rows = DayOffer.objects.filter(pk=day_offer_id, day=day, volunteer_id=assignment.volunteer_id)
    return actor.person_id is not None and rows.filter(volunteer__person_id=actor.person_id).exists()


def days_of(actor: Actor, *, at: datetime) -> list[DayOffer]:
    """The days for which the acting volunteer is asked and has yet to answer something, soonest first."""
    if actor.person_id is None:
        return []
    rows = DayOffer.objects.filter(
        volunteer__person_id=actor.person_id,
        offers__state=OfferState.OPEN,
        offers__need__latest__gt=at,
    )
    return list(rows.distinct().order_by("day", "id"))


def open_offers_of_day(volunteer_id: int, day: date) -> list[Offer]:
    """The questions of plans to one helper for one day that are open, by begin."""
    rows = Offer.objects.filter(volunteer_id=volunteer_id, state=OfferState.OPEN, day__day=day)
    rows = rows.select_related("need__client__person", "need__shop", "volunteer__person", "day")
    return list(rows.order_by("begins_at", "id"))


def _asked(day_offer: DayOffer) -> list[DayVisit]:
    return [_asked_for(offer) for offer in open_offers_of_day(day_offer.volunteer_id, day_offer.day)]


def _asked_for(offer: Offer) -> DayVisit:
    begin = offer.need.earliest if offer.begins_at is None else offer.begins_at
    return DayVisit(offer.need, begin, begin + timedelta(minutes=planned_minutes(offer.need)), offer=offer)


def _agreed(day_offer: DayOffer) -> list[DayVisit]:
    begin = datetime.combine(day_offer.day, time(), tzinfo=clock.BERLIN).astimezone(UTC)
    end = datetime.combine(day_offer.day + timedelta(days=1), time(), tzinfo=clock.BERLIN).astimezone(UTC)
    rows = Assignment.objects.filter(
        volunteer_id=day_offer.volunteer_id,
        state=AssignmentState.ACCEPTED,
        during__startswith__gte=begin,
        during__startswith__lt=end,
    ).select_related("need__client__person", "need__shop", "volunteer__person")
    return [DayVisit(row.need, row.during.lower, row.during.upper, assignment=row) for row in rows]
