"""What the demonstration tells the public: the twelve projects of 2017, offers, news, and how one becomes a guide."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.places.queries import search_municipalities
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.testimonials import Said, add_testimonial
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import Contact, make_page
from lotsenwerk.domain.publishing.documents import MORE, SECTIONS, Facts, Item, Words
from lotsenwerk.domain.publishing.models import Page, PageKind
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.phone_numbers import fictional_landline

HOME: Final = "Bürstadt"
TABLES: Final = ("projects.toml", "pages.toml")
FIRST_NUMBER: Final = 3400
CONSENT: Final = timedelta(days=365)
MEMBERS: Final[Mapping[str, tuple[str, str]]] = {
    "Interkulturelles Büro Bürstadt": ("Samira Noury", "samira.noury"),
    "Verein Brücke Ried e. V.": ("Bilal Yıldız", "bilal.yildiz"),
}
"""Who logs in for a carrier, and the part of the address before the @."""
_KINDS: Final = {"Verein Brücke Ried e. V.": Kind.MIGRANT_ORGANISATION}
TRANSLATED: Final = "translations.toml"
_LANGUAGES: Final = ("en", "uk", "ru", "ar", "fa", "tr", "fr", "ti", "de-simple")
_DAYS: Final = ("starts_on", "ended_on")


def put_pages(town: LaidTown, *, since: datetime, only: str = "", but: str = "") -> None:
    """Publish the pages of one place alone, or those of every place but one, with their carriers and translations."""
    laid = _Pages(town, since)
    for told in _told():
        place = told.get("town", "")
        if (only and place != only) or (but and place == but):
            continue
        laid.put(told)


@cache
def _told() -> Sequence[Mapping[str, Any]]:
    folder = files("lotsenwerk.console.demo_data") / "data"
    return [one for name in TABLES for one in tomllib.loads((folder / name).read_text("utf-8"))["page"]]


@cache
def _more_languages() -> Mapping[str, Mapping[str, Any]]:
    folder = files("lotsenwerk.console.demo_data") / "data"
    return tomllib.loads((folder / TRANSLATED).read_text("utf-8"))


class _Pages:
    """The pages of one body on their way into the window."""

    def __init__(self, town: LaidTown, since: datetime) -> None:
        self.town, self.since = town, since
        self.carriers: dict[str, Organisation] = {}

    def put(self, told: Mapping[str, Any]) -> Page:
        kind = PageKind(told.get("kind", PageKind.PROJECT))
        carrier = self._carrier(told["carrier"]) if "carrier" in told else None
        desk, at = self.town.coordinator, self.since
        page = make_page(
            desk,
            kind,
            _facts(kind, told),
            words(kind, told),
            carrier=carrier,
            contact=_contact(told),
            shown_until=self._until(told),
            at=at,
        )
        more = _more_languages().get(told["title"], {})
        for language in _LANGUAGES:
            if said_so := told.get(language) or more.get(language):
                translate(desk, page, language, words(kind, said_so), of_number=1, at=at)
        for said in told.get("said", ()):
            agreed = clock.local(at).date()
            she = Said(said["name"], said["said"], agreed, agreed + CONSENT, role=said.get("role", ""))
            add_testimonial(desk, page, she, at=at)
        # At the end, so that the window is filled once.
        return publish(desk, page, number=1, at=at)

    def _until(self, told: Mapping[str, Any]) -> date | None:
        weeks = told.get("weeks")
        return clock.local(self.town.at).date() + timedelta(weeks=weeks) if weeks else None

    def _carrier(self, name: str) -> Organisation:
        if name not in self.carriers:
            program = system(self.town.organisation.id)
            kind = _KINDS.get(name, Kind.CARRIER)
            self.carriers[name] = carrier = list_partner(program, kind=kind, name=name, at=self.since)
            if name in MEMBERS:
                self._member(carrier, *MEMBERS[name])
        return self.carriers[name]

    def _member(self, carrier: Organisation, name: str, box: str) -> None:
        give_role(
            system(self.town.organisation.id),
            email=f"{box}@{self.town.organisation.slug}.example",
            display_name=name,
            role=Role.PARTNER,
            partner_id=carrier.pk,
            has_pages=True,
            at=self.since,
        )


def words(kind: PageKind, told: Mapping[str, Any]) -> Words:
    """The words of a page as a table tells them."""
    items = {name: tuple(Item(*pair) for pair in told.get(name, ())) for name in ("goals", "milestones")}
    return Words(
        title=told["title"],
        summary=told.get("summary", ""),
        sections={name: told[name].strip() for name in SECTIONS[kind] if name in told},
        partners=tuple(told.get("partners", ())),
        **items,
    )


def _facts(kind: PageKind, told: Mapping[str, Any]) -> Facts:
    known: dict[str, Callable[[Any], Any]] = {
        "place": str,
        "field": str,
        "speaks": tuple,
        "times": tuple,
        "is_digital": bool,
        "seeks_helpers": bool,
        "website": str,
    }
    plain = {name: read(told[name]) for name, read in known.items() if name in told}
    days = {name: told[name] for name in _DAYS if name in told}
    more = {name: told[name] for name in MORE[kind] if name in told}
    return Facts(ags=_ags(told.get("town", "")), more=more, **plain, **days)


@cache
def _ags(town: str) -> str:
    return search_municipalities(town, most=1)[0].ags if town else ""


def _contact(told: Mapping[str, Any]) -> Contact | None:
    if "contact" not in told:
        return None
    name, role, number = told["contact"]
    return Contact(name, role, fictional_landline(FIRST_NUMBER + number))
