import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_contact_persons'),
    ]

    operations = [
        migrations.AddField(
            model_name='client',
            name='circumstances',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('dog', 'Dog'), ('cat', 'Cat'), ('smoke', 'Smoke'), ('stairs', 'Stairs')], max_length=10), default=list, size=None),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='avoids',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('dog', 'Dog'), ('cat', 'Cat'), ('smoke', 'Smoke'), ('stairs', 'Stairs')], max_length=10), default=list, size=None),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='most_hours_a_week',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='most_visits_a_week',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='rides_cargo_bicycle',
            field=models.BooleanField(default=False),
        ),
    ]
