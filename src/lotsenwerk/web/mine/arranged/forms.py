"""What a volunteer says of an appointment with an institution."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import LONGEST_WORDS
from lotsenwerk.domain.assistance.models import Answer, Reason
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.form_rendering import DatePicker, TimePicker
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES

WHY_NOT: Final = [
    (Reason.ILL, _("I am ill")),
    (Reason.OTHER, _("Something has come up")),
    (Reason.BIASED, _("I cannot be neutral here. Nobody hears that, and I am not asked for this person again.")),
]
"""Why she cannot come; the last one is hers to keep."""
_WHY_MOVED: Final = [
    (Reason.OTHER_DATE, _("The other date suits better")),
    (Reason.ILL, _("I am ill")),
    (Reason.OTHER, _("Something has come up")),
]
_ANSWERS: Final = [
    (Answer.YES, pgettext_lazy("answer", "yes")),
    (Answer.PARTLY, pgettext_lazy("answer", "partly")),
    (Answer.NO, pgettext_lazy("answer", "no")),
]
_ANSWER: Final = {"required": _("Please choose one of the list.")}


class CannotForm(forms.Form):
    """Without a word it is something that has come up."""

    reason = forms.ChoiceField(
        label=_("What keeps you from coming?"),
        choices=WHY_NOT,
        initial=Reason.OTHER,
        widget=forms.RadioSelect,
        required=False,
    )

    def why(self) -> str:
        """A reason of the list."""
        return (self.cleaned_data["reason"] if self.is_valid() else "") or Reason.OTHER


class MoveForm(forms.Form):
    """Another date on which both agreed."""

    day = forms.DateField(label=_("Which day?"), widget=DatePicker)
    hour = forms.TimeField(label=_("At what time?"), widget=TimePicker)
    reason = forms.ChoiceField(label=_("Why?"), choices=_WHY_MOVED, initial=Reason.OTHER_DATE, widget=forms.RadioSelect)

    def moved(self) -> dict[str, Any]:
        """What the verb wants to know; both have agreed."""
        given = self.cleaned_data
        becomes = datetime.combine(given["day"], given["hour"], tzinfo=clock.BERLIN)
        return {"becomes": becomes, "reason": given["reason"], "is_agreed": True}


class FeltForm(forms.Form):
    """Two questions, once."""

    worked = forms.ChoiceField(
        label=_("Did you understand each other well?"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
        error_messages=_ANSWER,
    )
    again = forms.ChoiceField(
        label=_("Would you go there again?"), choices=_ANSWERS, widget=forms.RadioSelect, error_messages=_ANSWER
    )
    words = forms.CharField(
        label=_("What should the office know?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class SignedForm(forms.Form):
    """The second part of the sheet, signed by the institution."""

    sheet = forms.FileField(
        label=_("Photo of the signed sheet"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
        error_messages={"required": _("Please take a photo first.")},
    )

    def upload(self) -> bytes:
        """The bytes of the picture; a file that is far too large is not read at all."""
        found = self.cleaned_data["sheet"]
        if found.size > MAX_UPLOAD_BYTES:
            raise BadInput(_("This picture has more than 10 MB. Please choose a smaller one."), field="sheet")
        content: bytes = found.read()
        return content
