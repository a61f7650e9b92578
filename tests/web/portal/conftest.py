"""What the tests of the public pages begin with: a Monday, and a town with a postcode."""

import html
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from tests.factories import MONDAY, Town, make_town


def said(answer: Any) -> str:
    """What a reader reads."""
    return html.unescape(answer.content.decode())


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[datetime]:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


@pytest.fixture
def town() -> Town:
    """Bürstadt, with its postcode 68642."""
    made = make_town()
    made.organisation.municipality.postcodes.get_or_create(plz="68642")
    return made
