from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assistance', '0010_walls_of_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='fault',
            field=models.CharField(blank=True, choices=[('broke_off', 'Broke Off'), ('makes_no_sense', 'Makes No Sense')], default='', max_length=16),
            preserve_default=False,
        ),
    ]
