"""What the county's pools are granted for the year, who coordinates, and who waives her allowance."""

from datetime import date
from typing import Final

from lotsenwerk.console.demo_data.county import LEAD, County
from lotsenwerk.console.demo_data.grants import CENTRE, LOTSEN, Project, put_grants
from lotsenwerk.console.demo_data.notices import lay_notice
from lotsenwerk.domain.funding.actions.budgets import Granted
from lotsenwerk.domain.funding.actions.coordinating import coordinates_from
from lotsenwerk.domain.funding.actions.grants.drafting import Item
from lotsenwerk.domain.funding.actions.waiving import waive
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit import clock

NOTICE: Final = "Bescheid vom 15. Januar"
MINUTES: Final = 420 * 60
"""Hours granted to the guides: at this pace they do not last until the end of the year."""
CENTS: Final = 40_000
"""Twenty deployments of interpreters."""
WAIVES: Final = "Rita Hoock"


def put_hours(county: County) -> None:
    """Enter the budgets of this year, and say of two guides what counts for them."""
    at = county.town.at
    today = clock.local(at).date()
    begin = date(today.year, 1, 1)
    guides, interpreters = county.pools[PoolKind.GUIDES], county.pools[PoolKind.INTERPRETERS]
    hours = Granted(begin, NOTICE, minutes=MINUTES, cents=MINUTES // 60 * 500, minutes_applied=MINUTES + 80 * 60)
    lay_notice(county.desk, guides, hours, since=county.since, at=at)
    lay_notice(county.desk, interpreters, Granted(begin, NOTICE, cents=CENTS), since=county.since, at=at)
    coordinates_from(county.desk, county.members[LEAD], first_day=begin, at=at)
    waive(county.desk, county.members[WAIVES], year=today.year, from_day=today, signed_on=today, at=at)


def put_files(county: County) -> None:
    """The county's files: its guides, and its centre of diversity with two posts and small projects."""
    guides, at = county.pools[PoolKind.GUIDES], county.town.at
    rooms = [(month, "expense", 8_500, "Raummiete Haus der Begegnung") for month in (2, 5, 8, 11)]
    hours = [Item("hours", quantity=MINUTES // 60), Item("lump_sum", 200_000, "Koordinierungspauschale")]
    put_grants(
        county.desk,
        Project(
            line="guides",
            title="Integrationslotsen Bergstraße",
            texts=LOTSEN,
            costs=[*hours, Item("expense", 40_000, "Räume und Material")],
            asked=MINUTES // 60 * 500 + 200_000,
            spent=[(1, "lump_sum", 200_000, "Koordinierungspauschale"), *rooms],
            pool=guides,
        ),
        at=at,
    )
    posts = [(month, "post", 485_000, "Koordination, ganze Stelle") for month in range(1, 13)]
    put_grants(
        county.desk,
        Project(
            line="diversity_centre",
            title="WIR-Vielfaltszentrum",
            texts=CENTRE,
            costs=[
                Item("post", 5_820_000, "Koordination, ganze Stelle"),
                Item("micro_grant", 500_000, "Mikroprojekte"),
            ],
            asked=6_300_000,
            spent=[*posts, (6, "micro_grant", 50_000, "Nähcafé, Frauenverein Lorsch")],
        ),
        at=at,
    )
