"""What is written down while somebody is on the telephone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.take_in import LONGEST_WISH
from lotsenwerk.domain.assistance.models import NEIGHBOURLY, Every, MoneyFrom, Need, NeedKind
from lotsenwerk.domain.assistance.modules import BEHIND
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.organisations.modules import kinds_on
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.people.actions.register import Access, Contact
from lotsenwerk.domain.people.models import Gender
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.form_rendering import BigChoice, DatePicker, PhoneInput, QuietSelect, TimePicker
from lotsenwerk.kit.money import BadAmount, Cents
from lotsenwerk.web.desk.needs.parts_of_day import Part, said, window
from lotsenwerk.web.desk.wording import KINDS, Words

PLACES = {"earliest": "day", "latest": "minutes"}
"""Where a sentence about a field of the verb stands on this form."""
GENDERS = [(Gender.UNSAID, "–"), (Gender.FEMALE, _("Ms")), (Gender.MALE, _("Mr")), (Gender.DIVERSE, _("neither"))]


REPEATS = [
    ("", _("once")),
    (Every.WEEK, _("every week")),
    (Every.FORTNIGHT, _("every two weeks")),
    (Every.MONTH, _("every month")),
]
MONEY = [
    (MoneyFrom.CLIENT, _("gives it herself")),
    (MoneyFrom.HELPER, _("the helper pays in advance")),
    (MoneyFrom.FLOAT, _("from our cash box")),
]


class NeedForm(forms.Form):
    """What, when, where, how much at most, and the note."""

    kind = forms.ChoiceField(
        label=_("What?"),
        choices=[(kind, KINDS[kind][0]) for kind in NEIGHBOURLY],
        widget=BigChoice(icons={kind: KINDS[kind][1] for kind in NEIGHBOURLY}),
    )
    day = forms.DateField(label=_("Which day?"), widget=DatePicker)
    part = forms.ChoiceField(label=_("When would it suit?"), choices=Part.choices)
    exactly = forms.TimeField(label=_("Or exactly at"), widget=TimePicker, required=False)
    minutes = forms.IntegerField(label=_("How many minutes?"), initial=60)
    shop = forms.TypedChoiceField(
        label=_("Which shop?"), coerce=int, empty_value=None, required=False, widget=QuietSelect
    )
    ceiling = forms.CharField(
        label=_("At most how much, in euro?"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    wish = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_WISH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The shopping list or the way, in the words of the caller."),
    )

    repeat = forms.ChoiceField(label=_("How often?"), choices=REPEATS, required=False, widget=QuietSelect)
    money = forms.ChoiceField(label=_("Whose money?"), choices=MONEY, required=False, widget=QuietSelect)
    caller = forms.TypedChoiceField(
        label=_("Who is calling?"), coerce=int, empty_value=None, required=False, widget=QuietSelect
    )

    def __init__(
        self, *args: Any, modules: frozenset[str], callers: Sequence[tuple[int, Words]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_only(kinds_on(BEHIND, modules))
        self.shops = {shop.id: shop for shop in partners(Kind.SHOP)}
        shops = [(shop.id, f"{shop.name}, {shop.address}".rstrip(", ")) for shop in self.shops.values()]
        self.fields["shop"].choices = [("", _("no matter")), *shops]  # type: ignore[attr-defined]
        self.fields["caller"].choices = [("", _("the person herself")), *callers]  # type: ignore[attr-defined]
        if not callers:
            del self.fields["caller"]
        self.left_at: datetime | None = None
        """When the form was left half typed, if it was."""

    def _offer_only(self, kinds: Sequence[str]) -> None:
        """Of the kinds, those that the town has switched on; the first of them where another one stood there."""
        offered = [(kind, KINDS[kind][0]) for kind in NEIGHBOURLY if kind in kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if offered and self.initial.get("kind") not in dict(offered):
            self.initial = {**self.initial, "kind": offered[0][0]}

    @property
    def has_time(self) -> bool:
        """Whether what was typed so far says when; the form was validated before."""
        said_to_us = self.cleaned_data if self.is_bound else {}
        return all(said_to_us.get(name) is not None for name in ("kind", "day", "part", "minutes"))

    def clean_day(self) -> date:
        """Refuse years that no calendar on a wall shows; the verb knows what is too early or too late."""
        day: date = self.cleaned_data["day"]
        today = clock.local(clock.now()).date()
        if not today - MOST_AHEAD < day < today + MOST_AHEAD + timedelta(days=2):
            raise forms.ValidationError(_("Please choose a day within one year."))
        return day

    def clean_ceiling(self) -> Cents | None:
        """Whole cents; none where nothing was said."""
        typed = self.cleaned_data["ceiling"].strip()
        if not typed:
            return None
        try:
            return money.parse(typed)
        except BadAmount as bad:
            raise forms.ValidationError(bad.sentence) from None

    def facts(self) -> dict[str, Any]:
        """What the verb ``take_in`` wants to know."""
        said_to_us = self.cleaned_data
        part = Part(said_to_us["part"])
        earliest, latest = window(said_to_us["day"], part, said_to_us["exactly"], min(said_to_us["minutes"], 1440))
        return {
            "kind": NeedKind(said_to_us["kind"]),
            "earliest": earliest,
            "latest": latest,
            "minutes": said_to_us["minutes"],
            "wish": said_to_us.get("wish", ""),
            "shop_id": said_to_us.get("shop"),
            "ceiling_cents": said_to_us.get("ceiling"),
            "money": MoneyFrom(said_to_us.get("money") or MoneyFrom.CLIENT),
        }


def fresh(now: datetime) -> Mapping[str, Any]:
    """The form before anything is said: tomorrow, at any time."""
    tomorrow = clock.local(now).date() + timedelta(days=1)
    return {"kind": NeedKind.SHOP_AND_DELIVER, "day": tomorrow, "part": Part.MORNING, "minutes": 60}


def like_last_time(last: Need, now: datetime) -> Mapping[str, Any]:
    """The form as it was filled in for an earlier need, on the next such weekday."""
    today = clock.local(now).date()
    days = (clock.local(last.earliest).weekday() - today.weekday()) % 7 or 7
    part, exactly = said(last.earliest, last.latest, last.minutes)
    return {
        "kind": last.kind,
        "day": today + timedelta(days=days),
        "part": part,
        "exactly": exactly,
        "minutes": last.minutes,
        "shop": last.shop_id,
        "ceiling": "" if last.ceiling_cents is None else money.typed_again(Cents(last.ceiling_cents)),
        "wish": last.wish,
        "money": last.money,
    }


def as_typed(said_before: Mapping[str, Any]) -> Mapping[str, str]:
    """What a form would send that was filled in like this and sent unchanged."""
    return {name: _typed(value) for name, value in said_before.items() if value is not None}


def _typed(value: Any) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


class NewCallerForm(forms.Form):
    """Somebody who calls for the first time: what is needed to go there, and no more."""

    gender = forms.ChoiceField(label=_("Form of address"), choices=GENDERS, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, widget=PhoneInput)
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    house_number = forms.CharField(label=_("Number"), max_length=12, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=5, required=False)
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Speaks"), choices=settings.LANGUAGES)
    access_notes = forms.CharField(
        label=_("How to get to the door"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Floor, bell, dog: whatever somebody at the door has to know."),
    )
    notice_given = forms.BooleanField(
        label=_("I have said today what we keep and what for (data protection)."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever presses F2 goes on typing. What was refused says itself where to go on.
        if not self.is_bound:
            self.fields["gender"].widget.attrs["autofocus"] = True

    def contact(self, now: datetime) -> Contact:
        """Who it is and how one reaches her."""
        given = self.cleaned_data
        names = ("gender", "given_name", "family_name", "phone", "street", "house_number", "postcode", "town")
        told_on = clock.local(now).date() if given["notice_given"] else None
        return Contact(**{name: given[name] for name in names}, language=given["language"], notice_given_on=told_on)

    def access(self) -> Access:
        """How one gets to the door."""
        return Access(notes=self.cleaned_data["access_notes"])
