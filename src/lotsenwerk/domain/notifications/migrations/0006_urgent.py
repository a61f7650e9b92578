"""What is urgent leaves at night too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_walls_of_sending_hours")]

    operations = [
        migrations.AddField("letter", "urgent", models.BooleanField(default=False)),
    ]
