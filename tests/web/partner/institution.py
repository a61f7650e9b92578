"""The scene of the inquiries with browsers of the Kita's people, for the tests of its pages."""

from typing import Any

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    approve_cooperation,
    ask_for_cooperation,
    invite_member,
)
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.people.actions.pools import open_pool
from tests.domain.assistance.inquiries.scenes import KITA, Scene, stranger
from tests.factories import MONDAY
from tests.web.partner.conftest import BACKEND, Browser

ASKED = {
    "language": "Arabisch",
    "body": "kita",
    "subject": "parents_talk",
    "about": "Elterngespräch",
    "day": "2026-11-24",
    "time": "14:00",
    "minutes": "60",
    "way": "on_the_spot",
    "has_consent": "on",
    "who": "pool",
    "asked_by": "Frau Muster",
    "accepts_rules": "on",
}
"""What is typed for a request that keeps all rules."""
ORDERED = {
    "body": "kita",
    "subject": "enrolment",
    "wishes": ["go_along", "explain"],
    "about": "Anmeldung in der Grundschule",
    "until": "2026-12-18",
    "day": "2026-11-24",
    "time": "14:00",
    "minutes": "60",
    "has_consent": "on",
    "asked_by": "Frau Muster",
    "accepts_rules": "on",
}
"""What is typed for a guide."""


def browser_of(
    scene: Scene, cooperation: Cooperation, *, email: str = "muster@kita.example", language: str = "en"
) -> Browser:
    """The browser of somebody whom the town has invited to ask for an institution."""
    with scene.town.open():
        member = invite_member(scene.desk, cooperation, email=email, display_name="Frau Muster", at=MONDAY)
    User.objects.filter(pk=member.user_id).update(language=language)
    browser = Browser()
    browser.force_login(member.user, backend=BACKEND)
    return browser


def with_guides(scene: Scene) -> Cooperation:
    """The Kita works with a pool of guides as well. Inside the town's scope."""
    pool = open_pool(scene.desk, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
    asked = ask_for_cooperation(stranger(scene.town), pool, KITA, at=MONDAY)
    return approve_cooperation(scene.desk, asked, partner=scene.kita.partner, at=MONDAY)


def form_of(scene: Scene) -> str:
    return f"/partner/requests/new/{scene.kita.ref}/"


def changed(**other: Any) -> dict[str, Any]:
    """The typed request with something else in it."""
    return ASKED | other
