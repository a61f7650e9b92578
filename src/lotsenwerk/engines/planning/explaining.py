"""Why somebody goes, why not, and what would have to change: from the same evaluator that the search uses.

For one helper and one job there are three answers: hard rules that speak whatever the clock says (all of them); the
cost in its parts, if she could take the job besides what she does in the plan; or the rules that would be broken if she
were made to, in the mildest way, with each single change after which none is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.beginning import begin
from lotsenwerk.engines.planning.changing import single_changes
from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.forcing import mildest
from lotsenwerk.engines.planning.model import Plan, Route, Snapshot
from lotsenwerk.engines.planning.solution import NOWHERE, Solution, is_plain, route_of
from lotsenwerk.engines.planning.tours import NEVER, Tour
from lotsenwerk.engines.reasons import Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for or against one helper for one job.

    ``possible`` means: with ``route`` in place of her route the plan is valid and costs ``cost`` seconds more, PS7
    (that the job is then served) not counted; ``parts`` are its parts by soft rule. If not, ``broken`` are the rules,
    ``route`` is what breaks them (none where the rules speak whatever the clock says), and each of ``changes`` alone
    would make it possible.
    """

    job: int
    helper: int
    possible: bool
    cost: int = 0
    parts: Mapping[str, int] = field(default_factory=dict)
    broken: tuple[Reason, ...] = ()
    changes: tuple[Reason, ...] = ()
    route: Route | None = None


class Explainer:
    """Explains one plan. Making it costs about as much as one search round; each answer far less."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.layout = Layout(snapshot)
        self.evaluator = Evaluator(self.layout)
        self.beginning = begin(self.evaluator, plan)
        self.solution = self.beginning.solution
        self.slots_of: dict[int, list[Slot]] = {}
        for slot in self.layout.slots:
            self.slots_of.setdefault(slot.helper, []).append(slot)

    def why(self, job_id: int, helper_id: int) -> Explanation:
        """For or against this helper. If the job is in the plan, it is taken out first, with whoever has it.

        Every rule broken is named: those that speak whatever the clock says, and those of the clock.

        Raises:
            KeyError: if there is no such job or helper.

        """
        number = self.layout.number[job_id]
        return self._why(self._without(number), number, helper_id, wholly=True)

    def table(self, job_id: int) -> tuple[Explanation, ...]:
        """The same for every helper: who could at the least cost first, then who could not, fewest rules first.

        Where rules speak whatever the clock says, the clock is not asked: ``why`` tells that too.

        Raises:
            KeyError: if there is no such job.

        """
        number = self.layout.number[job_id]
        solution = self._without(number)
        found = [self._why(solution, number, helper.id) for helper in self.layout.snapshot.helpers]
        return tuple(sorted(found, key=lambda one: (not one.possible, one.cost, len(one.broken), one.helper)))

    def _why(self, solution: Solution, number: int, helper_id: int, *, wholly: bool = False) -> Explanation:
        job = self.layout.jobs[number]
        broken = rules.broken(self.layout.helpers[helper_id], job)
        slots = [
            slot
            for slot in self.slots_of.get(helper_id, ())
            if slot.index not in self.beginning.stuck and not any(solution.tours[one].seq for one in slot.rivals)
        ]
        if not slots and (wholly or not broken):
            broken = (*broken, Reason("PH1", {"shift": 0, "seconds": self.layout.stays[number]}))
        if not slots or (broken and not wholly):
            return Explanation(job.id, helper_id, possible=False, broken=broken)
        best = min(self._tours(solution, slots, number), key=itemgetter(0), default=None)
        if best is not None and not broken:
            return self._possible(solution, number, *best)
        if best is not None:
            return Explanation(job.id, helper_id, possible=False, broken=broken, route=route_of(self.layout, best[1]))
        forced = mildest(solution, slots, number)
        speaks_already = bool(broken) or self._party_forbids(solution, number, helper_id)
        changes = () if speaks_already else single_changes(solution, slots, number, self.beginning.firm)
        told = (*broken, *forced.broken)
        return Explanation(job.id, helper_id, possible=False, broken=told, changes=changes, route=forced.route)

    def _tours(self, solution: Solution, slots: list[Slot], number: int) -> Iterator[tuple[int, Tour]]:
        """What it costs and what she would do then, for each of her slots that could."""
        if self._party_forbids(solution, number, slots[0].helper):
            return
        for slot in slots:
            now = solution.tours[slot.index]
            if not solution.may_take(slot):
                continue
            plain = is_plain(self.layout, slot)
            hits = [self.evaluator.hit(now, number)] if plain else self.evaluator.all_hits(now, number)
            becoming = ((cost, solution.becomes(slot.index, seq)) for cost, seq in hits if cost < NEVER)
            yield from ((cost, tour) for cost, tour in becoming if tour is not None)

    def _party_forbids(self, solution: Solution, number: int, helper_id: int) -> bool:
        """Whether somebody of the party is missing, or is this helper already (PH17)."""
        party = self.layout.jobs[number].party
        if party is None:
            return False
        others = [other for other, job in enumerate(self.layout.jobs) if job.party == party and other != number]
        slots = [solution.where[other] for other in others]
        return any(slot == NOWHERE or self.layout.slots[slot].helper == helper_id for slot in slots)

    def _possible(self, solution: Solution, number: int, cost: int, tour: Tour) -> Explanation:
        slot = tour.slot
        pair = self.layout.pair(slot.helper, number)
        parts = {name: rule(pair) for name, rule in rules.SOFT.items()}
        parts = {"PS1": tour.way - solution.tours[slot.index].way, **parts}
        job_id = self.layout.jobs[number].id
        route = route_of(self.layout, tour)
        return Explanation(job_id, slot.helper, possible=True, cost=cost, parts=parts, route=route)

    def _without(self, number: int) -> Solution:
        slot = self.solution.where[number]
        if slot == NOWHERE:
            return self.solution
        solution = self.solution.copy()
        solution.put(self.evaluator.without(solution.tours[slot], {number}))
        solution.where[number] = NOWHERE
        return solution


def why_unserved(snapshot: Snapshot, plan: Plan) -> dict[int, tuple[Explanation, ...]]:
    """By job that nobody does, the table of everybody (see ``Explainer.table``)."""
    explainer = Explainer(snapshot, plan)
    unserved = [explainer.layout.jobs[number].id for number in explainer.solution.unserved()]
    return {job_id: explainer.table(job_id) for job_id in unserved}
