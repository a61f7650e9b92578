"""What a volunteer says after a visit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.finish import LONGEST_MINUTES, LONGEST_NOTE


class ReportForm(forms.Form):
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
