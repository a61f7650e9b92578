"""The questions, step by step. They are sent by GET and stand in the address alone: nothing is kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.engines.funding.answers import Said
from lotsenwerk.engines.funding.rulebook import Fact, FactKind
from lotsenwerk.kit.form_rendering import DatePicker
from lotsenwerk.web.portal.funding import words
from lotsenwerk.web.portal.help.forms import plain_digits

MOST: Final = 10_000_000
AUTUMN: Final = 8
"""From this month on most people ask for the next year."""


class WhoForm(forms.Form):
    """What kind of body asks."""

    body = forms.ChoiceField(
        label=_("Who would like to apply?"),
        choices=list(words.BODIES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what fits best."),
            "invalid_choice": _("Please choose what fits best."),
        },
    )


class WhatForm(forms.Form):
    """For what, and for which year."""

    line = forms.MultipleChoiceField(
        label=_("What do you want to do?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(name, title) for name, (title, _does) in words.WISHES.items()],
    )
    year = forms.TypedChoiceField(label=_("For which year?"), coerce=int)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [today.year, today.year + 1]
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = years[today.month >= AUTUMN]


class MoreForm(forms.Form):
    """What else the rules ask about; everything may be left open."""

    def __init__(self, facts: Sequence[Fact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {fact.name: _field(fact) for fact in facts}

    def said(self) -> Mapping[str, Said]:
        """What was answered, as the check knows it."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}
        return {name: value == "yes" if value in {"yes", "no"} else value for name, value in given.items()}


class _Count(forms.IntegerField):
    """A whole number, also with points or spaces between the thousands, in the digits of any keyboard."""

    def to_python(self, value: Any) -> int | None:
        """The number; what cannot be read stays as it was typed."""
        typed = str(value or "").translate({ord(sign): None for sign in ".,'   \u00a0\u202f"})
        return super().to_python(plain_digits(typed) if typed.isdigit() else value)


def _field(fact: Fact) -> forms.Field:
    label = str(words.QUESTIONS[fact.name])
    if fact.kind is FactKind.DAY:
        return forms.DateField(label=label, required=False, widget=DatePicker)
    if fact.kind is FactKind.NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 8})
        return _Count(label=label, required=False, min_value=0, max_value=MOST, widget=widget)
    choices = [("yes", _("Yes")), ("no", _("No"))] if fact.kind is FactKind.YES_NO else list(words.PURPOSES.items())
    widest: list[tuple[str, Any]] = [*choices, ("", _("I do not know yet"))]
    return forms.ChoiceField(label=label, required=False, choices=widest, widget=forms.RadioSelect)
