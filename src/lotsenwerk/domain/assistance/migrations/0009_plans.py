import django.contrib.postgres.fields
import django.db.models.deletion
import lotsenwerk.kit.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assistance', '0008_two_indexes_less'),
        ('people', '0007_planner_facts'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='begins_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='DayOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('ref', models.CharField(max_length=10)),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.volunteer')),
            ],
        ),
        migrations.AddField(
            model_name='offer',
            name='day',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='assistance.dayoffer'),
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('ref', models.CharField(max_length=10)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('searching', 'Searching'), ('ready', 'Ready'), ('published', 'Published'), ('replaced', 'Replaced'), ('dropped', 'Dropped')], default='waiting', max_length=10)),
                ('snapshot', models.JSONField(null=True)),
                ('routes', models.JSONField(null=True)),
                ('seed', models.PositiveIntegerField(default=0)),
                ('seconds', models.PositiveSmallIntegerField()),
                ('percent_done', models.PositiveSmallIntegerField(default=0)),
                ('cost', models.BigIntegerField(null=True)),
                ('served', models.PositiveIntegerField(null=True)),
                ('unserved', models.PositiveIntegerField(null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by_user_id', models.BigIntegerField(null=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by_user_id', models.BigIntegerField(null=True)),
                ('changes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assistance.plan')),
            ],
        ),
        migrations.AddField(
            model_name='dayoffer',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='assistance.plan'),
        ),
        migrations.CreateModel(
            name='FixedOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('day', models.DateField()),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('made_at', models.DateTimeField()),
                ('made_by_user_id', models.BigIntegerField(null=True)),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.volunteer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'volunteer', 'day'), name='assistance_order_once')],
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('begins_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by_user_id', models.BigIntegerField(null=True)),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='assistance.need')),
                ('volunteer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.volunteer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'need'), name='assistance_pinned_once'), models.CheckConstraint(condition=models.Q(('volunteer__isnull', False), ('begins_at__isnull', False), _connector='OR'), name='assistance_pin_holds_something')],
            },
        ),
        migrations.AddIndex(
            model_name='plan',
            index=models.Index(fields=['organisation_id', 'last_day'], name='assistance_plans_until'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('organisation_id', 'ref'), name='assistance_plan_ref'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='assistance_plan_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('percent_done__lte', 100)), name='assistance_plan_percent'),
        ),
        migrations.AddConstraint(
            model_name='dayoffer',
            constraint=models.UniqueConstraint(fields=('organisation_id', 'ref'), name='assistance_day_ref'),
        ),
        migrations.AddConstraint(
            model_name='dayoffer',
            constraint=models.UniqueConstraint(fields=('organisation_id', 'plan', 'volunteer', 'day'), name='assistance_day_once'),
        ),
    ]
