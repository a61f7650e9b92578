"""A town with a food bank and the browser at its counter, or one with a pool and a Kita. Monday, ten o'clock."""

import html
from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client as Browser

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.kit.actor import system
from tests.domain.assistance.food_bank_scenes import Bank, make_bank
from tests.domain.assistance.inquiries.scenes import Scene, open_scene
from tests.factories import MONDAY, make_town

BACKEND = "lotsenwerk.domain.accounts.backends.Backend"


def said(answer: object) -> str:
    """What a page says, as it is read."""
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[datetime]:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


@pytest.fixture
def bank() -> Bank:
    """It gives out on Mondays too."""
    return make_bank(make_town(), weekday=0)


def counter_of(bank: Bank, *, email: str = "tafel@example.org") -> Browser:
    """The browser of a member of a food bank, who reads English."""
    with bank.town.open():
        given = give_role(
            system(bank.town.id),
            email=email,
            display_name="Hanna",
            role=Role.PARTNER,
            partner_id=bank.organisation.id,
            at=MONDAY,
        )
    User.objects.filter(pk=given.user_id).update(language="en")
    browser = Browser()
    browser.force_login(given.user, backend=BACKEND)
    return browser


@pytest.fixture
def counter(bank: Bank) -> Browser:
    return counter_of(bank)


@pytest.fixture
def scene() -> Scene:
    """A pool of interpreters and the Kita that works with it."""
    town = make_town()
    with town.open():
        return open_scene(town)
