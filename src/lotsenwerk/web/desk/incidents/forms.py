"""What happened, and what was done about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.incidents import LONGEST_TEXT
from lotsenwerk.kit.form_rendering import DatePicker


class IncidentForm(forms.Form):
    happened_on = forms.DateField(label=_("When did it happen?"), widget=DatePicker)
    text = forms.CharField(
        label=_("What happened?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Who, where, what; only what was seen or told. It stays as it is written down now."),
    )


class MeasuresForm(forms.Form):
    measures = forms.CharField(
        label=_("What was done about it?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_insurance_told = forms.BooleanField(label=_("The insurance has been told"), required=False)
