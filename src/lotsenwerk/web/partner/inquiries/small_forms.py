"""What an institution types about a request that is on its way: another date, why not, the signed sheet, how it was."""

from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import LONGEST_WORDS
from lotsenwerk.domain.assistance.models import Answer
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.form_rendering import DatePicker, TimePicker
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES
from lotsenwerk.web.partner.inquiries.fields import instant, near
from lotsenwerk.web.partner.inquiries.wording import REASONS

_WHY: Final = {"required": _("Please choose a reason.")}
_ANSWER: Final = {"required": _("Please choose an answer.")}
_ANSWERS: Final = [(Answer.YES, _("yes")), (Answer.PARTLY, _("partly")), (Answer.NO, _("no"))]


class CancelForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=REASONS, widget=forms.RadioSelect, error_messages=_WHY)


class MoveForm(forms.Form):
    day = forms.DateField(label=_("New day"), widget=DatePicker)
    time = forms.TimeField(label=_("New begin"), widget=TimePicker)
    reason = forms.ChoiceField(label=_("Why?"), choices=[("", _("Please choose")), *REASONS], error_messages=_WHY)
    is_agreed = forms.BooleanField(
        label=_("We have agreed on it with whoever comes"),
        help_text=_("Without it she is asked first, and comes only if she says yes."),
        required=False,
    )

    def clean_day(self) -> date:
        """Refuse years that no calendar on a wall shows."""
        return near(self.cleaned_data["day"])

    def moved(self) -> dict[str, Any]:
        """What the verb wants to know."""
        given = self.cleaned_data
        becomes: datetime = instant(given["day"], given["time"])
        return {"becomes": becomes, "reason": given["reason"], "is_agreed": given["is_agreed"]}


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=_("Photo or scan of the signed part"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Please choose a picture.")},
    )

    def upload(self) -> bytes:
        """The bytes of the picture; a file that is far too large is not read at all."""
        found = self.cleaned_data["sheet"]
        if found.size > MAX_UPLOAD_BYTES:
            raise BadInput(_("This picture has more than 10 MB. Please choose a smaller one."), field="sheet")
        content: bytes = found.read()
        return content


class FeedbackForm(forms.Form):
    worked = forms.ChoiceField(
        label=_("Did you understand each other?"), choices=_ANSWERS, widget=forms.RadioSelect, error_messages=_ANSWER
    )
    again = forms.ChoiceField(
        label=_("Would you ask her again?"), choices=_ANSWERS, widget=forms.RadioSelect, error_messages=_ANSWER
    )
    words = forms.CharField(
        label=_("What should the pool know?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
