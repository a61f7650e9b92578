"""What a volunteer says after a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.finish import LONGEST_MINUTES, LONGEST_NOTE
from lotsenwerk.domain.assistance.models import Need, Outcome
from lotsenwerk.kit.form_rendering import BigChoice


class ReportForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            (Outcome.DONE, _("All done")),
            (Outcome.PARTLY, _("Partly done")),
            (Outcome.NOT_AT_HOME, _("Nobody was at home")),
            (Outcome.NOT_NEEDED, _("Not needed after all")),
        ],
        widget=BigChoice(
            icons={
                Outcome.DONE: "check",
                Outcome.PARTLY: "shape-half",
                Outcome.NOT_AT_HOME: "door",
                Outcome.NOT_NEEDED: "heart",
            },
            digits=False,
        ),
    )
    minutes = forms.IntegerField(
        label=_("How long did it take, in minutes?"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1", "class": "stepper__number"}),
    )
    note = forms.CharField(
        label=_("Is there something we should know?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    kilometres = forms.IntegerField(
        label=_("How many kilometres, there and back?"),
        required=False,
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 6}),
    )

    def __init__(self, *args: Any, of: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of is None or of.pool_id is None:
            del self.fields["kilometres"]
        # A page that was opened before there was this question still reports.
        self.fields["outcome"].required = not self.is_bound

    def clean_kilometres(self) -> int:
        """None typed are none."""
        return self.cleaned_data["kilometres"] or 0

    def clean_outcome(self) -> Outcome:
        """How it went; done, where nobody said otherwise."""
        return Outcome(self.cleaned_data["outcome"] or Outcome.DONE)
