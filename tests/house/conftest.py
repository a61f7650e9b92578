"""Two towns that stay for all tests of a file: every wall has two sides."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
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
    with towns_that_stay(django_db_blocker, test_database, at=clock.now()) as stories:
        yield stories


@contextmanager
def towns_that_stay(blocker: Any, database: TestDatabase, *, at: datetime) -> Iterator[tuple[Story, Story]]:
    """Let everything happen once in two towns, for good; at the end nothing of it is left."""
    kept = database.filled_tables()
    with blocker.unblock():
        try:
            stories = tell_story(at=at), tell_story("Lampertheim", "06431013", family="Kraus", helping="Tekle", at=at)
            connections.close_all()
            yield stories
        finally:
            connections.close_all()
            database.empty(keep=kept)
