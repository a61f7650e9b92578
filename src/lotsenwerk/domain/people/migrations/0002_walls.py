"""The wall around this room's rows."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("organisations", "0001_initial")]

    operations = [
        *wall("people_person"),
        *wall("people_client", keys={"person_id": "people_person"}),
        *wall("people_volunteer", keys={"person_id": "people_person"}),
        *wall("people_languageskill", keys={"person_id": "people_person"}),
        *wall("people_availability", keys={"volunteer_id": "people_volunteer"}),
        *wall("people_searchkey", keys={"person_id": "people_person"}),
        *wall("people_portrait", keys={"person_id": "people_person"}),
    ]
