"""What is typed when a request is answered, cancelled or moved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.decide import LONGEST_BECAUSE
from lotsenwerk.domain.assistance.models import DoneBy, Inquiry
from lotsenwerk.domain.people.languages import choices as languages
from lotsenwerk.kit import clock
from lotsenwerk.kit.form_rendering import DatePicker, QuietSelect, TimePicker
from lotsenwerk.web.desk.inquiries.arranged import Named, first_to_take
from lotsenwerk.web.desk.inquiries.words import BIASED, REASONS
from lotsenwerk.web.desk.pools.wording import levels

OWN_WORDS = ""


class TakeInForm(forms.Form):
    """Which of the dates, which language, how well it has to be spoken."""

    begins = forms.ChoiceField(label=_("Which date?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=languages, widget=QuietSelect)
    level = forms.ChoiceField(
        label=_("At least"), choices=lambda: levels(_("any level")), required=False, widget=QuietSelect
    )

    def __init__(self, *args: Any, inquiry: Inquiry, named: Sequence[Named], level: str, **kwargs: Any) -> None:
        first = first_to_take(named)
        kwargs["initial"] = {
            "begins": first.isoformat() if first else "",
            "language": inquiry.language,
            "level": level,
        }
        super().__init__(*args, **kwargs)
        ahead = [one for one in named if not one.is_over]
        words = [(one.begins.isoformat(), _sooner(one) if one.is_soon else one.words) for one in ahead]
        self.fields["begins"].choices = words  # type: ignore[attr-defined]
        if not inquiry.language:
            del self.fields["language"], self.fields["level"]

    def facts(self) -> dict[str, Any]:
        """What the verb wants to know."""
        return self.cleaned_data | {"begins": datetime.fromisoformat(self.cleaned_data["begins"])}


def _sooner(one: Named) -> str:
    return str(_("%(when)s (sooner than promised)") % {"when": one.words})


class RefuseForm(forms.Form):
    """Why, in words that the institution reads: one that lies ready, or one's own."""

    ready = forms.ChoiceField(label=_("What does the institution read?"), widget=forms.RadioSelect, required=False)
    because = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_BECAUSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say also where else to turn."),
    )

    def __init__(self, *args: Any, ready: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [one for one in dict.fromkeys(ready) if len(one) <= LONGEST_BECAUSE]
        offered = [*((one, one) for one in kept), (OWN_WORDS, _("What I write below"))]
        self.fields["ready"].choices = offered  # type: ignore[attr-defined]

    def words(self) -> str:
        """What was written, or else chosen."""
        return str(self.cleaned_data["because"].strip() or self.cleaned_data["ready"])


class CancelForm(forms.Form):
    """Who cancels, and why."""

    side = forms.ChoiceField(label=_("Who cancels?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), choices=[*REASONS.items(), BIASED])

    def __init__(self, *args: Any, goes: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides: list[tuple[str, str | Promise]] = [
            (DoneBy.REQUESTER.value, _("The institution: the appointment does not take place")),
            (DoneBy.POOL.value, _("We: the appointment does not take place")),
        ]
        if goes:
            cannot = _("%(name)s cannot come: somebody else is looked for") % {"name": goes}
            sides.insert(0, (DoneBy.VOLUNTEER.value, cannot))
        else:
            self.fields["reason"].choices = list(REASONS.items())  # type: ignore[attr-defined]
        self.fields["side"].choices = sides  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Biased is only whoever goes."""
        said = super().clean() or self.cleaned_data
        if said.get("reason") == BIASED[0] and said.get("side") != DoneBy.VOLUNTEER:
            self.add_error("reason", _("Only whoever goes can be biased. Please choose another reason."))
        return said


class MoveForm(forms.Form):
    """The new day and time, why, and whether both agreed."""

    day = forms.DateField(label=_("New day"), widget=DatePicker)
    time = forms.TimeField(label=_("New beginning"), widget=TimePicker)
    reason = forms.ChoiceField(label=_("Why?"), choices=list(REASONS.items()), initial="other_date")
    is_agreed = forms.BooleanField(label=_("Both sides have agreed to it"), required=False)

    def becomes(self) -> datetime:
        """The instant of the new beginning."""
        return instant(self.cleaned_data)


def instant(said: dict[str, Any], day: str = "day", time: str = "time") -> datetime:
    """A day and a time of the wall as one instant."""
    return datetime.combine(said[day], said[time], tzinfo=clock.BERLIN)
