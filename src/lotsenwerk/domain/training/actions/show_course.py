"""Put a course into the shop window, as everybody may register for it, or take it out again. In words: C9 to C12."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.gatherings.seats import COMES, free
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.publishing.actions.show import Time, show_without_page, take_down_ref
from lotsenwerk.domain.publishing.documents import Words
from lotsenwerk.domain.publishing.models import Field, PageKind
from lotsenwerk.domain.publishing.queries.as_shown import Shown
from lotsenwerk.domain.training.models import Course, CourseState, Session
from lotsenwerk.kit import clock

NEVER_EMPTY: Final = frozenset({"seats_left"})
"""None left is said; that nobody counts them is not."""


def show_course(course: Course, at: datetime) -> None:
    """Make the window say of a course what is so now. For the verbs about it, as their last step."""
    course = Course.objects.select_related("sign_up_list", "carrier").get(pk=course.pk)
    sessions = list(course.sessions.order_by("begins", "id"))
    held = [one for one in sessions if one.cancelled_at is None]
    if course.state != CourseState.ANNOUNCED or not course.is_public or not held:
        take_down_ref(course.ref, at)
        return
    left = free(course.sign_up_list, SignUp.objects.filter(list=course.sign_up_list, state__in=COMES)).seats
    words = Words(course.title, sections={"detail": course.about})
    times = _times(sessions, left)
    values, shown = _values(course, held, left), [Shown("de", words)]
    show_without_page(course.ref, PageKind.COURSE, values=values, shown=shown, times=times, at=at)


def _values(course: Course, held: list[Session], left: int | None) -> Mapping[str, Any]:
    here = this_organisation()
    place = None if here.kind == Kind.STATE else here.municipality
    facts = {
        "place": course.place,
        "course_kind": course.kind,
        "units": sum(one.units for one in held),
        "dates": len(held),
        "first_day": clock.local(held[0].begins).date().isoformat(),
        "last_day": clock.local(held[-1].ends).date().isoformat(),
        "led_by": course.led_by,
        "has_childcare": bool(course.sign_up_list.childcare_seats),
        "seats_left": left,
    }
    return {
        "carrier": course.carrier if course.carrier_id != here.pk else None,
        "municipality": place,
        "county_id": place.county_id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "field": Field.LEARNING,
        "is_digital": course.is_online,
        "facts": {
            name: value for name, value in facts.items() if value is not None and value is not False and value != ""
        },
        "contact": {"phone": here.phone} if here.phone else {},
        "shown_until": clock.local(held[-1].ends).date(),
    }


def _times(sessions: list[Session], left: int | None) -> dict[date, Time]:
    """The days; of two dates on one day what lies between the first begin and the last end."""
    days: dict[date, list[Session]] = {}
    for one in sessions:
        days.setdefault(clock.local(one.begins).date(), []).append(one)
    return {
        day: Time(
            min(one.begins for one in ones), max(one.ends for one in ones), all(one.cancelled_at for one in ones), left
        )
        for day, ones in days.items()
    }
