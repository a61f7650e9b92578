"""Nightly and hourly work of the journal."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.journal.actions.seal import seal
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant


@app.task(name="journal.seal")
def seal_journal(organisation_id: int) -> None:
    """Seal every open line of one organisation."""
    with tenant(organisation_id):
        while seal(at=clock.now()) is not None:
            pass
