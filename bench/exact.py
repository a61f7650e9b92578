"""Small days against what no plan can beat, proven by growing routes and the solver HiGHS (package ``highspy``).

12 helpers and 18 jobs on twenty days, and 20 helpers and 30 jobs on some, one second each. Where the proof is not whole
in its time the day is not counted; a gap is to the proven cost, so it is never told too small. Without HiGHS there is
no figure, and no claim.
"""

import statistics

from lotsenwerk.console.benches import Row
from lotsenwerk.console.progress import Progress

from . import _exact, _peers, _planning, _towns

SIZES = (
    # helpers, jobs, days, percent above the proven cost, seconds for a proof
    (12, 18, range(1, 21), 0.2, 30.0),
    (20, 30, range(1, 7), 0.5, 60.0),
)


def run(progress: Progress) -> list[Row]:
    """Five to ten minutes, most of it proofs."""
    if not _exact.is_there():
        more = {"not installed": "highspy", "how": _peers.HOW}
        return [Row("no proof", 0, "days", holds=True, more=more)]
    found = []
    for helpers, jobs, days, most, seconds in SIZES:
        with progress.step(f"{helpers} x {jobs}"):
            found.append(size(progress, (helpers, jobs), days, most, seconds))
    return found


def size(progress: Progress, people: tuple[int, int], days: range, most: float, seconds: float) -> Row:
    """The worst gap in percent over the days that have a proof, after one second of search each."""
    gaps, valid = [], True
    for number, day in enumerate(days):
        progress.show("days", number, len(days))
        town = _towns.town(*people, day)
        ours = _planning.trial(town, lambda: _planning.within(1.0), 0)
        valid = valid and ours.valid
        least = _exact.proven_cost(town, seconds)
        if least is not None:
            gaps.append(100 * (ours.found.cost / least - 1))
    worst = max(gaps, default=float("inf"))
    more = {
        "to_reach": most,
        "median": round(statistics.median(gaps), 3) if gaps else None,
        "optimal": sum(gap < 0.0005 for gap in gaps),  # noqa: PLR2004 - less than is shown
        "proven": len(gaps),
        "of": len(days),
        "valid": valid,
    }
    name = f"{people[0]} x {people[1]} above proven, worst"
    return Row(name, round(worst, 3), "percent", valid and worst <= most, more=more)
