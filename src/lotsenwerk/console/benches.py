"""The measured claims: each file in ``bench/`` has ``run(progress)`` and answers rows."""

import importlib.util
import inspect
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import CLONE
from lotsenwerk.console.progress import Progress

FOLDER = CLONE / "bench"
PACKAGE = "_bench"


@dataclass(frozen=True)
class Row:
    """One measured figure beside its peer's. ``ratio`` is ours to peer; without peer it is None.

    ``holds`` says whether the claim is kept; ``more`` are further figures by name.
    """

    name: str
    ours: float
    unit: str
    holds: bool
    peer: float | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Ours divided by the peer's."""
        return round(self.ours / self.peer, 3) if self.peer else None

    def as_json(self) -> str:
        """One line with at least name, ours, peer, ratio, unit, holds."""
        facts = asdict(self) | {"ratio": self.ratio}
        return json.dumps({**{name: value for name, value in facts.items() if name != "more"}, **self.more})


@dataclass(frozen=True)
class Options:
    """What somebody may say to a bench whose ``run`` takes it.

    A folder to read, seconds for each piece, and whether to measure what takes minutes to prepare too.
    """

    folder: Path | None = None
    seconds: float | None = None
    large: bool = False


def run(name: str | None, *, as_json: bool, folder: Path = FOLDER, options: Options | None = None) -> int:
    """Run one bench and print its rows; 1 if a claim does not hold. Without a name, list the benches."""
    known = sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))
    if name is None:
        print("\n".join(known))
        return 0
    if name not in known:
        raise ConsoleError(
            _("There is no bench “%(name)s”. There are: %(known)s") % {"name": name, "known": ", ".join(known) or "-"}
        )
    measure = _load(folder / f"{name}.py")
    takes_options = len(inspect.signature(measure).parameters) > 1
    progress = Progress(silent=as_json)
    rows = measure(progress, options or Options()) if takes_options else measure(progress)
    for line in (row.as_json() for row in rows) if as_json else table(rows):
        print(line)
    return 0 if all(row.holds for row in rows) else 1


def with_demo_data(progress: Progress) -> None:
    """Tables and the two invented towns, for benches that look at them; what is there already stays."""
    from lotsenwerk.console.demonstration import lay
    from lotsenwerk.console.migrating import migrate
    from lotsenwerk.console.settling import settle

    with progress.step(pgettext("step", "Tables")):
        migrate(progress)
    with progress.step(pgettext("step", "Demo data")):
        lay(progress)
    # As the server does before it answers.
    settle()


def table(rows: Sequence[Row]) -> list[str]:
    """The rows as lines with columns that line up; figures stand right."""
    extra = list(dict.fromkeys(name for row in rows for name in row.more))
    head = ["name", "ours", "peer", "ratio", "unit", "holds", *extra]
    cells = [head]
    for row in rows:
        figures = [_figure(row.ours), _figure(row.peer), _figure(row.ratio)]
        more = [_figure(row.more.get(name)) for name in extra]
        cells.append([row.name, *figures, row.unit, "yes" if row.holds else "NO", *more])
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    words = {0, 4, 5}
    return [
        "  ".join(
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def _figure(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _load(file: Path) -> Any:
    # A package of its own, so that a bench can lay its data in a file beside it.
    package = ModuleType(PACKAGE)
    package.__path__ = [str(file.parent)]
    sys.modules[PACKAGE] = package
    spec = importlib.util.spec_from_file_location(f"{PACKAGE}.{file.stem}", file)
    if spec is None or spec.loader is None:
        raise ConsoleError(f"{file} cannot be read.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.run
