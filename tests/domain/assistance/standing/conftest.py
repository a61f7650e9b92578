"""Scenes for the tests of standing needs."""

from collections.abc import Iterator

import pytest

from tests.domain.assistance.standing.scene import Scene, make_scene


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """Mrs Weber's town, open."""
    made = make_scene()
    with made.town.open():
        yield made
