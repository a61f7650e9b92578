"""The wall around the rows that came with the shopping help."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_shopping_help"), ("people", "0005_walls_of_shopping_help")]

    operations = [
        *wall("notifications_sendinghours"),
    ]
