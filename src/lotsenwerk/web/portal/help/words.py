"""What somebody can choose on the form, in words."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.organisations.modules import kinds_on
from lotsenwerk.domain.people.languages import choices
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.sentences import ROLES as NAMES

Role = tuple[str, Promise, Promise, str]
"""The value of a role, its name, what one does in it, and a drawing."""
ROLES: Final[Sequence[Role]] = [
    (
        PoolKind.NEIGHBOURS,
        NAMES[PoolKind.NEIGHBOURS],
        _("You shop for somebody, go along to the doctor, or just listen."),
        "basket",
    ),
    (
        PoolKind.GUIDES,
        NAMES[PoolKind.GUIDES],
        _("You show newcomers the way to offices, schools and doctors. You get a course first."),
        "route",
    ),
    (
        PoolKind.INTERPRETERS,
        NAMES[PoolKind.INTERPRETERS],
        _("You help people understand each other at school or at an office. You get a course first."),
        "talk",
    ),
]
"""Each role, in the order in which they are offered."""


DOINGS: Final[Mapping[str, Promise]] = {
    PoolKind.NEIGHBOURS: _("Neighbours shop for each other."),
    PoolKind.GUIDES: _("Guides show newcomers the way."),
    PoolKind.INTERPRETERS: _("Interpreters help people understand each other."),
}
"""What the first page says of each role, in a sentence of its own: a role that nobody has is not spoken of."""


def offered(switched_on: frozenset[str] | None) -> Sequence[Role]:
    """The roles in which somebody is looked for; every one of them where it is not known yet who takes part."""
    kinds = PoolKind.values if switched_on is None else kinds_on(BEHIND, switched_on)
    return [role for role in ROLES if role[0] in kinds]


OFTEN: Final = ("deu", "eng", "ukr", "rus", "ara", "fas", "prs", "tur", "fra", "tir", "kur", "pus")
"""Languages that stand on the page at once; the others are one tap away."""


def tongues() -> list[tuple[str, str]]:
    """Every language with its name in the reader's language: the frequent ones first, then by name."""
    named = dict(choices())
    return [(code, named.pop(code)) for code in OFTEN] + list(named.items())
