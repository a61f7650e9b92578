"""A town with a carrier and pages of every kind, and a neighbour with one page; it is ten o'clock on a Monday."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from tests.domain.publishing.scene import Scene, make_scene, published
from tests.factories import MONDAY


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[datetime]:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


@pytest.fixture
def scene() -> Scene:
    """Its page is published."""
    made = make_scene()
    with made.town.open():
        published(made)
    return made
