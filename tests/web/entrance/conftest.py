"""A town, somebody of the office and somebody who helps, and a browser at the door."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser
from django.test import override_settings

from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.people.models import Volunteer
from tests.factories import Town, make_town, make_volunteer

BACKEND = "lotsenwerk.domain.accounts.backends.Backend"
PASSWORD = "vier Wörter im Regen"
FIRST_PAGE = {"headers": {"accept-language": "de"}}


@dataclass
class Door:
    """The entrance of one town, seen in German."""

    town: Town
    amira: Volunteer
    browser: Browser = field(default_factory=lambda: Browser(headers={"accept-language": "de"}))

    @property
    def coordinator(self) -> User:
        return self.town.members[Role.COORDINATOR].user

    @property
    def volunteer(self) -> User:
        user = self.amira.person.user
        assert user
        return user

    def log_in(self, user: User) -> Browser:
        self.browser.force_login(user, backend=BACKEND)
        return self.browser

    def give_password(self, user: User) -> User:
        user.set_password(PASSWORD)
        user.save()
        return user

    def is_inside(self) -> bool:
        return "_auth_user_id" in self.browser.session

    def code_sent(self) -> str:
        """The six digits of the newest mail."""
        return next(word for word in mail.outbox[-1].body.split() if len(word) == 6 and word.isdigit())

    def ask_for_code(self, email: str) -> Any:
        return self.browser.post("/account/login/code/", {"email": email})


@pytest.fixture
def door(db: None) -> Door:
    town = make_town()
    with town.open():
        return Door(town, make_volunteer(town))


@pytest.fixture
def real_town(door: Door) -> Any:
    """The same outside of the demonstration."""
    with override_settings(DEMO=False):
        yield door
