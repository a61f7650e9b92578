"""Scenes for the tests of plans."""

from collections.abc import Iterator

import pytest

from lotsenwerk.domain.assistance.actions.planning import search
from tests.domain.assistance.planning.scene import Scene, make_scene


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A town, open; searches end after some rounds, so that the same is found each time."""
    monkeypatch.setattr(search, "for_seconds", lambda _seconds: lambda rounds: rounds / 60)
    made = make_scene()
    with made.town.open():
        yield made
