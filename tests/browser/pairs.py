"""Pages, roles, languages, themes and widths, and a sample in which every two values meet once.

The pages are those of the table of addresses (tests/house/test_doors.py), so that none is forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from lotsenwerk.domain.accounts.models import Role, User
from tests.house.test_doors import ADDRESSES, ANONYMOUS, OF_ALLAUTH, PAGES, PUBLIC, Page, _parameters
from tests.story import Story

WIDTHS = {1280: 800, 390: 844}
THEMES = ("light", "dark")
OF_DESK = ("de", "en")
OF_STAFF = ("desk:", "partner:")
"""The desk and the counter speak German and English; what others see speaks all languages."""
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
RIGHT_TO_LEFT = tuple(code for code in LANGUAGES if code in settings.LANGUAGES_BIDI)
OTHERS = tuple(code for code in LANGUAGES if code not in settings.LANGUAGES_BIDI and code != "de")


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it."""

    page: str
    role: str
    language: str
    theme: str
    width: int

    def values(self) -> tuple[tuple[str, object], ...]:
        return tuple(vars(self).items())

    def pairs(self) -> set[tuple[tuple[str, object], tuple[str, object]]]:
        return set(combinations(self.values(), 2))


def sights(pages: Mapping[str, Sequence[str]], *, all_languages: bool) -> dict[str, list[Sight]]:
    """For each page every way in which it can be seen; ``pages`` says by which roles.

    Without ``all_languages`` a page that speaks all of them is looked at in three: German, one that is written from
    right to left, and one of the others, another one for each page; and as two of its roles, the first and the last.
    """
    every = {}
    for number, (name, roles) in enumerate(pages.items()):
        # The style guide is written in German alone.
        spoken = OF_DESK if name.startswith(OF_STAFF) else ("de",) if name.startswith("look:") else LANGUAGES
        if not all_languages and spoken == LANGUAGES:
            spoken = ("de", RIGHT_TO_LEFT[number % len(RIGHT_TO_LEFT)], OTHERS[number % len(OTHERS)])
        seen_by = roles if all_languages else tuple(dict.fromkeys((roles[0], roles[-1])))
        every[name] = [Sight(name, *seen) for seen in product(seen_by, spoken, THEMES, WIDTHS)]
    return every


def pairwise(every: Mapping[str, Sequence[Sight]]) -> Iterator[Sight]:
    """So few sights that any two values that can meet do so in one of them; the same ones each time."""
    met: set[object] = set()
    for ways in every.values():
        missing = set().union(*(sight.pairs() for sight in ways)) - met
        while missing:
            best = max(ways, key=lambda sight: len(sight.pairs() & missing))
            missing -= best.pairs()
            met |= best.pairs()
            yield best


def user_ids(story: Story) -> dict[str, int]:
    """A login for each role of the story's town."""
    rows = User.objects.filter(memberships__organisation_id=story.town.id).exclude(memberships__role=Role.VOLUNTEER)
    users = dict(rows.values_list("memberships__role", "pk"))
    assert story.helper.person.user_id
    return users | {Role.VOLUNTEER: story.helper.person.user_id}


def session_of(user_id: int) -> str:
    client = Client()
    backend = "lotsenwerk.domain.accounts.backends.Backend"
    client.force_login(User.objects.get(pk=user_id), backend=backend)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def pages_to_look_at(story: Story) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The address of every page that is drawn whole, and the roles that see it."""
    users, addresses, roles = user_ids(story), {}, {}
    clients = {ANONYMOUS: Client(raise_request_exception=False)}
    for role, pk in users.items():
        clients[role] = Client(raise_request_exception=False)
        clients[role].cookies[settings.SESSION_COOKIE_NAME] = session_of(pk)
    everything = PAGES | dict.fromkeys(_public(), Page(frozenset({ANONYMOUS})))
    for name, page in everything.items():
        url = name if name.startswith("/") else reverse(name, kwargs=page.keys(story) or _parameters(name, story))
        if not page.may:
            # By a link alone: the journey of a newcomer looks at it.
            continue
        may = [role for role in clients if role in page.may]
        answer = clients[may[0]].get(url)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html") and b"<html" in answer.content[:400]
        if answer.status_code == 200 and is_page:
            addresses[name], roles[name] = url, may
    return addresses, roles


def in_language(address: str, language: str) -> str:
    """The same page in a language, where the address says it; elsewhere the address itself."""
    match = resolve(address)
    if "language" not in match.kwargs or "ref" in match.kwargs:
        # A translation that is written names its own language, whatever the reader's.
        return address
    return reverse(match.view_name, kwargs=match.kwargs | {"language": language})


def _public() -> list[str]:
    named = [one.name for one in ADDRESSES if one.name in PUBLIC or one.name.startswith(OF_ALLAUTH)]
    of_one = {"entrance:become", "entrance:link", "account_reset_password_from_key", "mfa_remove_webauthn"}
    return [name for name in dict.fromkeys(named) if name not in of_one]
