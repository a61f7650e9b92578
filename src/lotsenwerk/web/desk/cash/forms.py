"""What the desk types about money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.assistance.actions.cash_desk import LONGEST_REASON
from lotsenwerk.domain.assistance.ledger import IfUnequal
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES


class CountForm(forms.Form):
    counted = AmountField(label=_("Counted"), help_text=_("All notes and coins in the box, for example 187,40."))


class MoveForm(forms.Form):
    cents = AmountField(label=_("Amount"))
    way = forms.ChoiceField(
        label=_("What happens?"), choices=[("fill", _("Put in")), ("empty", _("Take out"))], initial="fill"
    )


class SettleForm(forms.Form):
    received = AmountField(label=_("Received"))
    spent = AmountField(label=_("Spent"))
    deposit = AmountField(label=pgettext_lazy("money", "Bottle deposit"), required=False, empty=0)
    returned = AmountField(label=_("Given back"), required=False, empty=0)
    if_unequal = forms.ChoiceField(
        label=_("If it does not meet"),
        choices=[
            (IfUnequal.ASK, _("stop and say by how much")),
            (IfUnequal.LEAVE_OPEN, _("leave it open: money is missing")),
            (IfUnequal.I_PAID, _("the helper paid the rest herself")),
        ],
        required=False,
    )

    def numbers(self) -> dict[str, Any]:
        """What was typed: cents, and what to do where they do not meet."""
        numbers = {name: self.cleaned_data[name] for name in ("received", "spent", "deposit", "returned")}
        return {**numbers, "if_unequal": IfUnequal(self.cleaned_data["if_unequal"] or IfUnequal.ASK)}


class WriteOffForm(forms.Form):
    because = forms.CharField(label=_("Why is it written off?"), max_length=LONGEST_REASON)


class ClientPaysForm(forms.Form):
    cents = AmountField(label=_("Paid into the float"))


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("Photo of the receipt"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )

    def upload(self) -> bytes:
        """The bytes; a file that is far too large is not read at all."""
        found = self.cleaned_data["photo"]
        if found.size > MAX_UPLOAD_BYTES:
            raise BadInput(_("This picture has more than 10 MB. Please choose a smaller one."), field="photo")
        content: bytes = found.read()
        return content
