"""What was paid at the counter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit import money
from lotsenwerk.kit.money import BadAmount, Cents


class FeeForm(forms.Form):
    """Another fee than the usual one."""

    fee = forms.CharField(
        label=_("How much was paid, in euro?"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_fee(self) -> Cents:
        """Whole cents."""
        try:
            return money.parse(self.cleaned_data["fee"])
        except BadAmount as bad:
            raise forms.ValidationError(bad.sentence) from None
