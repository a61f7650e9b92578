"""What is typed when a pool changes what it promises."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.terms import LONGEST_NEIGHBOUR, LONGEST_WORDS, Excluded, Says
from lotsenwerk.domain.assistance.bodies import BODIES, SUBJECTS, WAYS
from lotsenwerk.domain.assistance.models import PoolTerms
from lotsenwerk.domain.assistance.queries.terms import exclusions_of
from lotsenwerk.engines.funding.pay import Pay
from lotsenwerk.engines.scope import interpreting as scope
from lotsenwerk.engines.scope.findings import TurnTo, Weight
from lotsenwerk.kit import money
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.form_rendering import DatePicker, QuietSelect
from lotsenwerk.kit.money import BadAmount
from lotsenwerk.web.desk.terms.words import EXCHANGE, MAY_ASK, TURN_TO, WEIGHTS

PROMISE: Final = (
    *("may_ask", "lead_working_days", "takes_urgent", "answer_working_days", "ways"),
    *("most_minutes", "most_funded", "neighbour", "exchange", "contacts_kept_days"),
)
MONEY: Final = (
    *("cents_a_deployment", "cents_a_step", "step", "first_block"),
    *("cents_a_kilometre", "free_kilometres", "lump_sums", "fee"),
)
MOST_EXCLUDED: Final = 40


def _amount(label: Any) -> AmountField:
    return AmountField(label=label, required=False, empty=0)


class TermsForm(forms.Form):
    """Everything that counts for requests to a pool, from a day on."""

    valid_from = forms.DateField(label=_("From which day on?"), widget=DatePicker)
    may_ask = forms.ChoiceField(label=_("Who may ask?"), choices=list(MAY_ASK.items()), widget=QuietSelect)
    lead_working_days = forms.IntegerField(label=_("Working days between request and appointment"))
    takes_urgent = forms.BooleanField(label=_("Urgent requests may come later, with a reason"), required=False)
    answer_working_days = forms.IntegerField(label=_("Working days until the answer"))
    ways = forms.MultipleChoiceField(
        label=_("In which ways?"), choices=list(WAYS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    most_minutes = forms.IntegerField(
        label=_("Longest appointment in minutes"), required=False, help_text=_("Empty: no bound.")
    )
    most_funded = forms.IntegerField(
        label=_("Funded deployments for one person in a year"), required=False, help_text=_("Empty: no bound.")
    )
    neighbour = forms.CharField(
        label=_("Neighbouring pool that is named where nobody is found"), max_length=LONGEST_NEIGHBOUR, required=False
    )
    exchange = forms.ChoiceField(
        label=_("When do both sides hear each other's number?"), choices=list(EXCHANGE.items()), widget=QuietSelect
    )
    contacts_kept_days = forms.IntegerField(label=_("Days until it is forgotten after the appointment"))
    cents_a_deployment = _amount(_("Euro for a deployment, whatever its length"))
    cents_a_step = _amount(_("Euro for each started step"))
    step = forms.IntegerField(label=_("Minutes of a step"))
    first_block = forms.IntegerField(label=_("Minutes that are paid in full at the beginning"))
    cents_a_kilometre = _amount(_("Euro for a kilometre, there and back"))
    free_kilometres = forms.IntegerField(label=_("Kilometres that are not paid"))
    lump_sums = forms.CharField(
        label=_("Lump sums in euro"), required=False, help_text=_("Several with a semicolon: 5,00; 2,50")
    )
    fee = _amount(_("Euro that the institution pays for a deployment"))

    def clean_lump_sums(self) -> tuple[int, ...]:
        """Each as cents; what is no amount is refused beside the field."""
        typed = [part.strip() for part in self.cleaned_data["lump_sums"].split(";")]
        try:
            return tuple(int(money.parse(part)) for part in typed if part)
        except BadAmount as bad:
            raise forms.ValidationError(bad.sentence) from None

    def says(self, exclusions: Sequence[Excluded]) -> Says:
        """What the verb wants to know."""
        said = self.cleaned_data
        return Says(
            **{name: said[name] for name in PROMISE},
            pay=Pay(**{name: said[name] for name in MONEY}),
            exclusions=exclusions,
        )

    def promise(self) -> Sequence[forms.BoundField]:
        """The fields of what is promised."""
        return [self[name] for name in PROMISE]

    def money(self) -> Sequence[forms.BoundField]:
        """The fields of what is paid."""
        return [self[name] for name in MONEY]

    def clean(self) -> dict[str, Any]:
        """A scheme of pay that cannot be reckoned with is refused before anybody reckons."""
        said = super().clean() or self.cleaned_data
        for name in ("step", "first_block", "free_kilometres"):
            least = 1 if name == "step" else 0
            if name in said and said[name] < least:
                self.add_error(name, _("Please enter a number that is not negative."))
        return said


class ExclusionForm(forms.Form):
    """One kind of institution, or one subject, that the pool does not serve."""

    what = forms.ChoiceField(label=_("What?"), required=False, widget=QuietSelect)
    weight = forms.ChoiceField(
        label=_("What becomes of it?"), choices=list(WEIGHTS.items()), initial=Weight.STOP, widget=QuietSelect
    )
    words = forms.CharField(label=_("Reason that the institution reads"), max_length=LONGEST_WORDS, required=False)
    turn_to = forms.ChoiceField(
        label=_("Who can help instead?"), choices=list(TURN_TO.items()), required=False, widget=QuietSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(f"body:{code}", word) for code, word in BODIES.items()]
        subjects = [(f"subject:{code}", word) for code, word in SUBJECTS.items()]
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            ("", _("– nothing –")),
            (_("Institutions"), bodies),
            (_("Subjects"), subjects),
        ]

    def excluded(self) -> Excluded | None:
        """What the verb wants to know; none where nothing was chosen."""
        kind, _colon, code = self.cleaned_data["what"].partition(":")
        if not code:
            return None
        said = {name: self.cleaned_data[name] for name in ("weight", "words", "turn_to")}
        return Excluded(**{kind: code}, **said)


ExclusionSet = forms.formset_factory(ExclusionForm, extra=2, max_num=MOST_EXCLUDED, absolute_max=MOST_EXCLUDED)


def excluded_of(rows: Any) -> Sequence[Excluded]:
    """The exclusions of a set that is valid."""
    found = (form.excluded() for form in rows.forms if form.cleaned_data)
    return [one for one in found if one is not None]


def like_terms(terms: PoolTerms) -> Mapping[str, object]:
    """Terms as they stand in their form."""
    amounts = ("cents_a_deployment", "cents_a_step", "cents_a_kilometre", "fee")
    known: dict[str, object] = {name: getattr(terms, name) for name in (*PROMISE, *MONEY)}
    known |= {name: _typed(getattr(terms, name)) for name in amounts}
    return known | {"lump_sums": "; ".join(_typed(one) for one in terms.lump_sums)}


def like_exclusions(terms: PoolTerms) -> Sequence[Mapping[str, object]]:
    """Exclusions as they stand in their forms."""
    return [
        {
            "what": f"body:{one.body}" if one.body else f"subject:{one.subject}",
            "weight": one.weight,
            "words": one.words,
            "turn_to": one.turn_to,
        }
        for one in exclusions_of(terms)
    ]


def scope_of_says(says: Says) -> scope.Terms:
    """What was typed as the guard reads it, before it counts."""
    by_body = {scope.Body(one.body): _exclusion(one) for one in says.exclusions if one.body}
    by_subject = {scope.Subject(one.subject): _exclusion(one) for one in says.exclusions if one.subject}
    return scope.Terms(
        may_ask=scope.Asker(says.may_ask),
        lead_working_days=max(says.lead_working_days, 0),
        takes_urgent=says.takes_urgent,
        answer_working_days=max(says.answer_working_days, 0),
        ways=[scope.Way(one) for one in says.ways] or list(scope.Way),
        bodies=by_body,
        subjects=by_subject,
        most_funded=says.most_funded if (says.most_funded or 0) > 0 else None,
        most_minutes=says.most_minutes if (says.most_minutes or 0) > 0 else None,
        has_neighbour=bool(says.neighbour),
    )


def _exclusion(one: Excluded) -> scope.Exclusion:
    return scope.Exclusion(Weight(one.weight), one.words, TurnTo(one.turn_to))


def _typed(cents: int) -> str:
    """An amount as it is typed: 12,50."""
    return f"{cents // 100},{cents % 100:02}" if cents else ""
