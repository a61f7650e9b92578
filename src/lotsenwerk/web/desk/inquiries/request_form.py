"""A request as it is told on the telephone: first what every call says, then what only some do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.ask import Wanted
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import LONGEST, Institution
from lotsenwerk.domain.assistance.bodies import BODIES, SUBJECTS, WAYS
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.people.languages import choices as languages
from lotsenwerk.engines.scope.interpreting import Subject, Way
from lotsenwerk.kit import clock
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput, QuietSelect, TimePicker
from lotsenwerk.web.desk.inquiries.words import WISHED

FIRST: Final = ("asked_by", "asked_by_phone", "language", "subject", "about")
WHEN: Final = (("day", "time"), ("day_2", "time_2"), ("day_3", "time_3"))
MORE: Final = (
    *("number", "dialect", "gender_wish", "participants", "for_gender", "for_country"),
    *("street", "house_number", "postcode", "town", "meeting_point", "on_site_name", "on_site_phone"),
    *("wished_age", "wished_is_family", "remarks", "billing_address"),
)
PLACES: Final = {"begins": "day", "other_dates": "day_2", "number": "number"}
"""Where a sentence about a field of the verb stands on this form."""
_NOT_ASKED: Final = [("", _("no matter")), *WISHED.items()]


def _languages() -> list[tuple[str, str]]:
    return [("", "–"), *((code, name) for code, name in languages() if code != "deu")]


def _rows(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(forms.Form):
    """What an institution wants, in the order in which it is said."""

    asked_by = forms.CharField(label=_("Who is calling?"), max_length=160, required=False)
    asked_by_phone = forms.CharField(label=_("Number to call back"), required=False, widget=PhoneInput)
    language = forms.ChoiceField(label=_("Which language?"), choices=_languages, widget=QuietSelect)
    subject = forms.ChoiceField(
        label=_("What is talked about?"), choices=list(SUBJECTS.items()), initial=Subject.OTHER, widget=QuietSelect
    )
    about = forms.CharField(label=_("In a few words, without names"), max_length=1000, required=False, widget=_rows(2))
    day = forms.DateField(label=_("Which day?"), widget=DatePicker)
    time = forms.TimeField(label=_("From"), widget=TimePicker)
    minutes = forms.IntegerField(label=_("How many minutes?"), initial=60)
    day_2 = forms.DateField(label=_("Or on"), widget=DatePicker, required=False)
    time_2 = forms.TimeField(label=_("From"), widget=TimePicker, required=False)
    day_3 = forms.DateField(label=_("Or on"), widget=DatePicker, required=False)
    time_3 = forms.TimeField(label=_("From"), widget=TimePicker, required=False)
    way = forms.ChoiceField(
        label=_("In which way?"), choices=list(WAYS.items()), initial=Way.ON_THE_SPOT, widget=forms.RadioSelect
    )
    has_consent = forms.BooleanField(
        label=_("The person spoken with agrees to a volunteer interpreter"), required=False
    )
    is_urgent = forms.BooleanField(label=_("It is urgent"), required=False)
    urgent_because = forms.CharField(label=_("Why is it urgent?"), max_length=500, required=False)
    number = forms.CharField(
        label=_("Number on the client's card"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    dialect = forms.CharField(label=_("Dialect or region"), max_length=60, required=False)
    gender_wish = forms.ChoiceField(
        label=_("Who should interpret?"), choices=_NOT_ASKED, required=False, widget=QuietSelect
    )
    participants = forms.IntegerField(label=_("How many people take part?"), required=False)
    for_gender = forms.ChoiceField(
        label=_("For whom is it interpreted?"), choices=[("", "–"), *WISHED.items()], required=False, widget=QuietSelect
    )
    for_country = forms.CharField(label=_("From which country?"), max_length=80, required=False)
    street = forms.CharField(label=_("Street, where it is not at the institution"), max_length=120, required=False)
    house_number = forms.CharField(label=_("House number"), max_length=12, required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=5, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    meeting_point = forms.CharField(label=_("Where do they meet?"), max_length=300, required=False)
    on_site_name = forms.CharField(label=_("Whom to ask for there"), max_length=160, required=False)
    on_site_phone = forms.CharField(label=_("Number there"), required=False, widget=PhoneInput)
    wished_age = forms.IntegerField(
        label=_("They would bring somebody: how old?"),
        required=False,
        help_text=_("Children and family do not interpret. The answer is not kept."),
    )
    wished_is_family = forms.BooleanField(label=_("It would be somebody of the family"), required=False)
    remarks = forms.CharField(label=_("Anything else"), max_length=2000, required=False, widget=_rows(3))
    billing_address = forms.CharField(label=_("Bill to"), max_length=500, required=False, widget=_rows(3))
    accepts_rules = forms.BooleanField(
        label=_("Whoever calls knows the rules of the pool"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        """A second or third date needs its time."""
        said = super().clean() or self.cleaned_data
        for day, time in WHEN[1:]:
            if said.get(day) and not said.get(time) and time not in self.errors:
                self.add_error(time, _("Please say from when."))
        return said

    def wanted(self) -> Wanted:
        """What the verbs want to know."""
        said = dict(self.cleaned_data)
        dates = [(said.pop(day, None), said.pop(time, None)) for day, time in WHEN]
        said.pop("cooperation", None)
        begins = [datetime.combine(day, time, tzinfo=clock.BERLIN) for day, time in dates if day and time]
        return Wanted(**said, begins=begins[0], other_dates=begins[1:])

    def more(self) -> Sequence[forms.BoundField]:
        """The fields that only some calls need."""
        return [self[name] for name in MORE]

    @property
    def has_more(self) -> bool:
        """Whether something stands in one of them, or is wrong: then they are open."""
        return any(name in self.errors or self[name].value() for name in MORE)


class KnownForm(RequestForm):
    """A request of an institution that works with a pool already."""

    cooperation = forms.ChoiceField(label=_("Which institution?"))

    field_order = ("cooperation",)

    def __init__(self, *args: Any, cooperations: Sequence[Cooperation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = len({one.pool_id for one in cooperations}) > 1
        names = [(one.ref, f"{one.name} – {one.pool.name}" if several else one.name) for one in cooperations]
        self.fields["cooperation"].choices = [("", "–"), *names]  # type: ignore[attr-defined]


class InstitutionForm(forms.Form):
    """An institution that calls for the first time."""

    name = forms.CharField(label=_("Name of the institution"), max_length=LONGEST["name"])
    body = forms.ChoiceField(label=_("What is it?"), choices=list(BODIES.items()), widget=QuietSelect)
    contact_name = forms.CharField(label=_("Whom can we ask for?"), max_length=LONGEST["contact_name"])
    phone = forms.CharField(label=_("Telephone"), required=False, widget=PhoneInput)
    email = forms.CharField(label=_("E-mail address"), max_length=LONGEST["email"], required=False)
    street = forms.CharField(label=_("Street"), max_length=LONGEST["street"], required=False)
    house_number = forms.CharField(label=_("House number"), max_length=LONGEST["house_number"], required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=5, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    town = forms.CharField(label=_("Town"), max_length=LONGEST["town"], required=False)
    billing_address = forms.CharField(
        label=_("Bill to"), max_length=LONGEST["billing_address"], required=False, widget=_rows(2)
    )

    def institution(self, *, accepts_rules: bool) -> Institution:
        """What the verb wants to know."""
        return Institution(**self.cleaned_data, accepts_rules=accepts_rules)
