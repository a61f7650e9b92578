from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lotsenwerk.domain.places.actions.load_hessen import Loaded, load_hessen

Line = str
WriteRegister = Callable[[Sequence[Line]], Path]


@pytest.fixture
def hesse(db: None) -> Loaded:
    """All of Hesse in the tables, as after the first migration."""
    return load_hessen()


def county_line(ags: str, name: str, mark: int = 44, day: str = "20260131") -> Line:
    return f"40{day}{ags:<12}{name:<50}{'Sitz':<50}{mark:02}".ljust(220)


def municipality_line(
    ags: str,
    name: str,
    *,
    mark: int = 64,
    hectares: int = 1_000,
    population: int = 5_000,
    plz: str = "",
    day: str = "20260131",
) -> Line:
    """Return one record as the Bundesamt writes it: 220 places, figures with leading zeros."""
    head = f"60{day}{ags}5001{name:<50}{'':<50}{mark:02}"
    return f"{head}{'':4}{hectares:011}{population:011}{population // 2:011}{'':4}{plz:<5}".ljust(220)


@pytest.fixture
def write_register(tmp_path: Path) -> WriteRegister:
    """Write lines into a file that is named like the official one."""

    def write(lines: Sequence[Line], encoding: str = "utf-8") -> Path:
        path = tmp_path / "GV100AD_31012026.txt"
        path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding)
        return path

    return write
