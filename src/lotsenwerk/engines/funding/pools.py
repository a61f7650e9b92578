"""Pools of guides and of lay interpreters: decision tables that answer yes, or every reason against it.

In words: docs/rules/funding.md, FP1 to FP6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lotsenwerk.engines.funding.rulebook import Rulebook
from lotsenwerk.engines.reasons import Reason

LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
"""Levels of the Common European Framework of Reference, and the mother tongue, in their order."""


class Carrier(StrEnum):
    """Who carries a pool."""

    MUNICIPAL = "municipal"
    CHURCH = "church"
    NON_PROFIT = "non_profit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class GuidePool:
    """What the coordination lump sum asks of a pool. ``inhabitants`` matter for a municipality alone."""

    carrier: Carrier
    guides: int
    inhabitants: int = 0
    applied_with_deployment: bool = True


@dataclass(frozen=True, slots=True)
class Granted:
    """An amount in cents, or the reasons why there is none."""

    cents: int
    against: tuple[Reason, ...] = ()


def may_apply(book: Rulebook, carrier: Carrier, on: date) -> tuple[Reason, ...]:
    """What stands against an application of this carrier (FP1). Source: WIR-23-01."""
    carriers = book.rule("WIR-23-01", on).names["carriers"]
    return () if carrier in carriers else (Reason("WIR-23-01", {"carrier": carrier}),)


def coordination_lump_sum(book: Rulebook, pool: GuidePool, on: date) -> Granted:
    """The yearly lump sum for coordinating a pool of guides (FP2). Source: WIR-23-08."""
    rule = book.rule("WIR-23-08", on).figures
    against = list(may_apply(book, pool.carrier, on))
    if pool.carrier == Carrier.MUNICIPAL and pool.inhabitants > rule["most_inhabitants"]:
        facts = {"inhabitants": pool.inhabitants, "most": rule["most_inhabitants"]}
        against.append(Reason("WIR-23-08/inhabitants", facts))
    if pool.guides < rule["fewest_guides"]:
        against.append(Reason("WIR-23-08/guides", {"guides": pool.guides, "fewest": rule["fewest_guides"]}))
    if not pool.applied_with_deployment:
        against.append(Reason("WIR-23-08/together"))
    return Granted(0 if against else rule["cents_a_year"], tuple(against))


@dataclass(frozen=True, slots=True)
class InterpreterPool:
    """``languages`` are the ISO 639-3 codes of all interpreters; ``for_others`` is not only for the carrier itself."""

    interpreters: int
    languages: frozenset[str]
    for_others: bool


def deployments_funded(book: Rulebook, pool: InterpreterPool, on: date) -> tuple[Reason, ...]:
    """What stands against funding the deployments of a pool (FP3); nothing is a yes. Source: WIR-24-01."""
    rule = book.rule("WIR-24-01", on).figures
    against = []
    if pool.interpreters < rule["fewest_interpreters"]:
        facts = {"interpreters": pool.interpreters, "fewest": rule["fewest_interpreters"]}
        against.append(Reason("WIR-24-01/interpreters", facts))
    if len(pool.languages) < rule["fewest_languages"]:
        facts = {"languages": len(pool.languages), "fewest": rule["fewest_languages"]}
        against.append(Reason("WIR-24-01/languages", facts))
    if not pool.for_others:
        against.append(Reason("WIR-24-01/for_others"))
    return tuple(against)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What is known of a lay interpreter before her first deployment. ``german`` is one of ``LEVELS``, or empty."""

    age: int
    german: str
    migrated: bool
    further_languages: int
    units: int
    certificate_seen: bool
    declarations_signed: bool
    found_suitable: bool


def interpreter_lacks(book: Rulebook, one: Interpreter, on: date, *, level: str = "") -> tuple[Reason, ...]:
    """What she lacks for her first deployment (FP4); nothing means that she may go.

    ``level`` is the level of German that the pool asks where that is more than the guideline does. Rules that do not
    count yet on the day ask nothing. Source: WIR-24-02 to WIR-24-05.
    """
    lacks = []
    base = book.rule("WIR-24-02", on)
    asked = max(base.names["level"][0], level or "A1", key=LEVELS.index)
    if one.age < base.figures["youngest"]:
        lacks.append(Reason("WIR-24-02/age", {"youngest": base.figures["youngest"]}))
    if not one.german or LEVELS.index(one.german) < LEVELS.index(asked):
        lacks.append(Reason("WIR-24-02/german", {"level": asked, "has": one.german}))
    if not one.found_suitable:
        lacks.append(Reason("WIR-24-02/suitable"))
    further = book.figure("WIR-24-03", "further_languages", on)
    if not one.migrated and one.further_languages < further:
        lacks.append(Reason("WIR-24-03", {"further": further}))
    if _counts(book, "WIR-24-04", on) and one.units < book.figure("WIR-24-04", "units", on):
        lacks.append(Reason("WIR-24-04", {"units": book.figure("WIR-24-04", "units", on), "has": one.units}))
    if _counts(book, "WIR-24-05", on):
        if not one.certificate_seen:
            lacks.append(Reason("WIR-24-05/certificate"))
        if not one.declarations_signed:
            lacks.append(Reason("WIR-24-05/declarations"))
    return tuple(lacks)


def short_title(book: Rulebook, title: str, on: date, *, is_health: bool) -> str:
    """The short title of a project as it is applied for (FP6): one of health guides says so. Source: WIR-23-09."""
    [addition] = book.rule("WIR-23-09", on).names["addition"]
    return f"{title.strip()} {addition}" if is_health and addition not in title.split() else title.strip()


def beyond_funded(book: Rulebook, before: int, on: date) -> tuple[Reason, ...]:
    """A warning where a client has had as many funded deployments as there are (FP5). Source: WIR-24-07 (older)."""
    most = book.figure("WIR-24-07", "most_a_client", on)
    return (Reason("WIR-24-07", {"before": before, "most": most}),) if before >= most else ()


def _counts(book: Rulebook, name: str, on: date) -> bool:
    return any(version.counts_on(on) for version in book.versions.get(name, ()))


def of_languages(spoken: Sequence[Sequence[str]]) -> frozenset[str]:
    """The different languages of a pool: codes, so that two names of one language count once."""
    return frozenset(code for codes in spoken for code in codes)
