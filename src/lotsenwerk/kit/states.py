"""State tables: a state moves only through its table, and buttons ask the same table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.errors import WrongState


@dataclass(frozen=True, slots=True)
class StateTable:
    """``moves[verb][state]`` is the state that follows; a pair that is missing is refused."""

    moves: Mapping[str, Mapping[str, str]]

    def allows(self, verb: str, state: str) -> bool:
        """Whether the verb can be done in this state."""
        return state in self.moves[verb]

    def after(self, verb: str, state: str) -> str:
        """The state after the verb; ``WrongState`` where the table has no such move."""
        try:
            return self.moves[verb][state]
        except KeyError:
            raise WrongState(_("This has changed in the meantime. Please look at it again.")) from None

    def states(self) -> frozenset[str]:
        """Every state the table knows."""
        pairs = [pair for move in self.moves.values() for pair in move.items()]
        return frozenset(state for pair in pairs for state in pair)
