"""What is typed about deployments: the scan of a signed sheet, and what stands on a bill."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.bills import LONGEST, LONGEST_BECAUSE, Words
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES

ACCEPTED: Final = "image/jpeg,image/png,image/webp"


def _rows(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SheetForm(forms.Form):
    """The second part that the institution signed."""

    sheet = forms.FileField(
        label=_("Photo or scan of the signed sheet"), widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )

    def upload(self) -> bytes:
        """The bytes; a file that is far too large is not read at all."""
        found = self.cleaned_data["sheet"]
        if found.size > MAX_UPLOAD_BYTES:
            raise BadInput(_("This picture has more than 10 MB. Please choose a smaller one."), field="sheet")
        content: bytes = found.read()
        return content


class BillForm(forms.Form):
    """Who pays, who bills, and where to."""

    name = forms.CharField(label=_("Who pays?"), max_length=LONGEST["name"])
    address = forms.CharField(label=_("Address"), max_length=LONGEST["address"], required=False, widget=_rows(3))
    sender = forms.CharField(label=_("Who bills?"), max_length=LONGEST["sender"], widget=_rows(3))
    payment = forms.CharField(
        label=_("Until when, to which account"),
        max_length=LONGEST["payment"],
        required=False,
        widget=_rows(3),
        help_text=_("It stands below the sum, and is proposed for the next bill."),
    )

    def words(self) -> Words:
        """What the verb wants to know."""
        return Words(**self.cleaned_data)


class TakeBackForm(forms.Form):
    """Why a bill does not count any more."""

    because = forms.CharField(label=_("Why?"), max_length=LONGEST_BECAUSE, required=False)
