"""Two towns that stay for all tests of a file: every wall has two sides."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from lotsenwerk.kit import clock
from tests.database import TestDatabase
from tests.story import Story, tell_story


@pytest.fixture(scope="module")
def two_towns(
    django_db_setup: None, django_db_blocker: Any, test_database: TestDatabase
) -> Iterator[tuple[Story, Story]]:
    """Committed, so that the owner's connection sees them too; tests roll back what they do themselves."""
    kept = test_database.filled_tables()
    with django_db_blocker.unblock():
        at = clock.now()
        stories = tell_story(at=at), tell_story("Lampertheim", "06431013", family="Kraus", helping="Tekle", at=at)
        connections.close_all()
        yield stories
        connections.close_all()
        test_database.empty(keep=kept)
