"""What belongs together: which modules stand behind a part of the house. In words: docs/house.md.

A part is there where one of its modules is switched on; a part of the ``CORE`` is always there.
"""

from collections.abc import Mapping
from typing import Final

from lotsenwerk.domain.organisations.models import Module

Modules = frozenset[Module]

CORE: Final[Modules] = frozenset()
FOOD_BANK: Final[Modules] = frozenset({Module.FOOD_BANK})
NEIGHBOURLY: Final[Modules] = frozenset({Module.SHOPPING, Module.FOOD_BANK})
"""What is asked for at the telephone."""
GUIDES: Final[Modules] = frozenset({Module.GUIDES})
PROJECTS: Final[Modules] = frozenset({Module.PROJECTS})
"""Pages for the public, written by the town and by its carriers."""
GRANTS: Final[Modules] = frozenset({Module.FUNDING})
"""Files of grants and their ledger. Hours that count belong to the pools."""
COURSES: Final[Modules] = frozenset({Module.GUIDES, Module.INTERPRETERS})
POOLS: Final[Modules] = NEIGHBOURLY | COURSES


def kinds_on(behind: Mapping[str, Modules], switched_on: frozenset[str]) -> list[str]:
    """The kinds of which one module at least is switched on, in the order in which they are given."""
    return [kind for kind, modules in behind.items() if not modules.isdisjoint(switched_on)]
