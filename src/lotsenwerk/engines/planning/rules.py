"""The rules that hang on one helper and one job alone, whatever the clock says.

Hard ones give reasons, soft ones seconds. ``HARD`` and ``SOFT`` name each function by its id of
docs/rules/planning.md.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from lotsenwerk.engines.planning.model import ASKED, Helper, Job, Snapshot, State, Weights
from lotsenwerk.engines.reasons import Reason

HOUR: Final = 3600

# --- hard rules -------------------------------------------------------------------------------------------------------


def languages(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH2: each language at its level; ``has`` is 0 where she does not speak it."""
    for language, level in sorted(job.languages.items()):
        has = helper.speaks.get(language, 0)
        if has < level:
            yield Reason("PH2", {"language": language, "level": level, "has": has})


def qualifications(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH3: each qualification."""
    for missing in sorted(job.qualifications - helper.qualifications):
        yield Reason("PH3", {"qualification": missing})


def circumstances(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH4: everything that she has to cope with."""
    yield from not_coped_with(job.circumstances - helper.copes)


def not_coped_with(circumstances: Iterable[str]) -> Iterator[Reason]:
    """PH4: what she does not cope with."""
    for missing in sorted(circumstances):
        yield Reason("PH4", {"circumstance": missing})


def gender(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH5: the client's wish."""
    if job.gender and job.gender != helper.gender:
        yield Reason("PH5", {"gender": job.gender})


def vetoes(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH6: one of the two said: not with this one."""
    if helper.id in job.vetoed:
        yield Reason("PH6", {"helper": helper.id})


def declined(helper: Helper, job: Job) -> Iterator[Reason]:
    """PH25: she said no to this need."""
    if helper.id in job.declined:
        yield Reason("PH25", {"helper": helper.id})


HARD: Final[Mapping[str, Callable[[Helper, Job], Iterator[Reason]]]] = {
    "PH2": languages,
    "PH3": qualifications,
    "PH4": circumstances,
    "PH5": gender,
    "PH6": vetoes,
    "PH25": declined,
}
"""The hard rules between one helper and one job, in the order in which they are said."""
HARD_FOR_BOTH: Final = frozenset({"PH4", "PH9", "PH10"})
"""The rules of a plan that :mod:`matching` asks under the same id."""


def carries(holds: int, job: Job) -> Iterator[Reason]:
    """PH7 for this job alone: it is more than her way of travel holds."""
    if job.pick_up is not None and job.amount > holds:
        yield Reason("PH7", {"amount": job.amount, "carries": holds})


def broken(helper: Helper, job: Job) -> tuple[Reason, ...]:
    """Every hard rule that speaks against these two, whatever the clock says."""
    return tuple(reason for rule in HARD.values() for reason in rule(helper, job))


def fits(helper: Helper, job: Job) -> bool:
    """Whether no hard rule speaks against these two: the same in one breath, since it is asked of thousands."""
    speaks = helper.speaks
    for language, level in job.languages.items():
        if speaks.get(language, 0) < level:
            return False
    return (
        job.qualifications <= helper.qualifications
        and job.circumstances <= helper.copes
        and job.gender in {"", helper.gender}
        and helper.id not in job.vetoed
        and helper.id not in job.declined
    )


def may_be_asked_from(helper: Helper, asked_at: int | None, answer_seconds: int) -> int | None:
    """PH20: the instant from which she may begin what she has yet to be asked for; none where it does not matter.

    She is asked at ``asked_at`` (UTC seconds) or at the end of the quiet hours she is in then.
    """
    if asked_at is None:
        return None
    at = asked_at
    for quiet in sorted(helper.quiet):
        if quiet.begin <= at < quiet.end:
            at = quiet.end
    return at + answer_seconds


# --- soft rules -------------------------------------------------------------------------------------------------------


class Pair(NamedTuple):
    """One helper and one job, and what the soft rules between them look at.

    ``rarity`` says for each skill that few have how rare it is (0 to 1), ``earlier`` who had the job in the plan before
    and ``state`` how far that was agreed.
    """

    helper: Helper
    job: Job
    weights: Weights
    rarity: Mapping[str, float]
    earlier: int | None = None
    state: State = State.PROPOSED


def continuity(pair: Pair) -> int:
    """PS2: seconds because she has not been there though somebody has."""
    known = pair.job.known | pair.job.standing
    return pair.weights.continuity if known and not pair.job.new_faces and pair.helper.id not in known else 0


def new_faces(pair: Pair) -> int:
    """PS3: seconds because the client wishes to meet new people and she is not new."""
    return pair.weights.new_faces if pair.job.new_faces and pair.helper.id in pair.job.known else 0


def scarce(pair: Pair) -> int:
    """PS4: seconds for the rarest skill that is used up where it is not needed."""
    if not pair.rarity:
        return 0
    needed = pair.job.languages.keys() | pair.job.qualifications
    unneeded = (
        weight
        for skill, weight in pair.rarity.items()
        if skill not in needed and (skill in pair.helper.speaks or skill in pair.helper.qualifications)
    )
    return int(pair.weights.scarce * max(unneeded, default=0.0))


def fairness(pair: Pair) -> int:
    """PS5: seconds because she has worked much."""
    return pair.weights.worked_hour * pair.helper.worked_seconds // HOUR


def questions(pair: Pair) -> int:
    """PS6: seconds because she has to be asked once more."""
    return pair.weights.question * pair.helper.asked if must_be_asked(pair) else 0


def change(pair: Pair) -> int:
    """PS8: seconds because somebody else was asked already."""
    moved = pair.state is State.PUBLISHED and pair.earlier is not None and pair.earlier != pair.helper.id
    return pair.weights.change if moved else 0


SOFT: Final[Mapping[str, Callable[[Pair], int]]] = {
    "PS2": continuity,
    "PS3": new_faces,
    "PS4": scarce,
    "PS5": fairness,
    "PS6": questions,
    "PS8": change,
}
"""The soft rules between one helper and one job."""
_SOFT_RULES: Final = tuple(SOFT.values())


def must_be_asked(pair: Pair) -> bool:
    """Whether she has yet to be asked for this job: no standing yes, and not the one who was asked (PH20, PS6)."""
    asked = pair.state in ASKED and pair.earlier == pair.helper.id
    return not asked and pair.helper.id not in pair.job.standing


def pair_cost(pair: Pair) -> int:
    """Seconds of all soft rules between these two."""
    return sum([rule(pair) for rule in _SOFT_RULES])


def unserved_cost(job: Job, weights: Weights) -> int:
    """PS7: seconds for a job that nobody does."""
    return weights.unserved + weights.priority * job.priority


def rarities(helpers: Iterable[Helper], weights: Weights) -> dict[str, float]:
    """How rare each skill is, from above 0 to 1; skills that many have are left out (PS4)."""
    everybody = list(helpers)
    holders = Counter(skill for helper in everybody for skill in {*helper.speaks, *helper.qualifications})
    return {
        skill: min(1.0, weights.scarce_share * len(everybody) / count)
        for skill, count in sorted(holders.items())
        if count < weights.common_share * len(everybody)
    }


def earlier_helpers(snapshot: Snapshot) -> dict[int, int]:
    """By job, who had it in the plan before; shifts that are gone count nobody."""
    helper_of = {shift.id: shift.helper for shift in snapshot.shifts}
    return {
        stop.job: helper_of[route.shift]
        for route in snapshot.before.routes
        if route.shift in helper_of
        for stop in route.stops
    }
