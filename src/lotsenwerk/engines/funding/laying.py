"""Versions that somebody lays over a file: from their first day on they count instead of what stood there. FB7, FB8."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from lotsenwerk.engines.funding.rulebook import Confidence, Rule, Rulebook, Source

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Laid:
    """A version of a rule from a day on: only what is said anew; the rest stays as it was."""

    rule: str
    since: date
    figures: Mapping[str, int]
    source: Source
    confidence: Confidence
    until: date | None = None


def laid_over(book: Rulebook, laid: Iterable[Laid]) -> Rulebook:
    """The book with these versions in their places; one of a rule that the book does not know is left out."""
    versions = dict(book.versions)
    for one in sorted(laid, key=lambda one: (one.rule, one.since)):
        if one.rule in versions:
            versions[one.rule] = _with(versions[one.rule], one)
    return replace(book, versions=MappingProxyType(versions))


def model_of(versions: Sequence[Rule], day: date) -> Rule:
    """The version that a new one from a day on is made from: the one that counts, the one before, or the first."""
    before = [one for one in versions if (one.since or date.min) <= day]
    return before[-1] if before else versions[0]


def _with(versions: Sequence[Rule], laid: Laid) -> tuple[Rule, ...]:
    model = model_of(versions, laid.since)
    before = [
        replace(one, until=min(one.until or date.max, laid.since - A_DAY))
        for one in versions
        if (one.since or date.min) < laid.since
    ]
    after = [one for one in versions if (one.since or date.min) > laid.since]
    ends = [laid.until, after[0].since - A_DAY if after and after[0].since else None]
    new = replace(
        model,
        figures=MappingProxyType({**model.figures, **laid.figures}),
        since=laid.since,
        until=min((end for end in ends if end), default=None),
        sources=(laid.source,),
        confidence=laid.confidence,
        note="",
    )
    return (*before, new, *after)
