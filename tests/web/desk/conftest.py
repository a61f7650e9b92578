"""A town with people in it, and the browsers of those who work there. It is ten o'clock on a Monday."""

import html
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest
import time_machine
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Membership, User
from lotsenwerk.domain.assistance.models import Assignment, CallBack, Need, Offer
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Availability, Person, Portrait, Volunteer
from tests.factories import MONDAY, Town, make_town

BACKEND = "lotsenwerk.domain.accounts.backends.Backend"
LogIn = Callable[..., Browser]
Unchanged = Callable[[Town], AbstractContextManager[None]]


def said(answer: object) -> str:
    """What a page says, as it is read."""
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[datetime]:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def neighbour() -> Town:
    return make_town("Lampertheim", "06431013")


@pytest.fixture
def log_in() -> LogIn:
    """Make the browser of somebody of a town who has a role."""

    def browser_of(town: Town, role: str = "coordinator", language: str = "en") -> Browser:
        user = User.objects.get(pk=town.members[role].user_id)
        User.objects.filter(pk=user.pk).update(language=language)
        browser = Browser()
        browser.force_login(user, backend=BACKEND)
        return browser

    return browser_of


@pytest.fixture
def coordinator(town: Town, log_in: LogIn) -> Browser:
    return log_in(town)


@pytest.fixture
def administrator(town: Town, log_in: LogIn) -> Browser:
    return log_in(town, "administrator")


@pytest.fixture
def unchanged() -> Unchanged:
    """A stretch of a test after which every row of the town has to be what it was."""

    @contextmanager
    def nothing_changes(town: Town) -> Iterator[None]:
        before = _rows(town)
        yield
        assert _rows(town) == before

    return nothing_changes


def _rows(town: Town) -> list[list[dict[str, object]]]:
    tables = [Line, Need, Offer, Assignment, CallBack, Person, Volunteer, Availability, Portrait]
    with town.open():
        kept = [list(table.objects.order_by("pk").values()) for table in tables]
    return [*kept, *(list(table.objects.order_by("pk").values()) for table in (Membership, Organisation))]
