"""What belongs to the writing of pages, behind the wall."""

import django.db.models.deletion
from django.db import migrations, models

import lotsenwerk.kit.tenancy
from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0004_running_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='checked_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='page',
            name='follows',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='page',
            name='sent_back_because',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.CreateModel(
            name='AnsweredProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('key', models.CharField(max_length=60)),
                ('answered_at', models.DateTimeField()),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='publishing.page')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'key'), name='publishing_answered_once')],
            },
        ),
        migrations.CreateModel(
            name='PageDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)),
                ('user_id', models.BigIntegerField()),
                ('after', models.PositiveIntegerField()),
                ('typed', models.JSONField()),
                ('saved_at', models.DateTimeField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='publishing.page')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation_id', 'page', 'user_id'), name='publishing_one_draft')],
            },
        ),
        *wall("publishing_pagedraft", keys={"page_id": "publishing_page"}),
        *wall("publishing_answeredproposal", keys={"page_id": "publishing_page"}),
    ]
