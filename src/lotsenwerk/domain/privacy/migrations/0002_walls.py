"""The wall around this room's rows."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("organisations", "0001_initial")]

    operations = [
        *wall("privacy_retentionrun"),
    ]
