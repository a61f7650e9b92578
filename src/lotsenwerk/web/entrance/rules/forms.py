"""What the operator writes down of a new version of a rule."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.rules.actions.laying import LARGEST, Written
from lotsenwerk.domain.rules.models import LONGEST_WORDS
from lotsenwerk.engines.funding.rulebook import Confidence, Rule
from lotsenwerk.kit import money
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.form_rendering import DatePicker
from lotsenwerk.web.entrance.rules import words

_CHOICES: Final = [(one.value, words.CONFIDENCE[one][1]) for one in Confidence if one != Confidence.RECKONED]


class VersionForm(forms.Form):
    """From which day on, the figures of this rule, where they were read, and why it is written down."""

    since = forms.DateField(label=_("Counts from"), widget=DatePicker)
    until = forms.DateField(
        label=_("Counts until"),
        widget=DatePicker,
        required=False,
        help_text=_("Empty: until further notice."),
    )

    def __init__(self, model: Rule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figures = list(model.figures)
        for name, value in model.figures.items():
            self.fields[name] = _figure(name, value)
        self.fields |= {
            "source": forms.CharField(
                label=_("Where was it read?"),
                max_length=LONGEST_WORDS,
                help_text=_("The office and the page, as somebody else would look for it."),
            ),
            "source_dated": forms.CharField(
                label=_("Date of the source"),
                required=False,
                max_length=10,
                help_text=_("A year, a month or a day: 2026, 2026-03 or 2026-03-31. Empty, where it has none."),
            ),
            "source_address": forms.CharField(label=_("Address of the page"), required=False, max_length=LONGEST_WORDS),
            "confidence": forms.ChoiceField(label=_("How sure is it?"), choices=_CHOICES),
            "reason": forms.CharField(label=_("Why is it written down?"), max_length=LONGEST_WORDS),
        }

    def written(self) -> Written:
        """What the verb wants to know."""
        given = self.cleaned_data
        return Written(
            since=given["since"],
            until=given["until"],
            figures={name: given[name] for name in self.figures},
            source=given["source"],
            source_dated=given["source_dated"],
            source_address=given["source_address"],
            confidence=Confidence(given["confidence"]),
            reason=given["reason"],
        )


def _figure(name: str, value: int) -> forms.Field:
    if words.is_money(name):
        return AmountField(label=words.name_of(name), initial=money.typed_again(money.Cents(value)))
    return forms.IntegerField(label=words.name_of(name), initial=value, min_value=0, max_value=LARGEST)
