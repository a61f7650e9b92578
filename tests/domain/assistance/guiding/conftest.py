"""The scene, inside its town."""

from collections.abc import Iterator

import pytest

from tests.domain.assistance.guiding.scenes import Guides, open_guides
from tests.factories import make_town


@pytest.fixture
def scene(db: None) -> Iterator[Guides]:
    town = make_town()
    with town.open():
        yield open_guides(town)
