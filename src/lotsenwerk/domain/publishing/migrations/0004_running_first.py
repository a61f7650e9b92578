"""What runs stands before what has ended, so the index by name says so too; that of words is always in order."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_unasked")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="publishing_entries_by_name"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["kind", "has_ended", "sort_key", "id"], name="publishing_entries_by_name"),
        ),
        migrations.RemoveIndex(model_name="entrytext", name="publishing_texts_found"),
        migrations.AddIndex(
            model_name="entrytext",
            index=GinIndex(fields=["found_by"], name="publishing_texts_found", fastupdate=False),
        ),
    ]
