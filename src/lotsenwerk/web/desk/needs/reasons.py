"""What is said when a step is taken back, and what is told afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.finish import LONGEST_NOTE
from lotsenwerk.domain.assistance.models import Outcome
from lotsenwerk.kit.form_rendering import BigChoice

OUTCOMES = {
    Outcome.DONE: (_("It is done"), "check"),
    Outcome.PARTLY: (_("A part of it"), "heart"),
    Outcome.NOT_AT_HOME: (_("Nobody opened"), "door"),
    Outcome.NOT_NEEDED: (_("Not needed after all"), "cross"),
}
"""Each outcome's word and drawing, in the order of the digits that choose it."""


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        required=False,
        help_text=_("A few words for the story, for example: her daughter goes."),
    )


class ReportForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(outcome, word) for outcome, (word, _drawing) in OUTCOMES.items()],
        initial=Outcome.DONE,
        widget=BigChoice(icons={outcome: drawing for outcome, (_word, drawing) in OUTCOMES.items()}),
    )
    minutes = forms.IntegerField(label=_("How many minutes did it take?"))
    note = forms.CharField(
        label=_("Anything to note?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_outcome(self) -> Outcome:
        """The choice as the verb knows it."""
        return Outcome(self.cleaned_data["outcome"])


class CascadeForm(forms.Form):
    """How long one waits for an answer before the next are asked, and how many at a time."""

    wait_minutes = forms.IntegerField(label=_("Minutes to wait for an answer"))
    at_once = forms.IntegerField(label=_("People at a time"), initial=1)
