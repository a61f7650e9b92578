"""What dates do by themselves: one job for each organisation."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.gatherings.actions.show_days import end_what_is_over, extend
from lotsenwerk.domain.gatherings.actions.tell_guests import tell_guests
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant


@app.task(name="gatherings.extend_dates")
def extend_dates(organisation_id: int) -> int:
    """Show the days ahead of every published date of one organisation, and end the lists of days that are over."""
    with tenant(organisation_id):
        now = clock.now()
        end_what_is_over(now)
        return extend(now)


@app.task(name="gatherings.tell_guests")
def tell_guests_of(organisation_id: int) -> int:
    """Write to the guests of one organisation who are to be told something."""
    with tenant(organisation_id):
        return tell_guests()


@app.periodic(cron="40 23 * * *")  # in UTC: after midnight in Hessen, summer and winter
@app.task(name="gatherings.every_night", queueing_lock="gatherings.every_night")
def every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        extend_dates.defer(organisation_id=organisation_id)


@app.periodic(cron="*/5 5-20 * * *")  # in UTC
@app.task(name="gatherings.by_day", queueing_lock="gatherings.by_day")
def by_day(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """The same for letters to guests, every five minutes by day."""
    for organisation_id in tenants().values_list("id", flat=True):
        tell_guests_of.defer(organisation_id=organisation_id)
