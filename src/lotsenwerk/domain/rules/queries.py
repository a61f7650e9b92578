"""The rules as they count in this installation: the shipped files, and what was taken in and laid over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Final
from uuid import UUID

from lotsenwerk.domain.rules.models import RuleFile, RulesStamp, RuleVersion
from lotsenwerk.engines.funding.laying import Laid, laid_over
from lotsenwerk.engines.funding.rulebook import Confidence, Rulebook, Source
from lotsenwerk.engines.funding.rules_file import RulesFile, bound, guideline, read, shipped

HEARD_FOR: Final = 2.0
"""Seconds for which nobody asks again whether the rules have changed: a change reaches every process so soon."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The rules as this process heard of them last; ``stamp`` is none where nothing was ever changed."""

    at: float
    stamp: UUID | None
    book: Rulebook


_heard: Final[list[Heard]] = []
"""At most one."""


def rulebook() -> Rulebook:
    """The rules that count. One small question every two seconds; the rows are read again only after a change."""
    return _hear().book


def last_change() -> UUID | None:
    """Another value after each change, fitting the book; none where nothing was ever changed."""
    return _hear().stamp


def forget_book() -> None:
    """Something was changed by this process: whoever reckons next asks again."""
    _heard.clear()


def believe(book: Rulebook, stamp: UUID | None = None) -> None:
    """Take this for what was heard just now."""
    _heard[:] = [Heard(monotonic(), stamp, book)]


def _hear() -> Heard:
    known = next(iter(_heard), None)
    if known is not None and monotonic() - known.at < HEARD_FOR:
        return known
    stamp = RulesStamp.objects.values_list("value", flat=True).first()
    book = guideline() if stamp is None else _put_together(stamp)
    believe(book, stamp)
    return Heard(monotonic(), stamp, book)


@lru_cache(maxsize=2)
def _put_together(stamp: UUID) -> Rulebook:  # noqa: ARG001 - each change has another stamp
    return laid_over(bound(files()), [laid(one) for one in standing_versions()])


def files() -> Sequence[RulesFile]:
    """The files that count: of each programme the newest that was taken in, or the shipped one."""
    taken = RuleFile.objects.order_by("programme", "-id").distinct("programme").values_list("programme", "text")
    read_in = {programme: read(text) for programme, text in taken}
    kept = [file for file in shipped() if file.programme not in read_in]
    return [*kept, *read_in.values()]


def laid(row: RuleVersion) -> Laid:
    """A row as the engine knows it."""
    source = Source(row.source, row.source_dated, row.source_address)
    return Laid(row.rule, row.since, row.figures, source, Confidence(row.confidence), row.until)


def standing_versions() -> Sequence[RuleVersion]:
    """Everything that was laid over and not withdrawn."""
    return list(RuleVersion.objects.filter(withdrawn_at__isnull=True).order_by("rule", "since"))


def history() -> Sequence[RuleVersion]:
    """Everything that was ever laid over, the newest first."""
    return list(RuleVersion.objects.order_by("-written_at", "-id"))
