"""What stands on a day sheet that comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.tick import Ticked
from lotsenwerk.domain.assistance.ledger import IfUnequal, Numbers
from lotsenwerk.domain.assistance.models import Assignment, NeedKind, Outcome
from lotsenwerk.kit.amount_field import AmountField


class TickForm(forms.Form):
    """One stop. A row in which nothing was typed is left alone."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            (Outcome.DONE, _("All done")),
            (Outcome.PARTLY, _("Partly done")),
            (Outcome.NOT_AT_HOME, _("Nobody was at home")),
            (Outcome.NOT_NEEDED, _("Not needed after all")),
        ],
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
    )
    received = AmountField(label=_("Received"), required=False)
    spent = AmountField(label=_("Spent"), required=False)
    returned = AmountField(label=_("Given back"), required=False)
    is_missing = forms.BooleanField(label=_("Money is missing"), required=False)

    def __init__(self, *args: Any, visit: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"v{visit.id}", **kwargs)
        self.visit = visit
        self.has_money = visit.need.kind != NeedKind.ACCOMPANY

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed for this stop."""
        return all(self.data.get(self.add_prefix(name), "").strip() == "" for name in ("minutes", "spent", "returned"))

    def clean(self) -> dict[str, Any]:
        """Minutes are asked for where anything was typed."""
        said = super().clean() or self.cleaned_data
        if "minutes" in said and said["minutes"] is None:
            self.add_error("minutes", _("How many minutes did it take?"))
        return said

    def ticked(self) -> Ticked:
        """What the paper says. Where nobody wrote what was given back, it is what was left."""
        said = self.cleaned_data
        received, spent, returned = said["received"], said["spent"], said["returned"]
        numbers = None
        if spent is not None or returned is not None:
            received, spent = received or 0, spent or 0
            numbers = Numbers(received, spent, max(received - spent, 0) if returned is None else returned)
        return Ticked(
            minutes=said["minutes"],
            outcome=Outcome(said["outcome"] or Outcome.DONE),
            numbers=numbers,
            if_unequal=IfUnequal.LEAVE_OPEN if said["is_missing"] else IfUnequal.ASK,
        )
