"""The answers of the check as a visitor reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lotsenwerk.engines.funding.answers import Amount, Answer, Finding, Outcome, Part, Verdict
from lotsenwerk.engines.funding.rulebook import Source, Stage
from lotsenwerk.kit import money
from lotsenwerk.web.portal.funding import words

STAGES: Final = {
    "reasons": (Stage.WHO, Stage.WHAT, Stage.TIME),
    "papers": (Stage.PAPERS,),
    "people": (Stage.PEOPLE,),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a rule, with its sign and where it was read."""

    drawing: str
    tone: str
    sign: str
    sentence: str
    sources: Sequence[Source]
    is_verified: bool
    part: str


@dataclass(frozen=True, slots=True)
class Money:
    """What one part of a line may give."""

    name: str
    amount: str
    is_verified: bool
    is_possible: bool


@dataclass(frozen=True, slots=True)
class DueDay:
    """One deadline; ``is_over`` where it has passed."""

    words: str
    day: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as its card shows it."""

    id: str
    name: str
    does: str
    outcome: str
    tone: str
    word: str
    reasons: Sequence[Reason]
    papers: Sequence[Reason]
    people: Sequence[Reason]
    money: Sequence[Money]
    deadlines: Sequence[DueDay]
    next_step: str
    asks: bool


def shown(answer: Answer, today: date) -> LineShown:
    """One line with its reasons, papers, money and deadlines."""
    name, does = words.WISHES.get(answer.line.id, (_title(answer), ""))
    tone, word = words.OUTCOMES[answer.outcome]
    stages = {place: _reasons(answer, stages) for place, stages in STAGES.items()}
    return LineShown(
        id=answer.line.id,
        name=str(name),
        does=str(does),
        outcome=answer.outcome,
        tone=tone,
        word=str(word),
        money=[]
        if answer.outcome in {Outcome.NOT, Outcome.UNKNOWN}
        else [_money(answer, part) for part in answer.parts],
        deadlines=[
            DueDay(str(words.STEPS[due.step]), date_format(due.by, "DATE_FORMAT"), due.by < today)
            for due in answer.deadlines
            if due.step in words.STEPS and answer.outcome is not Outcome.NOT
        ],
        next_step=str(words.NEXT[answer.outcome]),
        asks=answer.outcome is Outcome.IF and bool(set(answer.asks) & set(words.QUESTIONS)),
        **stages,
    )


def _title(answer: Answer) -> str:
    return answer.line.german if (get_language() or "de").startswith("de") else answer.line.title


def _reasons(answer: Answer, stages: Sequence[Stage]) -> Sequence[Reason]:
    found = [one for one in answer.findings if one.stage in stages and one.test and one.says in words.SAYS]
    if answer.outcome is Outcome.NOT:
        # What does not fit is said first; the rest would only hide it.
        found = [one for one in found if one.verdict is Verdict.STOP]
    return [_reason(answer, one) for one in found]


def _reason(answer: Answer, one: Finding) -> Reason:
    drawing, tone, sign = words.VERDICTS[one.verdict]
    limits = [number_format(limit, use_l10n=True, force_grouping=True) for limit in (*one.limits, 0, 0)]
    names = [str(words.BODIES.get(name, name)) for name in one.names]
    params = {"limit": limits[0], "second": limits[1], "names": "; ".join(names)}
    sentence = str(words.SAYS.get(f"{one.says}/{one.verdict}", words.SAYS[one.says])) % params
    part = str(words.PARTS.get(f"{answer.line.id}/{one.part}", "")) if one.part and len(answer.parts) > 1 else ""
    return Reason(drawing, tone, str(sign), sentence, one.rule.sources, one.rule.is_verified, part)


def _money(answer: Answer, part: Part) -> Money:
    name = str(words.PARTS.get(f"{answer.line.id}/{part.name}", part.name))
    is_possible = part.outcome in {Outcome.POSSIBLE, Outcome.IF}
    if not is_possible:
        return Money(name, str(words.OUTCOMES[part.outcome][1]), is_verified=True, is_possible=False)
    if not part.amounts:
        return Money(name, _("We do not know the amount."), is_verified=True, is_possible=True)
    said = ", ".join(_amount(one) for one in part.amounts)
    return Money(name, said, all(one.rule.is_verified for one in part.amounts), is_possible=True)


def _amount(one: Amount) -> str:
    if one.cents is None:
        each = str(words.EACH.get(",".join(one.times_of), "%(amount)s")) % {
            "amount": money.shown(money.Cents(one.each))
        }
        return _("%(each)s, at most %(most)s") % {"each": each, "most": one.most} if one.most else each
    total = money.shown(money.Cents(one.cents))
    return (_("up to %(amount)s a year") if one.a_year else _("up to %(amount)s altogether")) % {"amount": total}
