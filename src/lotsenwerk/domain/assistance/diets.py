"""What somebody does not eat, in words: the same ones at the desk and at the food bank's counter."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Diet, DietaryWish

WORDS: Final[Mapping[Diet, str | Promise]] = {
    Diet.NO_PORK: _("no pork"),
    Diet.HALAL: _("halal"),
    Diet.VEGETARIAN: _("vegetarian"),
    Diet.VEGAN: _("vegan"),
    Diet.NO_LACTOSE: _("no lactose"),
    Diet.NO_GLUTEN: _("no gluten"),
    Diet.DIABETES: _("diabetes"),
    Diet.SOFT: _("soft food"),
}


def noted(wish: DietaryWish | None) -> Sequence[Diet]:
    """What was noted, in the order of the list above."""
    codes = set(wish.wishes.split(",")) if wish else set()
    return [diet for diet in WORDS if diet in codes]


def in_words(wish: DietaryWish | None) -> Sequence[str]:
    """The same as words, in the language that is active now."""
    return [str(WORDS[diet]) for diet in noted(wish)]
