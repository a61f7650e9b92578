"""What a published plan wants of the cargo bicycles is booked, so that nobody else gets them then."""

from datetime import datetime

from lotsenwerk.domain.assistance.actions.planning.outdated import instant
from lotsenwerk.domain.assistance.models import DayOffer, Plan
from lotsenwerk.domain.assistance.plan_legs import Legs
from lotsenwerk.domain.gatherings.actions.book import book, drop_bookings
from lotsenwerk.domain.gatherings.models import Thing
from lotsenwerk.engines.planning.legs import leg_seconds
from lotsenwerk.engines.planning.model import Ground, Route, Snapshot
from lotsenwerk.engines.planning.model import Plan as Found
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.refs import new_ref


def book_bikes(actor: Actor, plan: Plan, frozen: Snapshot, found: Found, *, at: datetime) -> int:
    """Book each bicycle for the time of its routes, for the days that were asked for; answers how many bookings.

    What earlier plans had booked for these days is free before. Raises ``WrongState`` where somebody was quicker.
    """
    days = DayOffer.objects.filter(day__range=(plan.first_day, plan.last_day))
    for day_id in days.values_list("id", flat=True):
        drop_bookings(("assistance", "day_offer", day_id))
    legs = Legs(frozen)
    routes = [route for route in found.routes if route.bike is not None]
    for route in routes:
        _book(actor, plan, legs, route, at)
    return len(routes)


def _book(actor: Actor, plan: Plan, legs: Legs, route: Route, at: datetime) -> None:
    bike = legs.bike(route)
    if bike is None:
        return
    helper = legs.helpers[legs.helper_of[route.shift]]
    own = leg_seconds(Ground.EARTH, legs.snapshot.ways[helper.way], helper.home, bike.station)
    begin, end = instant(route.leave + own), instant(route.back - own)
    on = clock.local(begin).date()
    mine = DayOffer.objects.filter(volunteer_id=helper.id, day=on).select_related("volunteer__person").order_by("-id")
    day = mine.first()
    if day is None:
        made = DayOffer.objects.create(ref=new_ref(), plan=plan, volunteer_id=helper.id, day=on, made_at=at)
        day = mine.get(pk=made.pk)
    about = ("assistance", "day_offer", day.id)
    book(actor, Thing.objects.get(pk=bike.id), person=day.volunteer.person, begin=begin, end=end, about=about, at=at)
