"""What pages do by themselves at night: one job for each organisation."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.publishing.actions.drafts import forget_drafts
from lotsenwerk.domain.publishing.actions.mirror import follow
from lotsenwerk.domain.publishing.actions.publish import expire
from lotsenwerk.domain.publishing.actions.tell_carrier import remind
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
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
