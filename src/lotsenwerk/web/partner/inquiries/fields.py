"""What every request says, for an interpreter as for a guide: when, where, about what, and who asks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.reading import LONGEST_TEXT, Wanted
from lotsenwerk.domain.assistance.bodies import BODIES, SUBJECTS
from lotsenwerk.domain.people.language_names import read_language
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Gender
from lotsenwerk.kit import clock
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput, QuietSelect, TimePicker

LENGTHS: Final = (30, 45, 60, 75, 90, 120, 150, 180, 240)
"""Minutes that can be chosen; what was asked another time keeps its own."""
GENDERS: Final = [("", _("does not matter")), (Gender.FEMALE, _("a woman")), (Gender.MALE, _("a man"))]
_BOX: Final = {"autocomplete": "off"}


class AddressFields(forms.Form):
    """Where it is."""

    street = forms.CharField(label=_("Street"), max_length=LONGEST_TEXT["street"], required=False)
    house_number = forms.CharField(label=_("House number"), max_length=LONGEST_TEXT["house_number"], required=False)
    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    town = forms.CharField(label=_("Town"), max_length=LONGEST_TEXT["town"], required=False)

    def clean_postcode(self) -> str:
        """Without blanks."""
        return "".join(self.cleaned_data["postcode"].split())


class AppointmentForm(AddressFields):
    """The part that requests to every pool have in common. ``wanted`` makes of it what the verbs take."""

    body = forms.ChoiceField(label=_("What are you?"), choices=list(BODIES.items()), widget=QuietSelect)
    subject = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Please choose")), *SUBJECTS.items()],
        error_messages={"required": _("Please choose what the talk is about.")},
    )
    day = forms.DateField(
        label=_("Day"), widget=DatePicker, error_messages={"required": _("Please choose the day of the appointment.")}
    )
    time = forms.TimeField(
        label=_("Begin"), widget=TimePicker, error_messages={"required": _("Please say when it begins.")}
    )
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int, initial=60, widget=QuietSelect)
    is_urgent = forms.BooleanField(label=_("It is urgent and cannot wait"), required=False)
    urgent_because = forms.CharField(
        label=_("Why can it not wait?"),
        max_length=LONGEST_TEXT["urgent_because"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meeting_point = forms.CharField(
        label=_("Where do you meet?"),
        max_length=LONGEST_TEXT["meeting_point"],
        required=False,
        help_text=_("Entrance, floor, room: whoever comes has never been there."),
    )
    on_site_name = forms.CharField(
        label=_("Who is there that day?"), max_length=LONGEST_TEXT["on_site_name"], required=False
    )
    on_site_phone = forms.CharField(label=_("Her number there"), max_length=40, required=False, widget=PhoneInput)
    gender_wish = forms.ChoiceField(
        label=_("Who should come?"), choices=GENDERS, required=False, widget=QuietSelect, initial=""
    )
    remarks = forms.CharField(
        label=_("What else should we know?"),
        max_length=LONGEST_TEXT["remarks"],
        required=False,
        help_text=_("Please no names."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    billing_address = forms.CharField(
        label=_("Where does the bill go?"),
        max_length=LONGEST_TEXT["billing_address"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asked_by = forms.CharField(
        label=_("Who asks?"),
        max_length=LONGEST_TEXT["asked_by"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please tell us your name: the pool may have a question.")},
    )
    asked_by_phone = forms.CharField(label=_("Your number for questions"), max_length=40, required=False)
    asked_by_email = forms.EmailField(
        label=_("Your e-mail address"), max_length=LONGEST_TEXT["asked_by_email"], required=False
    )
    accepts_rules = forms.BooleanField(
        label=_("We keep to the rules of the pool"),
        error_messages={"required": _("Please accept the rules of the pool.")},
    )

    FROM_FORM: Sequence[str] = ()
    """Further fields that go into the request as they were typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengths = sorted({*LENGTHS, *_whole(self.initial.get("minutes"))})
        self.fields["minutes"].choices = [(one, _("%(n)d minutes") % {"n": one}) for one in lengths]  # type: ignore[attr-defined]
        self.fields["asked_by_phone"].widget = PhoneInput()

    def clean_day(self) -> date:
        """Refuse years that no calendar on a wall shows; the verb knows what is too early."""
        return near(self.cleaned_data["day"])

    def wanted(self) -> Wanted:
        """What the verbs want to know."""
        given = self.cleaned_data
        names = [name for name in (*_SAME, *self.FROM_FORM) if name in given]
        return Wanted(
            **{name: given[name] for name in names},
            begins=instant(given["day"], given["time"]),
            language=given.get("language", ""),
        )


_SAME: Final = (
    *("body", "subject", "minutes", "is_urgent", "urgent_because", "street", "house_number", "postcode", "town"),
    *("meeting_point", "on_site_name", "on_site_phone", "gender_wish", "remarks", "billing_address"),
    *("asked_by", "asked_by_phone", "asked_by_email", "accepts_rules"),
)


def instant(day: date, at: time) -> datetime:
    """A day and a time as a clock on a Hessian wall shows them."""
    return datetime.combine(day, at, tzinfo=clock.BERLIN)


def near(day: date) -> date:
    """The same day; one that nobody means is refused."""
    today = clock.local(clock.now()).date()
    if not today - MOST_AHEAD < day < today + MOST_AHEAD + timedelta(days=2):
        raise forms.ValidationError(_("Please choose a day within one year."))
    return day


def language_field(*, is_needed: bool) -> forms.CharField:
    """A language by any of its names; the page offers those of the list while one types."""
    return forms.CharField(
        label=_("Which language?"),
        max_length=60,
        required=is_needed,
        widget=forms.TextInput(attrs={**_BOX, "list": "languages", "autocapitalize": "words"}),
        error_messages={"required": _("Please say which language is needed.")},
    )


def read_typed_language(typed: str) -> tuple[str, str]:
    """The code of a typed language and the dialect that its name says. One that is none is asked about."""
    meant = read_language(typed)
    if meant.code == "deu":
        raise forms.ValidationError(_("For German nobody is needed. Which language does the other person speak?"))
    if meant.code:
        return meant.code, meant.dialect
    if meant.perhaps:
        names = " / ".join(language_name(one) for one in meant.perhaps)
        told = _("“%(typed)s” can be several languages: %(names)s. Please ask the person which one she speaks best.")
        raise forms.ValidationError(told % {"typed": typed.strip(), "names": names})
    told = _("We do not know “%(typed)s”. Please choose one of the list, or call the pool.")
    raise forms.ValidationError(told % {"typed": typed.strip()})


def _whole(value: object) -> Sequence[int]:
    return [value] if isinstance(value, int) else []
