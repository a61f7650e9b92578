"""The wall around lists to sign up."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0003_becoming_one"), ("people", "0005_walls_of_shopping_help")]

    operations = [
        *wall("gatherings_signuplist"),
        *wall("gatherings_signup", keys={"list_id": "gatherings_signuplist", "person_id": "people_person"}),
    ]
