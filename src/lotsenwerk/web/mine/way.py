"""The steps of a visit, one a screen. It is a way to look at things; nothing is stored of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotsenwerk.web.mine.cards import Step


@dataclass(frozen=True, slots=True)
class Way:
    """The steps as (word, drawing), and the one somebody stands at; None stands for the whole at a glance."""

    steps: Sequence[Step]
    said: int | None

    @property
    def here(self) -> int | None:
        """The step, kept within the way; the last one is the report and has a page of its own."""
        return None if self.said is None else min(self.said, len(self.steps) - 1)

    @property
    def number(self) -> int:
        """The step that the path marks."""
        return self.here or 0

    @property
    def word(self) -> str:
        """What the step is called; empty for the whole."""
        return "" if self.here is None else self.steps[self.here][0]

    @property
    def follows(self) -> tuple[int, str] | None:
        """Number and word of the step after this one, unless that is the report."""
        ahead = 0 if self.here is None else self.here + 1
        return (ahead, self.steps[ahead][0]) if ahead < len(self.steps) - 1 else None

    @property
    def came_from(self) -> int | None:
        """Number of the step before this one."""
        return self.here - 1 if self.here else None

    @property
    def shows_money(self) -> bool:
        """Whether this is the step at which the money for the shopping is fetched."""
        return self.here is not None and self.steps[self.here][1] == "coins"

    def shows(self, *drawings: str) -> bool:
        """Whether one of these drawings belongs to the step; to the whole each does."""
        return self.here is None or self.steps[self.here][1] in drawings
