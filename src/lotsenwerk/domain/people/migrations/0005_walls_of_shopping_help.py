"""The wall around the rows that came with the shopping help."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("people", "0004_shopping_help"), ("organisations", "0001_initial")]

    operations = [
        *wall("people_contactperson", keys={"client_id": "people_client", "person_id": "people_person"}),
        *wall("people_absence", keys={"person_id": "people_person"}),
        *wall("people_veto", keys={"client_id": "people_client", "volunteer_id": "people_volunteer"}),
        *wall("people_standingyes", keys={"client_id": "people_client", "volunteer_id": "people_volunteer"}),
        *wall("people_suitabilityfact", keys={"volunteer_id": "people_volunteer"}),
        *wall("people_otherhours", keys={"volunteer_id": "people_volunteer"}),
    ]
