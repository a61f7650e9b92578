"""What a town reads of others, behind its wall."""

import django.contrib.postgres.fields
import django.db.models.deletion
import lotsenwerk.kit.tenancy
from django.db import migrations, models

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_what_partners_say'),
        ('publishing', '0005_editing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('region', models.SlugField(max_length=60)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('website', models.URLField(blank=True, max_length=300)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None)),
                ('added_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(null=True)),
                ('worked_at', models.DateTimeField(null=True)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('places', models.PositiveIntegerField(default=0)),
                ('dates', models.PositiveIntegerField(default=0)),
                ('pages', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'region'), name='publishing_source_once')],
            },
        ),
        migrations.CreateModel(
            name='Borrowed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('key', models.CharField(max_length=300)),
                ('digest', models.CharField(max_length=64)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.entry')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='borrowed', to='publishing.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'source', 'key'), name='publishing_borrowed_once'), models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', True), ('partner__isnull', False)), models.Q(('entry__isnull', False), ('partner__isnull', True)), _connector='OR'), name='publishing_borrowed_is_one_thing')],
            },
        ),
        *wall("publishing_source"),
        *wall("publishing_borrowed", keys={"source_id": "publishing_source"}),
    ]
