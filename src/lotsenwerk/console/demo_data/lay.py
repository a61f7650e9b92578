"""Lay the whole demonstration: two neighbouring towns, so that every wall has two sides."""

from datetime import datetime, timedelta

from django.db import transaction

from lotsenwerk.console.demo_data import journeys, people
from lotsenwerk.console.demo_data.food_bank import lay_food_bank
from lotsenwerk.console.demo_data.town import Script, lay_town
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.queries import tenants

BUERSTADT = Script(
    ags="06431005",
    postcode="68642",
    staff=(
        (Role.COORDINATOR, "Renate Kissel", "renate.kissel"),
        (Role.ASSISTANT, "Lukas Bauer (Bufdi)", "lukas.bauer"),
        (Role.CLERK, "Monika Seib", "monika.seib"),
        (Role.ADMINISTRATOR, "Jürgen Glanzner", "juergen.glanzner"),
        (Role.OPERATOR, "Inge Althaus", "inge.althaus"),
    ),
    shops=(
        ("Edeka, Nibelungenstraße", "Nibelungenstraße", "150"),
        ("Rewe am Bahnhof", "Bahnhofsallee", "4"),
        ("Bäckerei am Markt", "Marktplatz", "1"),
        ("Rathaus-Apotheke", "Rathausstraße", "9"),
    ),
    neighbours=people.BUERSTADT_NEIGHBOURS,
    helpers=people.BUERSTADT_HELPERS,
    first_number=0,
)
LAMPERTHEIM = Script(
    ags="06431013",
    postcode="68623",
    staff=(
        (Role.COORDINATOR, "Petra Embach", "petra.embach"),
        (Role.ADMINISTRATOR, "Stefan Brechenser", "stefan.brechenser"),
    ),
    shops=(("Nahkauf Kaiserstraße", "Kaiserstraße", "40"), ("Markt am Dom", "Domgasse", "2")),
    neighbours=people.LAMPERTHEIM_NEIGHBOURS,
    helpers=people.LAMPERTHEIM_HELPERS,
    first_number=60,
)

_TOWNS = ((BUERSTADT, journeys.BUERSTADT), (LAMPERTHEIM, journeys.LAMPERTHEIM))


def lay_demonstration(*, at: datetime, progress: Progress | None = None) -> bool:
    """Lay both towns in one transaction; answers whether there was anything to do. A second start changes nothing."""
    if tenants().exists():
        return False
    with transaction.atomic():
        for number, (script, steps) in enumerate(_TOWNS, start=1):
            town = lay_town(script, at=at - timedelta(days=40))
            if script is BUERSTADT:
                lay_food_bank(town, at=at)
            journeys.lay_journeys(town, steps, at=at)
            if progress is not None:
                progress.show(town.organisation.name, number, len(_TOWNS))
    return True
