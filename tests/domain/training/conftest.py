"""A town with a course of two dates."""

import pytest

from tests.domain.training.scene import Scene, make_scene


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()
