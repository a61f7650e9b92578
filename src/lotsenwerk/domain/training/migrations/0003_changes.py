"""How often a date was changed, for calendars."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="session", name="changes", field=models.PositiveSmallIntegerField(default=0)
        ),
    ]
