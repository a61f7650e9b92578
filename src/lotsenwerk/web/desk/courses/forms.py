"""What is typed about courses, their dates and those who come."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.models import SignUpList
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.organisations.queries import partners, this_organisation
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.training.actions.keep_course import About
from lotsenwerk.domain.training.actions.keep_session import Date
from lotsenwerk.domain.training.models import Course, CourseKind, Module, Reach, Session
from lotsenwerk.domain.training.sentences import KINDS
from lotsenwerk.kit import clock
from lotsenwerk.kit.form_rendering import DatePicker, QuietSelect, TimePicker
from lotsenwerk.web.desk.courses.wording import ALL_MODULES, GRANTS, REACHES

NOT_CARRIERS: Final = frozenset({Kind.SHOP, Kind.FOOD_BANK})
MIDNIGHT: Final = timedelta(seconds=1)
BEFORE_2100: Final = MaxValueValidator(date(2099, 12, 31), _("Please choose a day before the year 2100."))


def bodies() -> list[Organisation]:
    """The town and those of its partners that may carry a course or send participants."""
    return [this_organisation(), *(one for one in partners() if one.kind not in NOT_CARRIERS)]


class CourseForm(forms.Form):
    """A course with its seats."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), widget=QuietSelect)
    title = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(
        label=_("What participants read about it"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    is_online = forms.BooleanField(label=_("It is online"), required=False)
    link = forms.URLField(
        label=_("Link to the online room"),
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text=_("Only those who have a seat see it."),
    )
    is_public = forms.BooleanField(
        label=_("Everybody reads it on the public pages and may register there"), required=False
    )
    led_by = forms.CharField(label=_("Led by"), max_length=120, required=False)
    carrier = forms.TypedChoiceField(label=_("Carrier"), coerce=int, widget=QuietSelect)
    reach = forms.ChoiceField(label=_("Who sends participants"), choices=list(REACHES.items()), widget=QuietSelect)
    senders = forms.TypedMultipleChoiceField(
        label=_("Together with"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    attendance_percent = forms.IntegerField(
        label=_("Units that have to be attended, in percent"),
        initial=80,
        help_text=_("Whoever was there for so many gets the certificate."),
    )
    grants = forms.ChoiceField(
        label=_("Qualification"), choices=[("", _("none")), *GRANTS.items()], required=False, widget=QuietSelect
    )
    grants_months = forms.IntegerField(label=_("Counts for months"), required=False, help_text=_("Empty: for ever."))
    seats = forms.IntegerField(label=_("Seats"), required=False, help_text=_("Empty: as many as come."))
    most_companions = forms.IntegerField(label=_("Companions that somebody may bring"), initial=0)
    childcare_seats = forms.IntegerField(label=_("Places in the childcare"), initial=0)
    opens_on = forms.DateField(label=_("Sign up from"), widget=DatePicker, required=False, validators=[BEFORE_2100])
    closes_on = forms.DateField(
        label=_("Sign up until"),
        widget=DatePicker,
        required=False,
        validators=[BEFORE_2100],
        help_text=_("Empty: until the first date begins. Afterwards nobody moves up by herself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {one.pk: one for one in bodies()}
        named = [(one.pk, one.name) for one in self._bodies.values()]
        self.fields["carrier"].choices = named  # type: ignore[attr-defined]
        self.fields["senders"].choices = named  # type: ignore[attr-defined]

    def facts(self) -> About:
        """What the verbs want to know of the course."""
        given = {name: self.cleaned_data[name] for name in About.__slots__ if name in self.cleaned_data}
        carrier = self._bodies[given["carrier"]]
        return About(
            **{
                **given,
                "kind": CourseKind(given["kind"]),
                "reach": Reach(given["reach"]),
                "carrier": carrier if carrier.kept_by_id else None,
                "senders": [self._bodies[key] for key in given["senders"]],
            }
        )

    def terms(self, known: SignUpList | None = None) -> Terms:
        """The seats. A day that was not changed keeps its hour."""
        given = self.cleaned_data
        return Terms(
            seats=given["seats"],
            most_companions=given["most_companions"],
            childcare_seats=given["childcare_seats"],
            opens_at=_instant(given["opens_on"], known.opens_at if known else None, begins=True),
            closes_at=_instant(given["closes_on"], known.closes_at if known else None, begins=False),
        )


def known_of(course: Course, senders: Sequence[int]) -> dict[str, Any]:
    """A course as it stands in the form."""
    places = course.sign_up_list
    names = [name for name in CourseForm.base_fields if hasattr(course, name)]
    of_list = ("seats", "most_companions", "childcare_seats")
    return {
        **{name: getattr(course, name) for name in names},
        **{name: getattr(places, name) for name in of_list},
        "carrier": course.carrier_id or course.organisation_id,
        "senders": list(senders),
        "opens_on": _day(places.opens_at, begins=True),
        "closes_on": _day(places.closes_at, begins=False),
    }


def _day(at: datetime | None, *, begins: bool) -> date | None:
    """The first or the last day on which people can sign up; midnight belongs to the day before."""
    return None if at is None else clock.local(at if begins else at - MIDNIGHT).date()


def _instant(day: date | None, known: datetime | None, *, begins: bool) -> datetime | None:
    if day is None:
        return None
    if known is not None and _day(known, begins=begins) == day:
        return known
    wall = datetime.combine(day if begins else day + timedelta(days=1), time(), tzinfo=clock.BERLIN)
    return wall.astimezone(UTC)


class DateForm(forms.Form):
    """One date of a course."""

    day = forms.DateField(label=_("Day"), widget=DatePicker)
    begins = forms.TimeField(label=_("From"), widget=TimePicker)
    ends = forms.TimeField(label=_("Until"), widget=TimePicker)
    units = forms.IntegerField(label=_("Units"), widget=forms.NumberInput({"min": 1, "max": 12}))
    module = forms.ChoiceField(label=_("Module"), choices=list(ALL_MODULES.items()), widget=QuietSelect)
    topic = forms.CharField(label=_("Topic"), max_length=160, required=False)
    place = forms.CharField(label=_("Another place"), max_length=160, required=False)

    def date(self) -> Date:
        """What the verbs want to know."""
        given = self.cleaned_data
        begins, ends = (
            datetime.combine(given["day"], given[name], tzinfo=clock.BERLIN).astimezone(UTC)
            for name in ("begins", "ends")
        )
        return Date(begins, ends, given["units"], Module(given["module"]), given["topic"], given.get("place", ""))


class RowForm(DateForm):
    """A row of the table of dates of a new course: without a day it is left out."""

    place = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get(self.add_prefix("day"), "").strip():
            for field in self.fields.values():
                field.required = False

    @property
    def is_left_out(self) -> bool:
        """Whether no day was typed."""
        return not self.cleaned_data.get("day")


def known_of_date(session: Session) -> dict[str, Any]:
    """A date as it stands in the form."""
    begins, ends = clock.local(session.begins), clock.local(session.ends)
    facts = {name: getattr(session, name) for name in ("units", "module", "topic", "place")}
    return {"day": begins.date(), "begins": begins.time(), "ends": ends.time(), **facts}


class PartyForm(forms.Form):
    """With whom somebody comes."""

    companions = forms.IntegerField(label=_("Companions"), initial=0)
    children = forms.IntegerField(label=_("Children in the childcare"), initial=0)
    sent_by = forms.TypedChoiceField(label=_("Sent by"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, places: SignUpList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {one.pk: one for one in bodies()}
        named = [("", "–"), *((one.pk, one.name) for one in self._bodies.values())]
        self.fields["sent_by"].choices = named  # type: ignore[attr-defined]
        for name, most in (("companions", places.most_companions), ("children", places.childcare_seats)):
            if not most:
                del self.fields[name]

    def party(self, person: Person | None = None) -> Party:
        """What the verb wants to know."""
        given = {**self.cleaned_data}
        given["sent_by"] = self._bodies.get(given["sent_by"])
        return Party(person=person, **given)


class GuestForm(PartyForm):
    """The same for somebody who is not entered here."""

    field_order = ("guest_name", "guest_contact")

    guest_name = forms.CharField(label=_("Name"), max_length=120)
    guest_contact = forms.CharField(
        label=_("How she is reached"), max_length=120, required=False, help_text=_("Telephone or e-mail address.")
    )
