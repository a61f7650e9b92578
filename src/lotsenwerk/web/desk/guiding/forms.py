"""What is agreed with whoever asks for a guide: the order, its first appointment, and who it is for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.guiding.take_in_order import Order
from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.guide_words import DOCUMENTS, documents_for
from lotsenwerk.domain.assistance.models import Inquiry
from lotsenwerk.domain.people.actions.register import Contact
from lotsenwerk.domain.people.languages import choices
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.domain.people.queries import Found
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Body, Subject
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput, QuietSelect, TimePicker

NOT_A_GUIDES: Final = (Body.COURT, Body.POLICE, Body.THERAPIST)
USUAL_WEEKS: Final = 6
"""So long an order lasts where nobody says anything else; ours."""
NEW: Final = "new"
NOT_DONE: Final = _("No interpreting, no legal or medical advice. The guide signs nothing and lends no money.")
PLACES: Final = {"begins": "day"}
_WISHES: Final = [
    (Wish.GO_ALONG, _("go along")),
    (Wish.EXPLAIN, _("explain letters")),
    (Wish.FILL_IN_FORMS, _("help with a form")),
    (Wish.FIND_OFFERS, _("look for offers")),
]
_NO_GUIDES: Final = [
    (Wish.ASSERT_A_CLAIM, _("assert a claim")),
    (Wish.INTERPRET, _("interpret")),
    (Wish.LOOK_AFTER, _("look after somebody for good")),
]


class OrderForm(forms.Form):
    """The order itself. What a guide does not do can be ticked too: then the answer says where to turn."""

    about = forms.CharField(
        label=_("What is to be reached?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    not_about = forms.CharField(
        label=_("What does the guide not do?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    wishes = forms.MultipleChoiceField(
        label=_("What is she to do?"), choices=_WISHES, required=False, widget=forms.CheckboxSelectMultiple
    )
    more_wishes = forms.MultipleChoiceField(
        label=_("And what no guide does?"), choices=_NO_GUIDES, required=False, widget=forms.CheckboxSelectMultiple
    )
    against_own_town = forms.BooleanField(label=_("It is against our own town"), required=False)
    until = forms.DateField(label=_("Last day"), required=False, widget=DatePicker)
    most_meetings = forms.IntegerField(label=_("Or at most so many meetings"), required=False)
    day = forms.DateField(label=_("First meeting on"), widget=DatePicker)
    hour = forms.TimeField(label=_("At what time?"), widget=TimePicker)
    minutes = forms.IntegerField(label=_("How many minutes?"))
    body = forms.ChoiceField(
        label=_("At what kind of place?"),
        choices=[(key, name) for key, name in BODIES.items() if key not in NOT_A_GUIDES],
        widget=QuietSelect,
    )
    meeting_point = forms.CharField(label=_("Where do they meet?"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language the guide speaks"),
        required=False,
        widget=QuietSelect,
        choices=lambda: [("", _("no matter")), *choices()],
    )
    bring = forms.MultipleChoiceField(
        label=_("What has to be brought along?"),
        choices=[(one.key, one.name) for one in DOCUMENTS.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pool = forms.TypedChoiceField(label=_("Pool"), coerce=int, required=False, widget=QuietSelect)

    def __init__(self, *args: Any, pools: Sequence[Pool] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pool"].choices = [(one.pk, one.name) for one in pools]  # type: ignore[attr-defined]
        if len(pools) <= 1:
            del self.fields["pool"]

    def order(self, subject: str = Subject.OTHER.value) -> Order:
        """What the verb wants to know. Where nobody ticked papers, those that are mostly needed there."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "pool"}
        begins = datetime.combine(given.pop("day"), given.pop("hour"), tzinfo=clock.BERLIN)
        bring = given.pop("bring") or documents_for(given["body"], subject)
        wishes = frozenset(given.pop("wishes")) | frozenset(given.pop("more_wishes"))
        return Order(**given, begins=begins, wishes=wishes, bring=bring, subject=subject)


class WhoForm(forms.Form):
    """Who it is for, where the town does not know her yet."""

    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, widget=PhoneInput)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    language_read = forms.ChoiceField(label=_("Reads"), choices=settings.LANGUAGES, widget=QuietSelect)
    postcode = forms.CharField(label=_("Postcode"), max_length=5, required=False)
    notice_given = forms.BooleanField(
        label=_("I have said today what we keep and what for (data protection)."), required=False
    )

    def contact(self, now: datetime) -> Contact:
        """Who it is and how one reaches her. A number that begins with 01 can get messages."""
        given = self.cleaned_data
        phone = given["phone"].strip()
        is_mobile = phone.replace(" ", "").startswith(("01", "+491", "00491"))
        return Contact(
            given_name=given["given_name"],
            family_name=given["family_name"],
            phone="" if is_mobile else phone,
            mobile=phone if is_mobile else "",
            email=given["email"],
            language=given["language_read"],
            postcode=given["postcode"],
            notice_given_on=clock.local(now).date() if given["notice_given"] else None,
        )


class KnownForm(forms.Form):
    """Whether it is one of those whom the town knows already."""

    known = forms.ChoiceField(label=_("Is it somebody we know?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, alike: Sequence[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.person.id), _line(one)) for one in alike]
        self.fields["known"].choices = [*people, (NEW, _("No, it is somebody new"))]  # type: ignore[attr-defined]


def _line(found: Found) -> str:
    number = found.person.phone or found.person.mobile
    return " · ".join(part for part in (found.person.name, number and phone_numbers.shown(number)) if part)


class EndForm(forms.Form):
    """A later end, and why."""

    until = forms.DateField(label=_("New last day"), widget=DatePicker)
    most_meetings = forms.IntegerField(label=_("At most so many meetings"), required=False)
    because = forms.CharField(label=_("Why does it go on?"), max_length=300)


class BecauseForm(forms.Form):
    """A few words."""

    because = forms.CharField(label=_("In a few words"), max_length=300)


def fresh(now: datetime) -> Mapping[str, Any]:
    """The order before anything is said."""
    today = clock.local(now).date()
    return {
        "not_about": NOT_DONE,
        "wishes": [Wish.GO_ALONG],
        "until": today + timedelta(weeks=USUAL_WEEKS),
        "minutes": 60,
        "body": Body.TOWN_HALL,
        "hour": time(10),
    }


def as_asked(inquiry: Inquiry, now: datetime) -> Mapping[str, Any]:
    """The order as far as whoever asked has said it."""
    local = clock.local(inquiry.begins)
    known: dict[str, Any] = {
        **fresh(now),
        "about": inquiry.about,
        "wishes": inquiry.wishes,
        "more_wishes": [one for one in inquiry.wishes if one in dict(_NO_GUIDES)],
        "body": inquiry.body or Body.TOWN_HALL,
        "language": inquiry.language,
        "meeting_point": inquiry.meeting_point,
        "bring": inquiry.bring,
        "minutes": inquiry.minutes,
    }
    if not inquiry.has_no_date:
        known |= {"day": local.date(), "hour": local.time()}
    if inquiry.not_about:
        known["not_about"] = inquiry.not_about
    if inquiry.until is not None and inquiry.cooperation_id is not None:
        known["until"] = inquiry.until
    return known


def caller_of(inquiry: Inquiry) -> Mapping[str, Any]:
    """Who asked, as she said it."""
    return {
        "given_name": inquiry.asked_by,
        "phone": phone_numbers.shown(inquiry.asked_by_phone) if inquiry.asked_by_phone else "",
        "email": inquiry.asked_by_email,
        "language_read": inquiry.speaks,
        "postcode": inquiry.postcode,
    }


def last_day(order: date | None, now: datetime) -> date:
    """Four weeks after the last day, or after today where that is later."""
    return max(order or clock.local(now).date(), clock.local(now).date()) + timedelta(weeks=4)
