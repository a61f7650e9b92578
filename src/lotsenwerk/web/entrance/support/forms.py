"""What an operator says before she opens a town."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.actions.support import LONGEST_REASON
from lotsenwerk.domain.organisations.queries import tenants


class OpenTownForm(forms.Form):
    town = forms.TypedChoiceField(label=_("Which town?"), coerce=int)
    reason = forms.CharField(
        label=_("What for?"),
        help_text=_("One sentence. It stands in the town's record, with your name and the time."),
        max_length=LONGEST_REASON,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["town"].choices = [(one.pk, one.name) for one in tenants()]  # type: ignore[attr-defined]
