"""Where a stranger can call: shown only where there is one town, as nobody should ring at the wrong one."""

from typing import TypedDict

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import phone_numbers


class OnlyTown(TypedDict):
    """What a page for strangers may say of the town: itself, and its number as one reads it."""

    town: Organisation | None
    phone: str


def only_town() -> OnlyTown:
    """The one town of this installation; nothing where there are several."""
    towns = list(tenants()[:2])
    town = towns[0] if len(towns) == 1 else None
    return {"town": town, "phone": phone_numbers.shown(town.phone) if town and town.phone else ""}
