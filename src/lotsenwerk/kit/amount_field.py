"""A form field for an amount of money, as people type it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lotsenwerk.kit import money


class AmountField(forms.CharField):
    """Whole cents from "12,50", "12.50", "12" or "1250 Cent"; ``empty`` where nothing was typed and nothing must be.

    What cannot be read stays as it was typed, with a sentence beside it.
    """

    def __init__(self, *, empty: int | None = None, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "amount-input"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.empty = empty

    def to_python(self, value: Any) -> Any:
        """The cents; ``ValidationError`` with the sentence of `kit.money`."""
        typed = super().to_python(value)
        if not typed:
            return "" if self.required else self.empty
        try:
            return int(money.parse(str(typed)))
        except money.BadAmount as refused:
            raise ValidationError(refused.sentence) from None

    def run_validators(self, value: Any) -> None:
        """There is nothing left to look at in a number."""
        if isinstance(value, str):
            super().run_validators(value)
