"""The gate of the pools in a plan: nobody whom it keeps out can be planned, and each reads what she lacks.

In words: docs/rules/plans.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lotsenwerk.domain.assistance.pool_words import membership, requirement
from lotsenwerk.domain.assistance.queries.pool_gate import Asked, KeptOut, WhyNot, kept_out_of_each
from lotsenwerk.domain.assistance.snapshot.rows import HelperRow, NeedRow
from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.model import Helper, Job
from lotsenwerk.kit import clock


class Gate:
    """Who may go for which need of a pool; at most nine statements, none where nothing is asked of a pool."""

    def __init__(self, needs: Iterable[NeedRow], helpers: Sequence[HelperRow]) -> None:
        self._asked = {row.id: asked for row in needs if (asked := _asked(row)) is not None}
        self._kept_out = kept_out_of_each(self._asked, [row.id for row in helpers])
        self._lacks: dict[int, set[str]] = defaultdict(set)
        self._outside: dict[int, set[int]] = defaultdict(set)
        self._required: dict[int, set[str]] = {}
        for need, asked in self._asked.items():
            self._required[need] = set(self._requirements(asked, self._kept_out[need]))

    def _requirements(self, asked: Asked, kept_out: Mapping[int, KeptOut]) -> Iterable[str]:
        for helper, kept in kept_out.items():
            if kept.why is WhyNot.NOT_MEMBER:
                self._outside[asked.pool_id].add(helper)
            for one in kept.missing:
                name = requirement(asked.pool_id, asked.on, one)
                self._lacks[helper].add(name)
                yield name

    def helper(self, helper: Helper) -> Helper:
        """With her pools, and with all that is required of others and that she has."""
        pools = {asked.pool_id for asked in self._asked.values()}
        inside = {membership(pool) for pool in pools if helper.id not in self._outside[pool]}
        required = set[str]().union(*self._required.values())
        return replace(helper, qualifications=helper.qualifications | inside | required - self._lacks[helper.id])

    def job(self, job: Job, helpers: Mapping[int, Helper]) -> Job:
        """With all that its pool requires; whoever is kept out for another reason is not to go either."""
        asked = self._asked.get(job.id)
        if asked is None:
            return job
        job = replace(job, qualifications=frozenset({membership(asked.pool_id), *self._required[job.id]}))
        barred = {one for one in self._kept_out[job.id] if rules.fits(helpers[one], job)}
        return replace(job, vetoed=job.vetoed | barred)


def _asked(row: NeedRow) -> Asked | None:
    if row.pool_id is None:
        return None
    on = clock.local(row.earliest).date()
    return Asked(row.pool_id, on, row.language, row.level, row.wished or "", row.number)
