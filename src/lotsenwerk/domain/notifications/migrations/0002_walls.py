"""The wall around this room's rows."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("people", "0002_walls")]

    operations = [
        *wall("notifications_letter", keys={"to_id": "people_person"}),
    ]
