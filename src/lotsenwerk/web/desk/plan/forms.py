"""What the buttons of a plan send."""

from typing import Any

from django import forms

from lotsenwerk.web.desk.plan.choices import QUICK, THOROUGH


class StartForm(forms.Form):
    """Which days, and how thoroughly."""

    first_day = forms.DateField()
    last_day = forms.DateField()
    seconds = forms.TypedChoiceField(choices=[(QUICK, ""), (THOROUGH, "")], coerce=int)
    show = forms.ChoiceField(choices=[("day", ""), ("week", "")], required=False)

    def asked(self) -> dict[str, Any]:
        """What the verb wants to know."""
        return {name: self.cleaned_data[name] for name in ("first_day", "last_day", "seconds")}


class HoldForm(forms.Form):
    """What is held: the person (``who``, by her number), the time as the plan has it, or nothing any more."""

    hold = forms.ChoiceField(choices=[(word, "") for word in ("person", "time", "nothing")])
    who = forms.IntegerField(required=False, min_value=1, max_value=2**53)


class OrderForm(forms.Form):
    """The order of which day is held, or no longer."""

    day = forms.DateField()
    hold = forms.ChoiceField(choices=[(word, "") for word in ("order", "nothing")])
