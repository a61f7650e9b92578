"""Which modules stand behind the pools."""

from collections.abc import Mapping
from typing import Final

from lotsenwerk.domain.organisations.models import Module
from lotsenwerk.domain.organisations.modules import NEIGHBOURLY, Modules
from lotsenwerk.domain.people.models import PoolKind

BEHIND: Final[Mapping[str, Modules]] = {
    PoolKind.NEIGHBOURS: NEIGHBOURLY,
    PoolKind.GUIDES: frozenset({Module.GUIDES}),
    PoolKind.INTERPRETERS: frozenset({Module.INTERPRETERS}),
}
"""A pool is there while one of its modules is switched on; off, it keeps its members and waits."""
