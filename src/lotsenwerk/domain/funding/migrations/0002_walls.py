"""The wall around hours that count. What organisations tell each other stands before it."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]

    operations = [
        *wall("funding_budget", keys={"pool_id": "people_pool"}),
        *wall("funding_coordinating", keys={"volunteer_id": "people_volunteer"}),
        *wall("funding_tellingconsent", keys={"volunteer_id": "people_volunteer"}),
        *wall("funding_saidelsewhere", keys={"volunteer_id": "people_volunteer"}),
        *wall("funding_waiver", keys={"volunteer_id": "people_volunteer"}),
        *wall("funding_taxchoice", keys={"volunteer_id": "people_volunteer"}),
    ]
