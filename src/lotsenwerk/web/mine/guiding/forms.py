"""What a guide taps after an appointment."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.finish import LONGEST_MINUTES
from lotsenwerk.domain.assistance.actions.guiding.agree_next import LONGEST_PLACE, Next
from lotsenwerk.domain.assistance.actions.guiding.report_guided import LONGEST_REMARK, Guided
from lotsenwerk.domain.assistance.guide_words import ERRANDS, OUTCOMES, REACHED, WHAT_NEXT, WISHES
from lotsenwerk.kit import clock
from lotsenwerk.kit.form_rendering import BigChoice, DatePicker, QuietSelect, TimePicker


class GuidedForm(forms.Form):
    """Ticks, and a short remark."""

    took_place = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[("yes", _("Yes, we met")), ("no", _("No, nobody came"))],
        widget=BigChoice(icons={"yes": "check", "no": "door"}, digits=False),
    )
    did = forms.MultipleChoiceField(
        label=_("What did you do?"),
        choices=list(WISHES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please say what you did.")},
    )
    reached = forms.ChoiceField(
        label=_("Was it reached?"),
        choices=list(REACHED.items()),
        error_messages={"required": _("Please say whether it was reached.")},
        widget=BigChoice(icons={"yes": "check", "partly": "shape-half", "no": "hourglass"}, digits=False),
    )
    what_next = forms.ChoiceField(
        label=_("What comes next?"), choices=list(WHAT_NEXT.items()), required=False, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("How long did it take, in minutes?"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1", "class": "stepper__number"}),
    )
    remark = forms.CharField(
        label=_("A short remark"),
        required=False,
        max_length=LONGEST_REMARK,
        help_text=_("No names, no illnesses, no numbers: whoever was with you may read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("did", "reached"):
            self.fields[name].required = self.data.get("took_place") != "no"

    def said(self) -> Guided:
        """What the verb wants to know."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "took_place"}
        return Guided(**given, took_place=self.cleaned_data["took_place"] == "yes")


class NextForm(forms.Form):
    """When, where and for what."""

    day = forms.DateField(label=_("Which day?"), widget=DatePicker)
    hour = forms.TimeField(label=_("At what time?"), widget=TimePicker)
    minutes = forms.IntegerField(label=_("How many minutes?"), initial=60)
    where = forms.CharField(label=_("Where is it?"), max_length=LONGEST_PLACE, widget=forms.TextInput)
    errand = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        choices=[("", _("the same as now")), *((key, one.name) for key, one in ERRANDS.items() if key != "call")],
        widget=QuietSelect,
    )

    def said(self) -> Next:
        """What the verb wants to know."""
        given: dict[str, Any] = dict(self.cleaned_data)
        begins = datetime.combine(given.pop("day"), given.pop("hour"), tzinfo=clock.BERLIN)
        return Next(begins=begins, **given)


class HintForm(forms.Form):
    """To whom, and for what."""

    to = forms.TypedChoiceField(label=_("Who can help?"), coerce=int, widget=forms.RadioSelect)
    errand = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        choices=[("", "–"), *((key, one.name) for key, one in ERRANDS.items() if key != "call")],
        widget=QuietSelect,
    )

    def __init__(self, *args: Any, services: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = services  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What became of a hint."""

    outcome = forms.ChoiceField(label=_("What became of it?"), choices=list(OUTCOMES.items()))
