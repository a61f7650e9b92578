"""What the shopping help does by itself: one job for each organisation, and each step a transaction."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.assistance.actions.cascades import widen
from lotsenwerk.domain.assistance.actions.laying import clear_the_away, lay_rhythm
from lotsenwerk.domain.assistance.actions.planning.search import end_abandoned
from lotsenwerk.domain.assistance.actions.planning.search import search_plan as search
from lotsenwerk.domain.assistance.actions.remind import remind
from lotsenwerk.domain.assistance.actions.watch import watch
from lotsenwerk.domain.assistance.queries.standing import cascades_due, ids_to_lay
from lotsenwerk.domain.notifications.queries import may_write_at
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant


@app.task(name="assistance.lay_ahead")
def lay_ahead(organisation_id: int) -> int:
    """Lay the needs of the next days in one organisation; answers how many."""
    with tenant(organisation_id):
        clear_the_away(at=clock.now())
        ids = ids_to_lay(clock.now())
    laid = 0
    for rhythm_id in ids:
        with tenant(organisation_id):
            laid += lay_rhythm(rhythm_id, at=clock.now())
    return laid


@app.task(name="assistance.widen_due")
def widen_due(organisation_id: int) -> int:
    """Do the next step of each cascade of one organisation; answers how many people were asked.

    Plans whose search broke off are dropped on the way.
    """
    with tenant(organisation_id):
        end_abandoned(at=clock.now())
    with tenant(organisation_id):
        due = cascades_due(clock.now()) if may_write_at(clock.now()) else []
    asked = 0
    for cascade_id, need_id in due:
        with tenant(organisation_id):
            asked += widen(cascade_id, need_id, at=clock.now())
    return asked


@app.task(name="assistance.search_plan")
def search_plan(organisation_id: int, plan_id: int) -> bool:
    """Search for one plan of one organisation; answers whether it is ready."""
    return search(organisation_id, plan_id)


@app.task(name="assistance.look_after")
def look_after(organisation_id: int) -> None:
    """Watch over visits that nobody ended and remind those who go tomorrow, in one organisation."""
    with tenant(organisation_id):
        watch(at=clock.now())
    with tenant(organisation_id):
        remind(at=clock.now())


@app.periodic(cron="37 2 * * *")
@app.task(name="assistance.every_night", queueing_lock="assistance.every_night")
def every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        lay_ahead.defer(organisation_id=organisation_id)


@app.periodic(cron="* * * * *")
@app.task(name="assistance.every_minute", queueing_lock="assistance.every_minute")
def every_minute(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        widen_due.defer(organisation_id=organisation_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="assistance.every_ten_minutes", queueing_lock="assistance.every_ten_minutes")
def every_ten_minutes(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        look_after.defer(organisation_id=organisation_id)
