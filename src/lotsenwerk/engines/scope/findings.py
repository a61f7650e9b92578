"""What the rules of docs/rules/scope.md find: by number, as a stop or a warning, and where to turn instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding weighs."""

    STOP = "stop"
    WARNING = "warning"


class TurnTo(StrEnum):
    """Who can help instead."""

    SWORN_INTERPRETERS = "sworn_interpreters"
    PROFESSIONAL_INTERPRETERS = "professional_interpreters"
    INTERPRETER_POOL = "interpreter_pool"
    ADVICE_SERVICE = "advice_service"
    COORDINATOR = "coordinator"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule spoke, with the figures for its sentence. ``words`` is a reason that a pool wrote itself."""

    rule: str
    weight: Weight
    turn_to: TurnTo = TurnTo.NOBODY
    params: Mapping[str, int | str | date] = field(default_factory=dict)
    words: str = ""


def is_stopped(findings: Iterable[Finding]) -> bool:
    """Whether one of them is a stop."""
    return any(one.weight == Weight.STOP for one in findings)
