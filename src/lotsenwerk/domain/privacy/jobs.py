"""Every night, town by town: forget what has come of age and seal the journal."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.journal.actions.once import delete_old_answers
from lotsenwerk.domain.journal.jobs import seal_journal
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.people.actions.cards import delete_old_cards
from lotsenwerk.domain.people.actions.links import delete_expired_links
from lotsenwerk.domain.privacy.actions.run_retention import run_retention
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.tenancy import tenant


@app.task(name="privacy.retention")
def retention(organisation_id: int) -> None:
    """Run retention in one organisation."""
    with tenant(organisation_id):
        run_retention(system(organisation_id), at=clock.now())


@app.task(name="privacy.housekeeping")
def housekeeping(organisation_id: int) -> None:
    """Delete what says nothing of a person and serves nobody any more, in one organisation."""
    with tenant(organisation_id):
        now = clock.now()
        delete_expired_links(at=now)
        delete_old_cards(at=now)
        delete_old_answers(at=now)


@app.periodic(cron="17 2 * * *")
@app.task(name="privacy.every_night", queueing_lock="privacy.every_night")
def every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation and each kind of nightly work."""
    for organisation_id in tenants().values_list("id", flat=True):
        retention.defer(organisation_id=organisation_id)
        housekeeping.defer(organisation_id=organisation_id)


@app.periodic(cron="*/15 * * * *")
@app.task(name="privacy.seal_journals", queueing_lock="privacy.seal_journals")
def seal_journals(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation whose journal is to be sealed."""
    for organisation_id in tenants().values_list("id", flat=True):
        seal_journal.defer(organisation_id=organisation_id)
