"""What every room has laid down about personal data, by name."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module

from lotsenwerk.kit.personal import Declaration

ROOMS = (
    *("journal", "places", "organisations", "accounts", "rules", "people"),
    *("notifications", "publishing", "gatherings", "training", "assistance", "funding", "privacy"),
)
"""Every room of the house; a house test holds this list to the folders."""


@cache
def declarations() -> Sequence[Declaration]:
    """The declaration of each room, lowest floor first."""
    return [import_module(f"lotsenwerk.domain.{room}.personal_data").DECLARATION for room in ROOMS]
