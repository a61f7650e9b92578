"""Ask for an interpreter or a guide: which pools there are, what each does, and how an institution asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.bodies import BODIES, SUBJECTS
from lotsenwerk.domain.assistance.models import Exclusion
from lotsenwerk.domain.assistance.queries.asked_pools import (
    ASKED,
    AskedPool,
    Promised,
    as_the_public_reads,
    pool_to_ask,
    pools_to_ask,
    promised,
)
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenant_by_slug, tenants
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.engines.scope.findings import Weight
from lotsenwerk.kit import clock, money, phone_numbers
from lotsenwerk.kit.appearance import language_choices
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.tongues import InLanguage, in_every_language


@dataclass(frozen=True, slots=True)
class Card:
    """A pool on a public page."""

    town: Organisation
    asked: AskedPool
    languages: Sequence[str]

    @property
    def is_guide(self) -> bool:
        """Whether guides belong to it."""
        return self.asked.pool.kind == PoolKind.GUIDES

    @property
    def phone(self) -> str:
        """The number of the office, as one reads it."""
        return phone_numbers.shown(self.town.phone) if self.town.phone else ""


@require_safe
@public
def asking(request: HttpRequest, language: str) -> HttpResponse:
    """Every pool that takes requests, by town. At most three queries a town."""
    context = {
        "language": language,
        "languages": in_every_language("portal:asking"),
        "is_reviewed": is_reviewed(language),
        "cards": [card for town in tenants() for card in _cards(town)],
    }
    return render(request, "portal/asking/asking.html", context)


@require_safe
@public
def asked_pool(request: HttpRequest, language: str, town: str, pool_id: int) -> HttpResponse:
    """One pool: what it does, its languages, its rules in plain words, and how an institution asks it."""
    try:
        body = tenant_by_slug(town)
        with tenant(body.pk):
            [card] = _of(body, [pool_to_ask(pool_id)])
            promise = promised(pool_id, at=clock.now())
    except NotThere:
        raise Http404 from None
    context = {
        "language": language,
        "languages": _in_every_language(town, pool_id),
        "is_reviewed": is_reviewed(language),
        "form_language": language if language == "en" else "de",
        "is_in_german": language not in {"en", "de", "de-simple"},
    }
    return render(request, "portal/asking/pool.html", context | _promise(promise) | {"card": card})


def _promise(said: Promised) -> dict[str, object]:
    stops = [one for one in said.exclusions if one.weight == Weight.STOP]
    fee = money.shown(Cents(said.fee)) if said.fee else ""
    return {"promised": said, "fee": fee, "exclusions": [_excluded(one) for one in stops]}


def _in_every_language(town: str, pool_id: int) -> Sequence[InLanguage]:
    return [
        InLanguage(code, name, reverse("portal:asked_pool", args=[code, town, pool_id]))
        for code, name in language_choices()
    ]


def is_offered(kinds: Iterable[str]) -> bool:
    """Whether one of these kinds of pools is one that institutions ask."""
    return any(kind in ASKED for kind in kinds)


def _cards(town: Organisation) -> Sequence[Card]:
    if all(BEHIND[kind].isdisjoint(town.modules) for kind in ASKED):
        return []
    with tenant(town.pk):
        return _of(town, pools_to_ask())


def _of(town: Organisation, pools: Sequence[Pool]) -> Sequence[Card]:
    return [Card(town, one, [language_name(code) for code in one.speaks]) for one in as_the_public_reads(pools)]


def _excluded(one: Exclusion) -> tuple[str, str]:
    """What a pool does not serve, and why, in its own words."""
    return str(BODIES.get(one.body) or SUBJECTS.get(one.subject) or ""), one.words
