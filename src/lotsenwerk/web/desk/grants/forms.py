"""What is typed about files of grants."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.drafting import LONGEST_WORDS, MOST_QUANTITY, Item
from lotsenwerk.domain.funding.actions.grants.noticing import LONGEST_NUMBER, Decided
from lotsenwerk.domain.funding.actions.grants.opening import LONGEST, About
from lotsenwerk.domain.funding.actions.grants.tasks import LONGEST_WORDS as LONGEST_TASK
from lotsenwerk.domain.funding.actions.ledger.writing import LONGEST_BECAUSE
from lotsenwerk.domain.funding.application import SHORT, Field
from lotsenwerk.domain.funding.models import FinancingItem, Grant, Part, Side
from lotsenwerk.domain.funding.rates import rate_of
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit import money
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.form_rendering import DatePicker
from lotsenwerk.web.desk.grants.words import LINES, PARTS

NOBODY = ""
COSTS = (Part.HOURS, Part.DEPLOYMENT, Part.COURSE, Part.LUMP_SUM, Part.POST, Part.MICRO_GRANT, Part.EXPENSE)
INCOME = (Part.GRANT, Part.OWN_MONEY, Part.PUBLIC_MONEY, Part.DONATION, Part.OTHER_INCOME)


class GrantForm(forms.Form):
    """What a file says of itself."""

    line = forms.ChoiceField(label=_("Funding line"), choices=list(LINES.items()))
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST["title"],
        help_text=_("With the year in it: the file of the next year counts on."),
    )
    first_day = forms.DateField(label=_("First day"), widget=DatePicker)
    last_day = forms.DateField(label=_("Last day"), widget=DatePicker)
    carrier = forms.ChoiceField(label=_("Who applies?"), required=False)
    pool = forms.ChoiceField(
        label=_("Whose deployments does it pay?"),
        required=False,
        help_text=_("The notice fills this pool's budget, and its confirmed deployments go into the ledger."),
    )

    def __init__(
        self,
        *args: Any,
        town: str,
        carriers: Sequence[Organisation],
        pools: Sequence[Pool],
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.carriers = {str(one.pk): one for one in carriers}
        self.pools = {str(one.pk): one for one in pools}
        self.fields["carrier"].choices = [(NOBODY, town), *((key, one.name) for key, one in self.carriers.items())]  # type: ignore[attr-defined]
        self.fields["pool"].choices = [  # type: ignore[attr-defined]
            (NOBODY, _("no pool")),
            *((key, one.name) for key, one in self.pools.items()),
        ]
        if not is_new:
            del self.fields["line"]

    def about(self, grant: Grant | None = None) -> About:
        """What the verb wants to know; the year is that of the first day."""
        given = self.cleaned_data
        return About(
            line=grant.line if grant else given["line"],
            year=given["first_day"].year,
            title=given["title"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            carrier=self.carriers.get(given["carrier"]),
            pool=self.pools.get(given["pool"]),
            budget_code=grant.budget_code if grant else "",
            cost_centre=grant.cost_centre if grant else "",
        )


def as_typed(grant: Grant) -> dict[str, Any]:
    """A file as its form begins."""
    return {
        "title": grant.title,
        "first_day": grant.first_day,
        "last_day": grant.last_day,
        "carrier": str(grant.carrier_id or NOBODY),
        "pool": str(grant.pool_id or NOBODY),
    }


class CodesForm(forms.Form):
    """Where the cash office books it."""

    budget_code = forms.CharField(label=_("Budget code"), max_length=LONGEST["budget_code"], required=False)
    cost_centre = forms.CharField(label=_("Cost centre"), max_length=LONGEST["cost_centre"], required=False)


class TextsForm(forms.Form):
    """The application, field by field in the order of the form."""

    def __init__(self, *args: Any, about: Sequence[tuple[Field, str]], autosave: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, text in about:
            rows = 2 if one.longest <= SHORT else 6
            attrs: dict[str, object] = {"rows": rows, "maxlength": one.longest}
            if autosave:
                attrs |= {
                    "hx-post": autosave,
                    "hx-trigger": "input changed delay:1s, change",
                    "hx-params": f"{one.key},csrfmiddlewaretoken",
                    "hx-target": "#save-line",
                    "hx-swap": "outerHTML",
                    "hx-sync": "this:replace",
                }
            self.fields[one.key] = forms.CharField(
                label=str(one.word),
                help_text=str(one.hint),
                max_length=one.longest,
                required=one.needed and not self.is_bound,
                strip=False,
                initial=text,
                widget=forms.Textarea(attrs=attrs),
            )


class ItemForm(forms.Form):
    """One line of the financing plan."""

    part = forms.ChoiceField(label=_("What for"), required=False)
    words = forms.CharField(label=_("In words"), max_length=LONGEST_WORDS, required=False)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_QUANTITY, required=False)
    cents = AmountField(label=_("Euro"), required=False)

    def __init__(self, *args: Any, side: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        parts = COSTS if side == Side.COST else INCOME
        self.fields["part"].choices = [("", "–"), *((str(one), PARTS[one]) for one in parts)]  # type: ignore[attr-defined]
        if side == Side.INCOME:
            del self.fields["quantity"]

    def clean(self) -> dict[str, Any]:
        """A line that says something says what for, and how much."""
        given = super().clean() or {}
        part, cents, quantity = given.get("part"), given.get("cents"), given.get("quantity")
        if not self.errors and (cents is not None or quantity is not None or given.get("words")) and not part:
            self.add_error("part", _("Please say what for."))
        if not self.errors and part:
            is_priced = rate_of(part, self.on) is not None
            if is_priced and quantity is None:
                self.add_error("quantity", _("How many? The sum follows from it."))
            if not is_priced and not cents:
                self.add_error("cents", _("Please enter an amount."))
        return given

    def item(self) -> Item | None:
        """What the verb wants to know; none where the row is empty."""
        given = self.cleaned_data
        if not given.get("part"):
            return None
        return Item(given["part"], given.get("cents"), given.get("words", ""), given.get("quantity"))


ITEMS = forms.formset_factory(ItemForm, extra=2, max_num=30, absolute_max=40)


def rows_of(items: Sequence[FinancingItem], side: str) -> list[dict[str, Any]]:
    """The lines of one side as their forms begin."""
    return [
        {
            "part": one.part,
            "words": one.words,
            "quantity": one.quantity,
            "cents": money.typed_again(money.Cents(one.cents)) if one.unit_cents is None else "",
        }
        for one in items
        if one.side == side
    ]


class NoticeForm(forms.Form):
    """What stands in a notice."""

    number = forms.CharField(
        label=_("Number of the notice"), max_length=LONGEST_NUMBER, help_text=_("As you would look for it later.")
    )
    dated = forms.DateField(label=_("Written on"), widget=DatePicker)
    received = forms.DateField(
        label=_("Came on"), widget=DatePicker, help_text=_("The month for the answer begins here.")
    )
    cents = AmountField(label=_("Granted"))
    pool_cents = AmountField(label=_("Of it for the pool's deployments"), required=False)
    hours = forms.IntegerField(label=_("Hours of the pool"), required=False, min_value=0, max_value=100_000)
    valid_from = forms.DateField(label=_("Counts from"), widget=DatePicker)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if grant.pool_id is None:
            del self.fields["pool_cents"], self.fields["hours"]
        elif grant.line != "guides":
            del self.fields["hours"]

    def decided(self) -> Decided:
        """What the verb wants to know."""
        given = self.cleaned_data
        hours = given.get("hours")
        return Decided(
            number=given["number"],
            dated=given["dated"],
            received=given["received"],
            cents=given["cents"],
            valid_from=given["valid_from"],
            pool_cents=given.get("pool_cents"),
            minutes=hours * 60 if hours is not None else None,
        )


class InstalmentForm(forms.Form):
    """Money that is to come."""

    due = forms.DateField(label=_("Comes on"), widget=DatePicker)
    cents = AmountField(label=_("Euro"))


class ReceivedForm(forms.Form):
    """What has come."""

    on = forms.DateField(label=_("Came on"), widget=DatePicker)
    cents = AmountField(label=_("Euro"))


class TaskForm(forms.Form):
    """A task of one's own."""

    words = forms.CharField(label=_("What is to be done?"), max_length=LONGEST_TASK)
    due = forms.DateField(label=_("Until"), widget=DatePicker)


class BecauseForm(forms.Form):
    """Why a line is taken back."""

    because = forms.CharField(label=_("Why?"), max_length=LONGEST_BECAUSE)
