"""Every night the hours of whoever agreed are told again, every morning deadlines; and large pools are taken over."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.funding.actions.grants.reminding import remind
from lotsenwerk.domain.funding.actions.ledger.pulling import step
from lotsenwerk.domain.funding.actions.telling import forget_old_years, tell_again
from lotsenwerk.domain.funding.queries.facts import standing_consents
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant


@app.task(name="funding.tell_hours")
def tell_hours(organisation_id: int) -> int:
    """Tell the hours of one organisation, person by person; answers of how many."""
    with tenant(organisation_id):
        forget_old_years(at=clock.now())
        ids = standing_consents()
    told = 0
    for consent_id in ids:
        with tenant(organisation_id):
            told += tell_again(consent_id, at=clock.now())
    return told


@app.periodic(cron="41 2 * * *")
@app.task(name="funding.every_night", queueing_lock="funding.every_night")
def every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        tell_hours.defer(organisation_id=organisation_id)


@app.task(name="funding.take_over")
def take_over(organisation_id: int, pull_id: int) -> int:
    """Take a pool's deployments into the ledger, some people in each transaction; answers in how many steps."""
    steps, is_done = 0, False
    while not is_done:
        with tenant(organisation_id):
            is_done = step(pull_id, at=clock.now())
        steps += 1
    return steps


@app.task(name="funding.remind_of_deadlines")
def remind_of_deadlines(organisation_id: int) -> int:
    """Write to those who keep the files what is due soon; answers of how many tasks."""
    with tenant(organisation_id):
        return remind(at=clock.now())


@app.periodic(cron="20 7 * * *")  # in UTC: in the morning in Hessen, when an office begins
@app.task(name="funding.every_morning", queueing_lock="funding.every_morning")
def every_morning(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        remind_of_deadlines.defer(organisation_id=organisation_id)
