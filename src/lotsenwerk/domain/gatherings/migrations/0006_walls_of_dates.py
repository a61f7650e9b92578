"""The wall around dates, their days, and what is counted on them."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0005_dates"), ("publishing", "0002_walls")]

    operations = [
        *wall("gatherings_series", keys={"page_id": "publishing_page"}),
        *wall(
            "gatherings_seriesday",
            keys={"series_id": "gatherings_series", "sign_up_list_id": "gatherings_signuplist"},
        ),
        *wall("gatherings_tablecount", keys={"day_id": "gatherings_seriesday"}),
        *wall("gatherings_loggeditem", keys={"day_id": "gatherings_seriesday"}),
    ]
