"""Where each figure comes from: its days, its source, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lotsenwerk.domain.funding.queries.reckoning import RULES
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.rulebook import UnknownRuleError
from lotsenwerk.kit import money
from lotsenwerk.web.desk.funding import words


@dataclass(frozen=True, slots=True)
class Source:
    """One figure as it counts on a day."""

    name: str
    value: str
    since: date | None
    read_at: Sequence[str]
    tone: str
    confidence: str


def sources_on(day: date) -> Sequence[Source]:
    """Every figure that the pages reckon with, as it counts on a day; those of which none counts are left out."""
    return [one for one in (_source(name, day) for name in RULES) if one is not None]


def _source(name: str, day: date) -> Source | None:
    try:
        rule = rulebook().rule(name, day)
    except UnknownRuleError:
        return None
    [(unit, figure)] = rule.figures.items()
    tone, confidence = words.CONFIDENCE[rule.confidence]
    return Source(
        str(words.RULES[name]), _value(unit, figure), rule.since, [*map(str, rule.sources)], tone, str(confidence)
    )


def _value(unit: str, figure: int) -> str:
    if unit.startswith("cents"):
        return money.shown(money.Cents(figure))
    return words.hours(figure * 60) if unit.startswith("hours") else str(figure)
