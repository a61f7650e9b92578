"""A carrier with a page, and the browsers of its member, of another partner's and of the desk."""

import html
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client as Browser

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.kit.actor import system
from tests.domain.publishing.scene import Scene, make_scene
from tests.factories import MONDAY

BACKEND = "lotsenwerk.domain.accounts.backends.Backend"


def said(answer: object) -> str:
    """What a page says, as it is read."""
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[None]:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def scene() -> Scene:
    """A town, a carrier and its page."""
    return make_scene()


def browser_of(scene: Scene, role: Role, email: str, partner_id: int | None = None) -> Browser:
    """Somebody's browser, who reads English."""
    with scene.town.open():
        given = give_role(
            system(scene.town.id), email=email, display_name="Petra Lang", role=role, partner_id=partner_id, at=MONDAY
        )
    User.objects.filter(pk=given.user_id).update(language="en")
    browser = Browser()
    browser.force_login(given.user, backend=BACKEND)
    return browser


@pytest.fixture
def member(scene: Scene) -> Browser:
    """She writes for the carrier."""
    return browser_of(scene, Role.PARTNER, "petra@radverein.example", scene.carrier.pk)


@pytest.fixture
def stranger(scene: Scene) -> Browser:
    """She writes for another partner of the same town."""
    return browser_of(scene, Role.PARTNER, "noura@bruecke.example", scene.stranger.partner_id)
