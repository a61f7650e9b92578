"""Which modules stand behind what is asked for."""

from collections.abc import Mapping
from typing import Final

from lotsenwerk.domain.assistance.models import NeedKind
from lotsenwerk.domain.organisations.models import Module
from lotsenwerk.domain.organisations.modules import FOOD_BANK, Modules

_SHOPPING: Final[Modules] = frozenset({Module.SHOPPING})
BEHIND: Final[Mapping[str, Modules]] = {
    NeedKind.SHOP_AND_DELIVER: _SHOPPING,
    NeedKind.ACCOMPANY: _SHOPPING,
    NeedKind.FOOD_BANK: FOOD_BANK,
    NeedKind.ERRAND: _SHOPPING,
    NeedKind.GUIDE: frozenset({Module.GUIDES}),
    NeedKind.INTERPRET: frozenset({Module.INTERPRETERS}),
}
"""Nothing new of a kind is taken in or laid while its module is off; what runs is finished."""
