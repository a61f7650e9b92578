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

    minutes = forms.IntegerField(
        label=_("Minutes"),
        error_messages={"required": _("How many minutes did it take?")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )
    received = AmountField(label=_("Received"), required=False)
    spent = AmountField(label=_("Spent"), required=False)
    returned = AmountField(label=_("Given back"), required=False)
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
    is_missing = forms.BooleanField(label=_("Money is missing"), required=False)

    def __init__(self, *args: Any, visit: Assignment, **kwargs: Any) -> None:
        kwargs["prefix"] = f"v{visit.id}"
        super().__init__(*args, **kwargs)
        self.visit = visit
        self.has_money = visit.need.kind != NeedKind.ACCOMPANY
        for field in self.fields.values():
            # In a table the name of the row belongs to the name of the field.
            field.widget.attrs["aria-label"] = f"{field.label} – {visit.need.client.person.name}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed for this stop."""
        return all(self.data.get(self.add_prefix(name), "").strip() == "" for name in ("minutes", "spent", "returned"))

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
