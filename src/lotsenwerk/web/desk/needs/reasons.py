"""What is said when a step is taken back, and what is told afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.finish import LONGEST_NOTE


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        required=False,
        help_text=_("A few words for the story, for example: her daughter goes."),
    )


class ReportForm(forms.Form):
    minutes = forms.IntegerField(label=_("How many minutes did it take?"))
    note = forms.CharField(
        label=_("Anything to note?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
