"""Privileges of the running program, the wall around the journal, and a record that can only grow."""

from django.db import migrations

from lotsenwerk.kit.tenancy import app_role, append_only, wall


def privileges() -> migrations.RunSQL:
    """What the owner makes from now on, and has made so far, the running program may read and write."""
    role = app_role()
    return migrations.RunSQL(
        [
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ],
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        privileges(),
        *wall("journal_line", organisation_key=False),
        *wall("journal_detail", keys={"line_id": "journal_line"}, organisation_key=False),
        *wall("journal_seal", organisation_key=False),
        *wall(
            "journal_sealedline",
            keys={"seal_id": "journal_seal", "line_id": "journal_line"},
            organisation_key=False,
        ),
        *wall("journal_stamp", organisation_key=False),
        *wall("journal_done", organisation_key=False),
        append_only("journal_line", "journal_seal", "journal_sealedline"),
        migrations.RunSQL(f"REVOKE UPDATE ON journal_detail FROM {app_role()}", migrations.RunSQL.noop),
    ]
