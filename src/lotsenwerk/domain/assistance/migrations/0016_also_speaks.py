"""Who asks for a guide herself may speak several languages."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assistance", "0015_orders_of_guides")]

    operations = [
        migrations.AddField(
            model_name="inquiry",
            name="also_speaks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=3), default=list, size=None
            ),
        )
    ]
