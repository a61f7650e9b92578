"""Each module in plain words: what it brings, what goes away without it, and what is still there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lotsenwerk.domain.assistance.modules import BEHIND as BEHIND_NEEDS
from lotsenwerk.domain.assistance.queries.switching import StillOpen, still_open
from lotsenwerk.domain.organisations.models import Module
from lotsenwerk.domain.organisations.modules import COURSES, Modules
from lotsenwerk.domain.people.modules import BEHIND as BEHIND_POOLS
from lotsenwerk.domain.people.queries.switching import InPools, in_pools
from lotsenwerk.domain.training.queries import running_courses
from lotsenwerk.kit.actor import Actor

_Words = Mapping[str, tuple[Promise, Promise, Promise]]
WORDS: Final[_Words] = {
    Module.SHOPPING: (
        _("Shopping and errands"),
        _("Shopping, going along and errands are taken in at the telephone."),
        _("Nothing of this kind is taken in any more, and what comes every week is not planned any further."),
    ),
    Module.FOOD_BANK: (
        _("Food bank"),
        _("Households, slots and the counter of the food bank; helpers fetch food for others."),
        _("The pages of the food bank go away, also at its counter. No food is fetched any more."),
    ),
    Module.GUIDES: (
        _("Integration guides"),
        _("Pools of guides, their way from the first interest, and courses."),
        _("Nobody can offer to become a guide any more, and the pools of the guides go away."),
    ),
    Module.INTERPRETERS: (
        _("Interpreters"),
        _("Pools of interpreters, their way from the first interest, and courses."),
        _("Nobody can offer to become an interpreter any more, and the pools of the interpreters go away."),
    ),
    Module.FUNDING: (
        _("Grants and money"),
        _("Files of grants from the draft to the proof, deadlines, and a ledger of what was spent."),
        _("The files and the ledger go away. Hours and budgets of the pools stay."),
    ),
}
"""The modules that can be switched: name, what they bring, what goes away without them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One module on the page."""

    module: str
    name: str | Promise
    brings: str | Promise
    goes: str | Promise
    is_on: bool
    open: Sequence[str]


def parts(actor: Actor, switched_on: frozenset[str]) -> Sequence[Part]:
    """Every module with what is still there of it. Six queries."""
    needs, pools, courses = still_open(actor), in_pools(actor), running_courses(actor)
    return [
        Part(module, *words, module in switched_on, _lines(module, needs, pools, courses))
        for module, words in WORDS.items()
    ]


def _lines(module: str, needs: StillOpen, pools: InPools, courses: int) -> Sequence[str]:
    counted: Sequence[tuple[int, Callable[[int], str]]] = [
        (_sum(needs.needs, BEHIND_NEEDS, module), _open_needs),
        (_sum(needs.rhythms, BEHIND_NEEDS, module), _rhythms),
        (needs.households if module == Module.FOOD_BANK else 0, _households),
        (_sum(pools.interests, BEHIND_POOLS, module), _interests),
        (_sum(pools.members, BEHIND_POOLS, module), _members),
        (courses if module in COURSES else 0, _courses),
    ]
    return [words(count) % {"count": count} for count, words in counted if count]


def _sum(counted: Mapping[str, int], behind: Mapping[str, Modules], module: str) -> int:
    return sum(count for kind, count in counted.items() if module in behind[kind])


def _open_needs(count: int) -> str:
    return ngettext(
        "%(count)d need is open and can be finished.", "%(count)d needs are open and can be finished.", count
    )


def _rhythms(count: int) -> str:
    return ngettext("%(count)d thing comes again and would rest.", "%(count)d things come again and would rest.", count)


def _households(count: int) -> str:
    return ngettext("%(count)d household stays entered.", "%(count)d households stay entered.", count)


def _interests(count: int) -> str:
    return ngettext(
        "%(count)d person was promised a call and has to be called.",
        "%(count)d people were promised a call and have to be called.",
        count,
    )


def _members(count: int) -> str:
    return ngettext(
        "%(count)d person is in a pool or on the way into one, and stays there.",
        "%(count)d people are in a pool or on the way into one, and stay there.",
        count,
    )


def _courses(count: int) -> str:
    return ngettext("%(count)d course has not ended.", "%(count)d courses have not ended.", count)
