"""The scene, inside its town."""

from collections.abc import Iterator

import pytest

from tests.domain.assistance.inquiries.scenes import Scene, open_scene
from tests.factories import make_town


@pytest.fixture
def scene() -> Iterator[Scene]:
    town = make_town()
    with town.open():
        yield open_scene(town)
