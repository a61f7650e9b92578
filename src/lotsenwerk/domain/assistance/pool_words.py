"""What a pool asks for, as a plan keeps it: qualifications by name, and the sentences for those who lack one.

``pool:3`` is to be active in pool 3; ``pool:3:2026-11-24:course:interpreting:`` is one thing of what it requires on a
day, that somebody lacks. Whoever is not active in the pool is asked for nothing else.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.reasons import still_missing
from lotsenwerk.domain.people.gate import Missing
from lotsenwerk.engines.planning.model import Job
from lotsenwerk.engines.reasons import Reason

_POOL: Final = "pool:"
APART: Final = "PH6/pool"
"""Two are kept apart (PH6), said without a reason: where somebody is biased, nobody is to read so."""


def membership(pool_id: int) -> str:
    """To be active in a pool."""
    return f"{_POOL}{pool_id}"


def requirement(pool_id: int, on: date, missing: Missing) -> str:
    """One thing that somebody lacks of what the pool requires on a day."""
    ended = missing.ended.isoformat() if missing.ended else ""
    return f"{_POOL}{pool_id}:{on.isoformat()}:{missing.lack.value}:{missing.asked}:{ended}"


def is_of_pool(qualification: str) -> bool:
    """Whether a pool asks for this."""
    return qualification.startswith(_POOL)


def is_outside(broken: Iterable[Reason]) -> bool:
    """Whether somebody is not in the pool at all: then nobody need read why she does not go."""
    asked = (str(one.params["qualification"]) for one in broken if one.rule == "PH3")
    return any(is_of_pool(one) and one.count(":") == 1 for one in asked)


def lacking_in_words(qualification: str) -> str:
    """What somebody lacks who cannot go for a pool."""
    parts = qualification.split(":")
    if len(parts) == 2:  # noqa: PLR2004 - the word and the pool
        return _("is not active in this pool")
    return still_missing(*parts[3:])


def as_the_pool_says(reason: Reason, job: Job) -> Reason:
    """The rule as it is said of this job: for a pool that two are kept apart is said without a reason."""
    if reason.rule == "PH6" and any(is_of_pool(one) for one in job.qualifications):
        return Reason(APART, reason.params)
    return reason
