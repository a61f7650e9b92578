"""The wall around files of grants and their ledger. Notices and lines of the ledger are only added."""

from django.db import migrations

from lotsenwerk.kit.tenancy import append_only, wall

OF_GRANT = {"grant_id": "funding_grant"}


class Migration(migrations.Migration):
    dependencies = [("funding", "0003_grants")]

    operations = [
        *wall("funding_grant", keys={"pool_id": "people_pool", "previous_id": "funding_grant"}),
        *wall("funding_granttext", keys=OF_GRANT),
        *wall("funding_financingitem", keys=OF_GRANT),
        *wall("funding_notice", keys=OF_GRANT),
        *wall("funding_instalment", keys=OF_GRANT),
        *wall("funding_granttask", keys=OF_GRANT),
        *wall("funding_calendarfeed"),
        *wall("funding_ledgerline", keys={**OF_GRANT, "reverses_id": "funding_ledgerline"}),
        *wall("funding_pull", keys=OF_GRANT),
        append_only("funding_notice", "funding_ledgerline"),
    ]
