"""The shop window: everybody reads it, each town writes its own rows, and the searches find their indexes."""

import pytest
from django.db import ProgrammingError, connection, transaction

from lotsenwerk.domain.publishing.models import Entry, EntryText
from lotsenwerk.kit.tenancy import POLICY, WINDOW
from tests.domain.publishing.scene import make_scene, published
from tests.factories import make_town

pytestmark = pytest.mark.django_db
TABLES = ("publishing_entry", "publishing_entryday", "publishing_entrypicture", "publishing_entrytext")


def test_everybody_reads_and_each_town_writes_its_own() -> None:
    scene, other = make_scene(), make_town("Lampertheim", "06431013")
    with scene.town.open():
        published(scene)
    assert Entry.objects.get().ref == scene.page.ref
    with other.open():
        assert EntryText.objects.get().title == "Fahrradwerkstatt am Bahnhof"
        assert Entry.objects.update(is_shown=False) == 0
        assert EntryText.objects.all().delete()[0] == 0
        entry = Entry.objects.get()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            EntryText.objects.create(entry=entry, organisation=scene.town.organisation, language="en", title="Stolen")
    assert Entry.objects.get().is_shown


@pytest.mark.parametrize("table", TABLES)
def test_its_tables_have_these_two_policies_and_no_others(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, cmd, qual, with_check FROM pg_policies WHERE tablename = %s ORDER BY 1", [table]
        )
        mine = "(organisation_id = (NULLIF(current_setting('app.org'::text, true), ''::text))::bigint)"
        assert cursor.fetchall() == [(WINDOW, "SELECT", "true", None), (POLICY, "ALL", mine, mine)]
