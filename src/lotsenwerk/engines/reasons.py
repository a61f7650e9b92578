"""What an engine says besides its answer: which rule spoke, with what figures. Sentences stand in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that spoke, by its id, with the figures for its sentence."""

    rule: str
    params: Mapping[str, int | str] = field(default_factory=dict)
