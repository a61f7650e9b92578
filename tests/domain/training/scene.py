"""A course in a town: eight units on two mornings, one for twelve people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.people.models import QualificationKind, Volunteer
from lotsenwerk.domain.training.actions.keep_course import About, announce, end_course, make_course
from lotsenwerk.domain.training.actions.keep_session import Date
from lotsenwerk.domain.training.actions.take_part import join_course
from lotsenwerk.domain.training.models import Course, CourseKind, CourseState, Module, Session
from lotsenwerk.domain.training.queries import sessions_of
from lotsenwerk.kit.actor import Actor
from tests.factories import MONDAY, Town, make_town, make_volunteer

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
FIRST = MONDAY + 7 * DAY
SECOND = MONDAY + 8 * DAY
OVER = MONDAY + 9 * DAY
BASIC = About(
    CourseKind.BASIC_GUIDE,
    "Basiskurs",
    place="Rathaus, Saal 1",
    grants=QualificationKind.BASIC_GUIDE,
    grants_months=36,
    attendance_percent=75,
)


def date(begins: datetime = FIRST, units: int = 4, **more: object) -> Date:
    facts = {"module": Module.ROLE, **more}
    return Date(begins, begins + 4 * HOUR, units, **facts)  # type: ignore[arg-type]


@dataclass
class Scene:
    """A course of two dates with four units each, announced."""

    town: Town
    made: Course
    people: dict[str, Volunteer] = field(default_factory=dict)

    @property
    def desk(self) -> Actor:
        return self.town.coordinator

    @property
    def course(self) -> Course:
        return Course.objects.select_related("sign_up_list").get(pk=self.made.pk)

    @property
    def sessions(self) -> list[Session]:
        return list(sessions_of(self.made))

    def volunteer(self, name: str = "Amira") -> Volunteer:
        if name not in self.people:
            self.people[name] = make_volunteer(self.town, given_name=name)
        return self.people[name]

    def actor(self, name: str = "Amira") -> Actor:
        return self.town.volunteer_actor(self.volunteer(name))

    def signs_up(self, name: str = "Amira", at: datetime = MONDAY, **party: int) -> SignUp:
        person = self.volunteer(name).person
        return join_course(self.actor(name), self.course, Party(person=person, **party), at=at)

    def end(self, at: datetime = OVER) -> Course:
        return end_course(self.desk, self.course, at=at)


def make_scene(about: About = BASIC, *, seats: int | None = 12, town: Town | None = None, **terms: int) -> Scene:
    """The course as its coordinator has announced it; the scope of a given town has to be open already."""
    town = town or make_town()
    with town.open():
        dates = [date(), date(SECOND)]
        course = make_course(town.coordinator, about, Terms(seats=seats, **terms), dates=dates, at=MONDAY)
        announce(town.coordinator, course, at=MONDAY)
    assert course.state == CourseState.DRAFT
    return Scene(town, course)
