"""What pages do by themselves at night: one job for each organisation."""

from collections.abc import Sequence

from django.conf import settings
from procrastinate.contrib.django import app

from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.publishing.actions.borrow import keep_reading
from lotsenwerk.domain.publishing.actions.drafts import forget_drafts
from lotsenwerk.domain.publishing.actions.follow import note_fault
from lotsenwerk.domain.publishing.actions.mirror import follow
from lotsenwerk.domain.publishing.actions.publish import expire
from lotsenwerk.domain.publishing.actions.tell_carrier import remind
from lotsenwerk.domain.publishing.integreat import read_region
from lotsenwerk.domain.publishing.queries.elsewhere import sources
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.reading_elsewhere import Limits, NotRead, read_json
from lotsenwerk.kit.tenancy import tenant


@app.task(name="publishing.expire_pages")
def expire_pages(organisation_id: int) -> int:
    """Take down what was to be shown until yesterday, in one organisation; answers how many pages went."""
    with tenant(organisation_id):
        return expire(system(organisation_id), at=clock.now())


@app.task(name="publishing.follow_originals")
def follow_originals(organisation_id: int) -> int:
    """Take over what has changed in the originals, in one organisation, and drop old drafts; answers how many pages."""
    with tenant(organisation_id):
        forget_drafts(at=clock.now())
        return follow(system(organisation_id), at=clock.now())


@app.task(name="publishing.remind_carriers")
def remind_carriers(organisation_id: int) -> int:
    """Ask whether all of it is still true, in one organisation; answers of how many pages."""
    with tenant(organisation_id):
        return remind(at=clock.now())


@app.periodic(cron="20 23 * * *")  # in UTC: after midnight in Hessen, summer and winter
@app.task(name="publishing.every_night", queueing_lock="publishing.every_night")
def every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        expire_pages.defer(organisation_id=organisation_id)
        follow_originals.defer(organisation_id=organisation_id)


@app.periodic(cron="40 8 * * *")  # in UTC: in the morning in Hessen, when people read letters
@app.task(name="publishing.every_morning", queueing_lock="publishing.every_morning")
def every_morning(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        remind_carriers.defer(organisation_id=organisation_id)


@app.task(name="publishing.read_regions")
def read_regions(organisation_id: int) -> int:
    """Read the regions of Integreat that one organisation follows; answers how many readings worked.

    The network is asked while no scope and no transaction is open; what was read is then kept as a whole.
    """
    with tenant(organisation_id):
        asked = [(one.pk, one.region, one.languages) for one in sources(system(organisation_id))]
    return sum(_read_one(organisation_id, *one) for one in asked)


def _read_one(organisation_id: int, source_id: int, region: str, languages: Sequence[str]) -> bool:
    limits = Limits(settings.INTEGREAT_SECONDS, settings.INTEGREAT_MOST_BYTES, near=settings.INTEGREAT_IS_NEAR)
    base = f"{settings.INTEGREAT_URL}/api/v3/"
    try:
        found = read_region(region, languages, lambda path: read_json(base + path, limits))
        with tenant(organisation_id):
            return keep_reading(system(organisation_id), source_id, found, at=clock.now()) is not None
    except (NotRead, Refused) as fault:
        with tenant(organisation_id):
            note_fault(source_id, fault.why if isinstance(fault, NotRead) else "form", at=clock.now())
        return False


@app.periodic(cron="40 2 * * *")  # in UTC: when nobody else asks the servers of others
@app.task(name="publishing.read_every_night", queueing_lock="publishing.read_every_night")
def read_every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        read_regions.defer(organisation_id=organisation_id)
