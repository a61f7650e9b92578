"""The three numbers of a visit, the money fetched before it, and the photo of the receipt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.ledger import IfUnequal
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES

CAMERA = {"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}


class HandOverForm(forms.Form):
    received = AmountField(label=_("How much money did you get?"))


class PhotoForm(forms.Form):
    photo = forms.FileField(label=_("Photo of the receipt"), widget=forms.FileInput(attrs=CAMERA))

    def upload(self) -> bytes | None:
        """The bytes of the photo, none where there is none; a file that is far too large is not read at all."""
        found = self.cleaned_data.get("photo")
        if found is None:
            return None
        if found.size > MAX_UPLOAD_BYTES:
            raise BadInput(_TOO_LARGE, field="photo")
        content: bytes = found.read()
        return content


class MoneyForm(PhotoForm):
    received = AmountField(label=_("Received"))
    spent = AmountField(label=_("Spent"))
    deposit = AmountField(label=_("Bottle deposit that you got"), required=False, empty=0)
    returned = AmountField(label=_("Given back"), required=False, empty=0)
    if_unequal = forms.ChoiceField(choices=[(one.value, one.value) for one in IfUnequal], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = False

    def numbers(self) -> dict[str, int]:
        """What was typed, in cents."""
        return {name: self.cleaned_data[name] for name in ("received", "spent", "deposit", "returned")}

    def clean_if_unequal(self) -> IfUnequal:
        """What to do where the numbers do not meet; ask, where nobody has said."""
        return IfUnequal(self.cleaned_data["if_unequal"] or IfUnequal.ASK)


_TOO_LARGE = _("This picture has more than 10 MB. Please choose a smaller one.")
