"""The planner on the literature: Solomon's and Li and Lim's instances from a folder. Informative.

``--folder`` names the folder (with all folders in it; nothing of it is part of Lotsenwerk), ``--seconds`` how long each
instance may take (10). ``best-known.json`` in that folder gives the best known vehicles and distance by name, for
Solomon's also ``NAME_distance`` by distance alone. Li and Lim's count vehicles first, Solomon's distance alone. The
same search plans towns and these: it knows nothing of depots.
"""

import json
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lotsenwerk.console.benches import Options, Row
from lotsenwerk.console.progress import Progress
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Plan, Snapshot
from lotsenwerk.engines.planning.rounds import Temper
from lotsenwerk.engines.planning.searching import Found, Searcher

from . import _literature

SECONDS = 10.0
FEWER_SHARE = 0.6
"""The part of the time that is spent on doing with fewer vehicles, at most."""
TEMPER = Temper(hot=10.0 * _literature.SCALE, cold=0.1 * _literature.SCALE, fewest=2, most=12)
SOLOMON_ABOVE = 1.0
LI_LIM_ABOVE = 0.1


@dataclass(frozen=True)
class Result:
    """One instance: what we found, and by how many percent its distance is above the best known with as many vehicles.

    ``extra`` are vehicles more than the best known, none where the instance is not known.
    """

    name: str
    pairs: bool
    judged: _literature.Judged
    above: float | None
    extra: int | None


def run(progress: Progress, options: Options) -> list[Row]:
    """Ten seconds of the processor for each file."""
    if options.folder is None or not options.folder.is_dir():
        return [Row("no folder", 0, "files", holds=True, more={"how": "bench literature --folder FOLDER"})]
    known = best_known(options.folder)
    results = []
    for file in sorted(options.folder.rglob("*.txt")):
        instance = _literature.read(file)
        if instance is not None:
            with progress.step(instance.name):
                results.append(one(instance, known.get(instance.name, {}), known, options.seconds or SECONDS))
    return [*(row(result) for result in results), *summaries(results)]


def best_known(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The best known solutions by name, whatever they are grouped by."""
    file = folder / "best-known.json"
    found: dict[str, Mapping[str, Any]] = {}
    if file.is_file():
        for group in json.loads(file.read_text(encoding="utf-8")).values():
            if isinstance(group, Mapping):
                found.update(group)
    return found


def one(
    instance: _literature.Instance, best: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], seconds: float
) -> Result:
    """Search for so many seconds and judge what was found in doubles."""
    began = time.process_time()
    plan = fewest_vehicles(instance, began, seconds) if instance.pairs else shortest(instance, began, seconds)
    judged = _literature.judge(instance, _literature.tours_of(instance, plan))
    if not instance.pairs:
        best = known.get(f"{instance.name}_distance", best)
    if not best:
        return Result(instance.name, instance.pairs, judged, None, None)
    above = 100 * (judged.distance / float(best["best_known_cost"]) - 1)
    return Result(instance.name, instance.pairs, judged, above, judged.vehicles - int(best["solved_with_vehicles"]))


def shortest(instance: _literature.Instance, began: float, seconds: float) -> Plan:
    """The least distance, with as many vehicles as there are."""
    town = _literature.town(instance, instance.vehicles)
    return search(town, began, began + seconds).plan


def search(town: Snapshot, began: float, until: float, *, stop_when_served: bool = False) -> Found:
    """Search until then (seconds of the processor), or until everybody is served."""
    layout = Layout(town)
    goods = not any(job.pick_up for job in town.jobs)
    searcher = Searcher(_literature.Laden(layout) if goods else Evaluator(layout), seed=0, temper=TEMPER)
    searcher.construct()
    start = max(began, time.process_time())
    if stop_when_served:
        searcher.watch = lambda standing: standing.served == len(town.jobs)
    rounds = searcher.run(lambda _rounds: (time.process_time() - start) / max(until - start, 0.001))
    return searcher.found(rounds, 0)


def fewest_vehicles(instance: _literature.Instance, began: float, seconds: float) -> Plan:
    """One vehicle less as long as everybody can still be served in the time for it; then the least distance."""
    served = search(_literature.town(instance, instance.vehicles), began, began + 0.05 * seconds)
    best, until = served.plan, began + FEWER_SHARE * seconds
    while len(best.routes) > 1 and time.process_time() < until:
        smallest = min(best.routes, key=lambda route: len(route.stops))
        rest = [route for route in best.routes if route is not smallest]
        fewer = Plan(tuple(replace(route, shift=number) for number, route in enumerate(rest, 1)))
        town = _literature.town(instance, len(rest), fewer, _literature.MISSING)
        found = search(town, began, until, stop_when_served=True)
        if found.unserved:
            break
        best = found.plan
    kept = Plan(tuple(replace(route, shift=number) for number, route in enumerate(best.routes, 1)))
    return search(_literature.town(instance, len(kept.routes), kept), began, began + seconds).plan


def row(result: Result) -> Row:
    """One instance."""
    more = {"vehicles": result.judged.vehicles, "extra": result.extra, "above_percent": _rounded(result.above)}
    return Row(result.name, round(result.judged.distance, 2), "units", result.judged.valid, more=more)


def summaries(results: list[Result]) -> list[Row]:
    """Over all instances of a kind that are known."""
    rows = []
    known = [result for result in results if result.above is not None]
    solomon = [result.above or 0.0 for result in known if not result.pairs]
    if solomon:
        mean = statistics.mean(solomon)
        more = {"to_reach": SOLOMON_ABOVE, "files": len(solomon)}
        rows.append(Row("Solomon, mean above", round(mean, 3), "percent", mean <= SOLOMON_ABOVE, more=more))
    pairs = [result for result in known if result.pairs]
    for name, group in (
        ("100", [one for one in pairs if one.name.islower()]),
        ("200", [one for one in pairs if not one.name.islower()]),
    ):
        if group:
            same = [one.above or 0.0 for one in group if one.extra == 0]
            above = statistics.mean(same) if same else None
            more = {
                "of": len(group),
                "extra": sum(one.extra or 0 for one in group),
                "above_percent": _rounded(above),
                "to_reach": LI_LIM_ABOVE,
            }
            holds = len(same) == len(group) and above is not None and above <= LI_LIM_ABOVE
            rows.append(Row(f"Li and Lim {name}, best known vehicles", len(same), "files", holds, more=more))
    return rows


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
