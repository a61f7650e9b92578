"""Between which hours the town writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.form_rendering import TimePicker


class HoursForm(forms.Form):
    begins = forms.TimeField(label=_("From"), widget=TimePicker)
    ends = forms.TimeField(label=_("Until"), widget=TimePicker)
