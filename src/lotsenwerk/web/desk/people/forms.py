"""Who somebody is, and how and when somebody helps."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.people.actions.limits import MOST_HOURS, MOST_VISITS
from lotsenwerk.domain.people.actions.register import Access, Contact, Limits, Stretch
from lotsenwerk.domain.people.languages import choices
from lotsenwerk.domain.people.models import Circumstance, Gender, Level, Person, TravelMode, Volunteer
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.form_rendering import DatePicker, PhoneInput
from lotsenwerk.web.desk.week_of_hours import WeekOfHours, known_week

ADDRESS = ("street", "house_number", "postcode", "town")
CONTACT = ("gender", "given_name", "family_name", "language", "phone", "mobile", "email", *ADDRESS, "notice_given_on")
ACCESS = ("floor", "bell_name", "who_opens", "walking_aid", "gender_wish", "circumstances")
LIMITS = ("most_visits_a_week", "most_hours_a_week", "rides_cargo_bicycle", "avoids", "district")
FEWEST_LANGUAGES = 3
WAYS = {
    TravelMode.WALK: gettext_lazy("on foot"),
    TravelMode.BICYCLE: gettext_lazy("by bicycle"),
    TravelMode.CAR: gettext_lazy("by car"),
    TravelMode.TRANSIT: gettext_lazy("by bus and train"),
}
CIRCUMSTANCES = {
    Circumstance.DOG: gettext_lazy("a dog"),
    Circumstance.CAT: gettext_lazy("a cat"),
    Circumstance.SMOKE: gettext_lazy("somebody smokes"),
    Circumstance.STAIRS: gettext_lazy("many stairs"),
}


class ContactForm(forms.Form):
    """Who somebody is and how one reaches them."""

    gender = forms.ChoiceField(
        label=gettext_lazy("Form of address"),
        required=False,
        choices=[
            (Gender.UNSAID, "–"),
            (Gender.FEMALE, gettext_lazy("Ms")),
            (Gender.MALE, gettext_lazy("Mr")),
            (Gender.DIVERSE, gettext_lazy("neither")),
        ],
    )
    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=80, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Reads letters in"), choices=settings.LANGUAGES)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False, widget=PhoneInput)
    mobile = forms.CharField(label=gettext_lazy("Mobile"), max_length=40, required=False, widget=PhoneInput)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    street = forms.CharField(label=gettext_lazy("Street"), max_length=120, required=False)
    house_number = forms.CharField(label=gettext_lazy("Number"), max_length=12, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=5, required=False)
    town = forms.CharField(label=gettext_lazy("Town"), max_length=80, required=False)
    notice_given_on = forms.DateField(
        label=gettext_lazy("Told about data protection on"), required=False, widget=DatePicker
    )

    def contact(self, before: Person | None = None) -> Contact:
        """What was typed. The place on the map stays as long as the address does."""
        typed = {name: self.cleaned_data[name] for name in CONTACT}
        stays = before is not None and all(getattr(before, name) == typed[name].strip() for name in ADDRESS)
        lat, lon = (before.lat, before.lon) if before is not None and stays else (None, None)
        return Contact(**typed, lat=lat, lon=lon)


class ClientForm(ContactForm):
    """The same, and how one gets to the door."""

    access_notes = forms.CharField(
        label=gettext_lazy("How to get to the door"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A dog, a heavy door: whatever else somebody at the door has to know."),
    )
    floor = forms.CharField(label=gettext_lazy("Floor"), max_length=120, required=False)
    bell_name = forms.CharField(label=gettext_lazy("Name at the bell"), max_length=120, required=False)
    who_opens = forms.CharField(label=gettext_lazy("Who opens the door?"), max_length=120, required=False)
    walking_aid = forms.CharField(label=gettext_lazy("Walks with"), max_length=120, required=False)
    gender_wish = forms.ChoiceField(
        label=gettext_lazy("Who may come?"),
        required=False,
        choices=[
            (Gender.UNSAID, gettext_lazy("everybody")),
            (Gender.FEMALE, gettext_lazy("a woman, please")),
            (Gender.MALE, gettext_lazy("a man, please")),
        ],
    )

    circumstances = forms.MultipleChoiceField(
        label=gettext_lazy("What one meets there"),
        required=False,
        choices=list(CIRCUMSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody is sent there who would rather not meet it."),
    )

    def access(self) -> Access:
        """How one gets to the door, who may come, and whom to call."""
        typed = self.cleaned_data
        return Access(
            notes=typed["access_notes"],
            contact_name=typed.get("contact_name", ""),
            contact_phone=typed.get("contact_phone", ""),
            **{name: typed[name] for name in ACCESS},
        )


class NewClientForm(ClientForm):
    """The same for somebody new, with the first one whom she trusts."""

    contact_name = forms.CharField(
        label=gettext_lazy("Whom to call in an emergency"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example “Daughter Sabine Kolb”."),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Number in an emergency"), max_length=40, required=False, widget=PhoneInput
    )


def contact_of(person: Person) -> dict[str, Any]:
    """What is known, as it stands in the form before something is changed."""
    known = {name: getattr(person, name) for name in CONTACT}
    for name in ("phone", "mobile"):
        known[name] = phone_numbers.shown(known[name]) if known[name] else ""
    if hasattr(person, "client"):
        known |= {name: getattr(person.client, name) for name in ("access_notes", *ACCESS)}
    return known


class HelpingForm(WeekOfHours):
    """How somebody comes, what she speaks, and when she can be asked."""

    travel_mode = forms.ChoiceField(label=gettext_lazy("Gets around"), choices=list(WAYS.items()))
    rides_cargo_bicycle = forms.BooleanField(label=gettext_lazy("Also rides the cargo bicycle"), required=False)
    district = forms.CharField(
        label=gettext_lazy("District"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Where this person would like to help."),
    )
    most_visits_a_week = forms.IntegerField(
        label=gettext_lazy("Visits a week at most"), required=False, min_value=1, max_value=MOST_VISITS
    )
    most_hours_a_week = forms.IntegerField(
        label=gettext_lazy("Hours a week at most"), required=False, min_value=1, max_value=MOST_HOURS
    )
    avoids = forms.MultipleChoiceField(
        label=gettext_lazy("Would rather not meet"),
        required=False,
        choices=list(CIRCUMSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, languages: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language_rows = range(max(languages + 1, FEWEST_LANGUAGES))
        spoken = [("", "–"), *choices()]
        levels = [
            ("", "–"),
            *((value, _("mother tongue") if value == Level.NATIVE else value) for value in Level.values),
        ]
        for row in self.language_rows:
            place = {"row": row + 1}
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=_("Language %(row)d") % place, choices=spoken, required=False
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=_("Level of language %(row)d") % place, choices=levels, required=False
            )

    def spoken(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The pairs of fields for a language and its level."""
        return ((self[f"language_{row}"], self[f"level_{row}"]) for row in self.language_rows)

    def clean(self) -> dict[str, Any]:
        """A language has a level."""
        typed = super().clean()
        for row in self.language_rows:
            if typed.get(f"language_{row}") and not typed.get(f"level_{row}"):
                self.add_error(f"level_{row}", ValidationError(_("How well?")))
        return typed

    def facts(self) -> dict[str, Any]:
        """What the verbs want to know of how somebody helps."""
        typed = self.cleaned_data
        languages: Sequence[tuple[str, str]] = [
            (typed[f"language_{row}"], typed[f"level_{row}"]) for row in self.language_rows if typed[f"language_{row}"]
        ]
        return {
            "travel_mode": TravelMode(typed["travel_mode"]),
            "languages": languages,
            "availability": [Stretch(*stretch) for stretch in self.hours()],
            "limits": Limits(**{name: typed[name] for name in LIMITS}),
        }


def helping_of(volunteer: Volunteer) -> tuple[dict[str, Any], int, int]:
    """What is known of how somebody helps, and how many rows the form needs for it."""
    known: dict[str, Any] = {name: getattr(volunteer, name) for name in ("travel_mode", *LIMITS)}
    skills = sorted(volunteer.person.languages.all(), key=lambda skill: skill.id)
    for row, skill in enumerate(skills):
        known |= {f"language_{row}": skill.language, f"level_{row}": skill.level}
    week, stretches = known_week((one.weekday, one.begins, one.ends) for one in volunteer.availability.all())
    return known | week, len(skills), stretches


class PortraitForm(forms.Form):
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
