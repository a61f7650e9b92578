"""Lay the whole demonstration: Bürstadt as it could be, its county, and a small neighbour, so that walls have sides."""

from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.around import beginning, lay_absences, lay_around
from lotsenwerk.console.demo_data.busy_day import put_busy_day
from lotsenwerk.console.demo_data.cast import COUNTY, LaidTown, Script, lay_town
from lotsenwerk.console.demo_data.county import BEHIND as COUNTY_BEHIND
from lotsenwerk.console.demo_data.county import FIRST_MOBILE, SEAT, County, lay_pools
from lotsenwerk.console.demo_data.county_asks import SCHOOL, put_requests
from lotsenwerk.console.demo_data.county_guides import put_orders
from lotsenwerk.console.demo_data.county_hours import put_files, put_hours
from lotsenwerk.console.demo_data.courses import put_courses
from lotsenwerk.console.demo_data.dates import put_dates, put_workshop
from lotsenwerk.console.demo_data.food_bank import put_food_bank
from lotsenwerk.console.demo_data.large_town import grow
from lotsenwerk.console.demo_data.neighbour_town import live_in_lampertheim
from lotsenwerk.console.demo_data.office import put_office_hours
from lotsenwerk.console.demo_data.pages import HOME, put_pages
from lotsenwerk.console.demo_data.pools import put_file, put_pools
from lotsenwerk.console.demo_data.scene import put_scene
from lotsenwerk.console.demo_data.visits import Life
from lotsenwerk.console.demo_data.weeks import put_weeks
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.watch import watch
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.organisations.models import Kind, Module
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit.tenancy import tenant

BEHIND: Final = timedelta(days=30)
"""Four weeks of visits, and a day or two in which they are taken in."""

BUERSTADT: Final = Script(
    ags="06431005",
    table="buerstadt",
    postcode="68642",
    staff=(
        (Role.COORDINATOR, "Renate Kissel", "renate.kissel"),
        (Role.ASSISTANT, "Lukas Bauer (Bufdi)", "lukas.bauer"),
        (Role.CLERK, "Monika Seib", "monika.seib"),
        (Role.ADMINISTRATOR, "Jürgen Glanzner", "juergen.glanzner"),
        (Role.STATE_VIEWER, "Ines Vollmerstein", "ines.vollmerstein"),
        (Role.OPERATOR, "Inge Althaus", "inge.althaus"),
    ),
    shops=(
        ("Edeka, Nibelungenstraße", "Nibelungenstraße", "150", time(7), time(21)),
        ("Rewe am Bahnhof", "Industriestraße", "4", time(7), time(22)),
        ("Bäckerei am Markt", "Marktplatz", "1", time(6), time(18)),
        ("Rathaus-Apotheke", "Rathausstraße", "9", time(8), time(18, 30)),
    ),
    first_landline=0,
    first_mobile=0,
)
LAMPERTHEIM: Final = Script(
    ags="06431013",
    table="lampertheim",
    postcode="68623",
    staff=(
        (Role.COORDINATOR, "Petra Embach", "petra.embach"),
        (Role.ADMINISTRATOR, "Stefan Brechenser", "stefan.brechenser"),
    ),
    shops=(
        ("Nahkauf Kaiserstraße", "Kaiserstraße", "40", time(8), time(20)),
        ("Markt am Dom", "Domgasse", "2", time(8), time(18)),
    ),
    first_landline=1000,
    first_mobile=180,
)


BERGSTRASSE: Final = Script(
    ags=SEAT,
    table="bergstrasse",
    postcode="64646",
    staff=(
        (Role.COORDINATOR, "Kerstin Ohlweiler", "kerstin.ohlweiler"),
        (Role.CLERK, "Thomas Gärtner", "thomas.gaertner"),
        (Role.ADMINISTRATOR, "Birgit Heiß", "birgit.heiss"),
    ),
    shops=(),
    first_landline=3000,
    first_mobile=FIRST_MOBILE,
    kind=Kind.COUNTY,
    name="Kreis Bergstraße",
    modules=COUNTY,
)
CENTRE: Final = Script(
    ags="06412000",
    table="",
    postcode="60311",
    staff=((Role.COORDINATOR, "Farah Lindner", "farah.lindner"), (Role.ADMINISTRATOR, "Uwe Stahl", "uwe.stahl")),
    shops=(),
    first_landline=3300,
    first_mobile=0,
    kind=Kind.STATE,
    name="Kompetenzzentrum Vielfalt Hessen",
    modules=(Module.PROJECTS,),
)


def lay_demonstration(
    *, at: datetime, progress: Progress | None = None, small: bool = False, large: bool = False
) -> bool:
    """Lay the towns and the county in one transaction; answers whether there was anything to do.

    A second start changes nothing.

    A ``small`` demonstration is the neighbour alone: enough to see whether everything starts. In a ``large`` one
    Bürstadt has 150 helpers, and 300 visits on one Thursday.
    """
    if tenants().exists():
        return False
    at = at.replace(second=0, microsecond=0)
    with transaction.atomic():
        for number, (script, live, behind) in enumerate(_TOWNS[-1:] if small else _TOWNS):
            since = beginning(at - behind)
            if progress is not None:
                progress.show(script.table.capitalize(), number, len(_TOWNS))
            town = lay_town(script, at=at, since=since)
            with tenant(town.organisation.id):
                live(town, since)
                if large and script is BUERSTADT:
                    grow(town, since=since)
                _call_the_past_sent(town)
    return True


def _live_in_buerstadt(town: LaidTown, since: datetime) -> None:
    lay_around(town, since=since)
    agenda = Agenda(town.at)
    life = Life(town, agenda)
    life.counter = put_food_bank(town, agenda, since=since)
    put_weeks(life, since=since)
    put_scene(life)
    put_busy_day(life)
    put_pools(town, agenda, since=since)
    put_courses(town, agenda, since=since)
    put_office_hours(town, agenda, since=since)
    put_pages(town, since=since, only=HOME)
    put_dates(town, since=since)
    agenda.run()
    put_file(town)
    lay_absences(town)
    watch(at=town.at)


def _live_in_the_county(town: LaidTown, since: datetime) -> None:
    county = County(town, Agenda(town.at), since)
    lay_pools(county)
    works = put_requests(county)
    put_orders(county, works[SCHOOL])
    county.agenda.run()
    put_hours(county)
    put_files(county)


def _live_in_the_state(town: LaidTown, since: datetime) -> None:
    put_pages(town, since=since, but=HOME)
    put_workshop(town, since=since)


def _live_next_door(town: LaidTown, since: datetime) -> None:  # noqa: ARG001 - nothing is laid there beforehand
    live_in_lampertheim(town)


_TOWNS: Final = (
    (BUERSTADT, _live_in_buerstadt, BEHIND),
    (BERGSTRASSE, _live_in_the_county, COUNTY_BEHIND),
    (CENTRE, _live_in_the_state, BEHIND),
    (LAMPERTHEIM, _live_next_door, BEHIND),
)


def _call_the_past_sent(town: LaidTown) -> None:
    """What fell due before now has left long ago: it is not sent when the worker starts. Two did not go well."""
    due = Letter.objects.filter(state=LetterState.WAITING, due_at__lte=town.at)
    two = list(due.order_by("-due_at", "-id").values_list("id", flat=True)[4:6])
    due.update(state=LetterState.SENT, moved_at=F("due_at"), attempts=1)
    for letter_id, (state, fault) in zip(
        two, ((LetterState.FAILED, "unknown number"), (LetterState.UNCLEAR, "no answer")), strict=False
    ):
        Letter.objects.filter(pk=letter_id).update(state=state, fault=fault)
