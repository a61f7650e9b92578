"""A shop window as full as all of Hesse could make it: 5,000 projects, 20,000 days. The same on every machine."""
# ruff: noqa: SIM905 - lists of words, as one reads them

import os
import random
from collections.abc import Sequence
from datetime import timedelta

import psycopg
from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from lotsenwerk.domain.organisations.actions.found import found_tenant
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.publishing.models import Entry, EntryDay, EntryText, Field, PageKind
from lotsenwerk.domain.publishing.vocabulary import learn_words, plain
from lotsenwerk.kit import clock
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.tenancy import tenant

PROJECTS = 5_000
DATES = 2_000
DAYS_OF_EACH = 10
HOME = "06431022"
A_BATCH = 500
_FIRST = (
    "Fahrrad Näh Sprach Garten Koch Lese Spiel Musik Tanz Repair Kleider Möbel Familien Frauen Männer Senioren Kinder"
    " Jugend Lern Hausaufgaben Theater Film Mal Schreib Sport Fußball Schwimm Wander Gesundheits Nachbarschafts"
    " Begegnungs Willkommens Kultur Computer Handy Werk Holz Paten Mentoren Eltern Stadtteil Dorf Kirchen Vereins"
).split()
_SECOND = (
    "werkstatt stube café garten treff gruppe runde projekt haus laden küche hilfe kreis tag abend kurs schule bühne"
    " börse brücke netz lotsen team raum fest"
).split()
_ALL = (
    "wir treffen uns jede woche und lernen gemeinsam deutsch sprechen kochen reparieren nähen pflanzen lachen erzählen"
    " menschen aus vielen ländern kommen zusammen alte und neue nachbarn helfen einander im alltag bei briefen ämtern"
    " formularen schule arzt wohnung arbeit ausbildung sport musik kinder eltern großeltern jugendliche frauen männer"
    " offen kostenlos ohne anmeldung mit kinderbetreuung barrierefrei freiwillige gesucht ehrenamtliche begleiten"
    " geflüchtete migrantinnen vereine gemeinde rathaus bücherei kirche moschee turnhalle sportplatz spielplatz markt"
    " bahnhof werkzeug stoff garn fahrräder ersatzteile gemüse kräuter suppe brot tee kaffee kuchen lieder geschichten"
    " ausflüge feste wanderungen gespräche beratung mut freude vertrauen respekt vielfalt teilhabe heimat zukunft"
).split()
_TONGUES = ("deu", "eng", "ara", "ukr", "rus", "fas", "tur", "tir", "fra")
_TIMES = ("mornings", "afternoons", "evenings", "weekends")


def lay() -> Organisation:
    """Fill the window of a town of its own, once."""
    found = tenants().filter(municipality__ags=HOME).first()
    if found is not None:
        return found
    town = found_tenant(municipality=Municipality.objects.get(ags=HOME), at=clock.now())
    dice = random.Random(7)
    places = list(Municipality.objects.filter(is_current=True, lat__isnull=False).order_by("ags"))
    with tenant(town.pk):
        _lay(town, PageKind.PROJECT, PROJECTS, places, dice)
        _lay(town, PageKind.DATE, DATES, places, dice)
        _lay_days(town, dice)
    # Only the owner of the tables may count what is in them.
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("ANALYZE")
    return town


def titles(count: int) -> Sequence[str]:
    """Words that somebody may look for: of those that stand in the window."""
    dice = random.Random(23)
    return [_title(dice) for _ in range(count)]


def _title(dice: random.Random) -> str:
    return f"{dice.choice(_FIRST)}{dice.choice(_SECOND)}"


def _lay(town: Organisation, kind: PageKind, count: int, places: Sequence[Municipality], dice: random.Random) -> None:
    for first in range(0, count, A_BATCH):
        entries = [_entry(town, kind, number, dice.choice(places), dice) for number in range(first, first + A_BATCH)]
        Entry.objects.bulk_create(entries)
        texts = [
            _text(entry, language, dice)
            for entry in entries
            for language in ("de", "en")
            if language == "de" or dice.random() < 0.3  # noqa: PLR2004 - so many are translated
        ]
        EntryText.objects.bulk_create(texts)
    learn_words(" ".join([*_FIRST, *_SECOND, *_ALL, *(f"{one}{other}" for one in _FIRST for other in _SECOND)]))


def _entry(town: Organisation, kind: str, number: int, place: Municipality, dice: random.Random) -> Entry:
    title = f"{_title(dice)} {place.name}"
    return Entry(
        organisation=town,
        kind=kind,
        ref=f"{kind[:2]}{number:08}",
        slug=f"{kind}-{number}",
        sort_key=sort_key(title),
        municipality=place,
        county_id=place.county_id,
        lat=(place.lat or 50) + dice.uniform(-0.02, 0.02),
        lon=(place.lon or 9) + dice.uniform(-0.02, 0.02),
        field=dice.choice(Field.values[1:]),
        speaks=dice.sample(_TONGUES, 3),
        times=dice.sample(_TIMES, 2),
        is_digital=dice.random() < 0.1,  # noqa: PLR2004 - a share
        seeks_helpers=dice.random() < 0.4,  # noqa: PLR2004 - a share
        has_ended=dice.random() < 0.3,  # noqa: PLR2004 - a share
        facts={"place": "Rathausstraße 1", "title": title},
        contact={"name": "Ruth Hagemann", "phone": "+498999998501"},
        published_at=clock.now(),
        changed_at=clock.now(),
    )


def _text(entry: Entry, language: str, dice: random.Random) -> EntryText:
    title = str(entry.facts["title"])
    summary = " ".join(dice.choices(_ALL, k=18)).capitalize() + "."
    body = " ".join(dice.choices(_ALL, k=120))
    config = "german" if language == "de" else "english"
    found_by = (
        SearchVector(Value(title), weight="A", config=config)
        + SearchVector(Value(summary), weight="B", config=config)
        + SearchVector(Value(body), weight="D", config=config)
        + SearchVector(Value(plain(f"{title} {summary}")), weight="C", config="simple")
    )
    words = {"detail": body, "goals": [["Begegnung", summary]], "milestones": [["2025", summary]], "join": summary}
    return EntryText(
        entry=entry,
        organisation_id=entry.organisation_id,
        language=language,
        title=title[:120],
        summary=summary[:400],
        words=words,
        found_by=found_by,
    )


def _lay_days(town: Organisation, dice: random.Random) -> None:
    dates = Entry.objects.filter(kind=PageKind.DATE, organisation=town)
    days = []
    for entry in dates:
        first = clock.now() + timedelta(hours=dice.randrange(24 * 14))
        for week in range(DAYS_OF_EACH):
            begins = first + timedelta(weeks=week)
            days.append(
                EntryDay(
                    entry=entry,
                    organisation=town,
                    regular_day=clock.local(begins).date(),
                    begins=begins,
                    ends=begins + timedelta(hours=2),
                )
            )
    EntryDay.objects.bulk_create(days, batch_size=2_000)
