"""Four weeks behind and two ahead: what comes again, what came once, and the days at the desk."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data import tables
from lotsenwerk.console.demo_data.hours import DESK, day_after, is_shop_day, on
from lotsenwerk.console.demo_data.visits import Life
from lotsenwerk.console.demo_data.wishes import WEBER, wish_for
from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.float_box import close_day, fill_float
from lotsenwerk.domain.assistance.actions.incidents import (
    change_incident,
    close_incident,
    look_at_incident,
    note_incident,
)
from lotsenwerk.domain.assistance.actions.laying import lay_ahead
from lotsenwerk.domain.assistance.actions.single_days import Instead, move_day, skip_day
from lotsenwerk.domain.assistance.actions.standing import Rule, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked, take_in
from lotsenwerk.domain.assistance.models import Assignment, Every, MoneyFrom, Need, NeedKind, NeedState, Rhythm, Way
from lotsenwerk.domain.assistance.queries.money import float_now
from lotsenwerk.domain.people.actions.pairs import give_standing_yes
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock

WEEKS_BEHIND: Final = 4
FLOAT: Final = 25_000
NIGHT: Final = time(2, 37)
"""When the program lays ahead, as in a real town."""
MISCOUNTED: Final = 6
"""The how-manieth closing has 50 cents less than it should."""

NOTED: Final = (
    ("Erna Weber", 26, Way.THEY_CALLED, "Hat jetzt einen Rollator, braucht an der Tür etwas länger."),
    ("Wilhelm Hartnagel", 24, Way.THEY_CALLED, "Klingel ist kaputt, der Vermieter weiß Bescheid."),
    ("Amira Haddad", 21, Way.IN_PERSON, "Macht im Frühjahr die B2-Prüfung und kommt weiter gern."),
    ("Nuriye Aydın", 19, Way.WE_CALLED, "Die Enkelin übersetzt, am besten nach 16 Uhr anrufen."),
    ("Tesfay Gebremariam", 16, Way.IN_WRITING, "Fragt, ob er das Lastenrad auch samstags haben kann."),
    ("Josef Brenner", 13, Way.WE_CALLED, "Rampe ist repariert."),
    ("Lieselotte Vetter", 9, Way.THEY_CALLED, "Bedankt sich sehr, möchte aber keinen Bio-Käse mehr."),
    ("Brigitte Hofmann", 6, Way.WE_CALLED, "Übernimmt im nächsten Monat auch vormittags."),
    ("Horst Bauer", 3, Way.THEY_CALLED, "Bitte nicht zwischen 12 und 14 Uhr klingeln."),
    ("Elfriede Wetzel", 2, Way.WE_CALLED, "Die Tochter ist bis Sonntag zu Besuch."),
)
"""Lines of the Protokollbuch: about whom, how many days ago, how, and what was said."""


@dataclass(frozen=True, slots=True)
class Once:
    """One visit that came once: days ago (working days), hours, who goes, and what became of it."""

    client: str
    kind: NeedKind
    days_ago: int
    hour: int
    helper: str
    fate: str = "well"
    money: MoneyFrom = MoneyFrom.CLIENT


SHOP, WALK, ERRAND = NeedKind.SHOP_AND_DELIVER, NeedKind.ACCOMPANY, NeedKind.ERRAND
ONCE: Final = (
    Once("Heinrich Schäfer", SHOP, 19, 10, "Tesfay Gebremariam"),
    Once("Margarete Krämer", WALK, 18, 14, "Brigitte Hofmann"),
    Once("Wilhelm Hartnagel", SHOP, 17, 11, "Farid Rahimi", "advance", MoneyFrom.HELPER),
    Once("Anneliese Gündling", SHOP, 16, 14, "Brigitte Hofmann"),
    Once("Karl-Heinz Gölz", ERRAND, 15, 9, "Amira Haddad"),
    Once("Josef Brenner", SHOP, 14, 15, "Tesfay Gebremariam"),
    Once("Ottilie Rothermel", WALK, 12, 14, "Brigitte Hofmann", "not_needed"),
    Once("Friedrich Heiser", SHOP, 11, 10, "Farid Rahimi"),
    Once("Heinrich Schäfer", SHOP, 9, 13, "Tesfay Gebremariam"),
    Once("Karl-Heinz Gölz", SHOP, 8, 11, "Amira Haddad"),
    Once("Elfriede Wetzel", SHOP, 7, 15, "Brigitte Hofmann", "photo"),
    Once("Irmgard Ofenloch", ERRAND, 6, 11, "Farid Rahimi"),
    Once("Hildegard Kolb", SHOP, 5, 9, "Amira Haddad"),
    Once("Margarete Krämer", SHOP, 4, 10, "Tesfay Gebremariam"),
    Once("Wilhelm Hartnagel", SHOP, 3, 11, "Tesfay Gebremariam", "advance_open", MoneyFrom.HELPER),
)


def put_weeks(life: Life, *, since: datetime) -> None:
    """Put the weeks on the agenda: rhythms, single visits, closings of the float, calls, lines of the book."""
    town, agenda = life.town, life.agenda
    today = clock.local(town.at).date()
    first = clock.local(since).date()
    agenda.put(since, lambda at: fill_float(town.coordinator, cents=FLOAT, at=at))
    for number, standing in enumerate(tables.standing()):
        agenda.put(since + timedelta(minutes=2 * number), partial(_begin, life, number, standing))
    agenda.put(since + timedelta(hours=3), lambda at: _see_what_was_laid(life, at))
    for week in range(1, WEEKS_BEHIND + 1):
        agenda.put(on(first + timedelta(days=7 * week), NIGHT), lambda at: _night(life, at))
    this_night = on(today, NIGHT)
    # Who looks between midnight and the hour of the night's work sees what the night before laid.
    last_night = this_night if this_night <= town.at else on(today - timedelta(days=1), NIGHT)
    agenda.put(last_night, lambda at: _night(life, at))
    for number, once in enumerate(ONCE):
        _put_once(life, number, once, today)
    _put_weber(life, today)
    for name, days, way, text in NOTED:
        when = on(day_after(today - timedelta(days=days), 0), time(10, 40 + days % 15))
        agenda.put(when, partial(_note, life, name, way, text))
    _put_desk_days(life, first, today)
    agenda.put(on(day_after(today, -9), time(15, 20)), lambda at: _something_bad(life, at))
    agenda.put(DESK.ago(town.at, 260), lambda at: _single_days(life, at))


def _begin(life: Life, number: int, one: tables.Standing, at: datetime) -> None:
    town = life.town
    client, shop = town.clients[one.client], town.shop(one.shop)
    first = clock.local(at).date()
    if one.every == Every.FORTNIGHT and number % 2:
        first += timedelta(days=7)
    first += timedelta(days=(one.weekday - first.weekday()) % 7)
    if one.regular:
        give_standing_yes(town.coordinator, client, town.helpers[one.regular], at=at)
    make_rhythm(
        town.coordinator,
        client=client,
        rule=Rule(Every(one.every), first, one.begins, one.ends),
        asked=Asked(
            kind=NeedKind(one.kind),
            minutes=one.minutes,
            wish=wish_for(one.kind, number),
            shop_id=shop.id if shop else None,
            ceiling_cents=one.cents,
            money=MoneyFrom(one.money),
        ),
        at=at,
    )


def _night(life: Life, at: datetime) -> None:
    lay_ahead(at=at)
    _see_what_was_laid(life, at)


def _see_what_was_laid(life: Life, at: datetime) -> None:
    """Who goes as always goes on the agenda; for the others the desk asks in the morning."""
    morning = DESK.first_from(at) + timedelta(minutes=35)
    rows = Need.objects.filter(rhythm__isnull=False, pk__gt=life.seen).order_by("earliest", "id")
    laid = list(rows.select_related("client__person", "shop"))
    going = {one.need_id: one for one in Assignment.objects.filter(need__in=laid).select_related("volunteer__person")}
    for number, need in enumerate(laid):
        visit = going.get(need.id)
        if visit is not None:
            visit.need = need
            life.begins(visit)
        elif need.state == NeedState.OPEN:
            when = morning + timedelta(minutes=3 * number)
            life.agenda.put(when, partial(_ask_for, life, need))
    life.seen = max((need.id for need in laid), default=life.seen)


def _ask_for(life: Life, need: Need, at: datetime) -> None:
    """Whoever is free is asked; where nobody is, it stays open until the desk finds somebody."""
    is_there = Need.objects.filter(pk=need.pk, state=NeedState.OPEN, latest__gt=at + timedelta(hours=2)).exists()
    name = life.who_can(need) if is_there else None
    if name is not None:
        life.ask(need, name, at=at, answer=timedelta(minutes=life.town.chance.choice((9, 22, 48, 95))))


def once(life: Life, about: Once, wish: str, window: tuple[datetime, datetime], *, at: datetime) -> Need:
    """Take in something that is needed once."""
    shop = life.town.shop("Edeka") if about.kind in {SHOP, WALK} else None
    return take_in(
        life.town.coordinator,
        client=life.town.clients[about.client],
        kind=about.kind,
        earliest=window[0],
        latest=window[1],
        minutes={SHOP: 60, WALK: 90, ERRAND: 30}.get(about.kind, 45),
        wish=wish,
        shop_id=shop.id if shop else None,
        ceiling_cents=4000 if about.kind == SHOP else None,
        money=about.money,
        at=at,
    )


def _put_once(life: Life, number: int, about: Once, today: date) -> None:
    begin = on(day_after(today, -about.days_ago), time(about.hour))
    window, wish = (begin, begin + timedelta(hours=3)), wish_for(about.kind, number + 4)

    def called(at: datetime) -> None:
        life.ask(once(life, about, wish, window, at=at), about.helper, at=at + timedelta(minutes=4), fate=about.fate)

    life.agenda.put(DESK.ago(begin, 500 + 7 * number), called)


def _put_weber(life: Life, today: date) -> None:
    """Erna Weber calls every week for Thursday; Amira goes."""
    thursdays = (today - timedelta(days=(today.weekday() - 3) % 7 or 7) - timedelta(days=7 * week) for week in range(4))
    for number, day in enumerate(thursdays):
        if is_shop_day(day):
            about = Once("Erna Weber", SHOP, 0, 10, "Amira Haddad", "photo" if number == 0 else "well")
            window = (on(day, time(10)), on(day, time(13)))

            life.agenda.put(DESK.ago(window[0], 520), partial(_weber_calls, life, about, window))


def _weber_calls(life: Life, about: Once, window: tuple[datetime, datetime], at: datetime) -> None:
    life.ask(once(life, about, WEBER, window, at=at), about.helper, at=at, fate=about.fate)


def _put_desk_days(life: Life, first: date, today: date) -> None:
    """Calls twice a day, and the float is counted in the evening. Today's closing is left to whoever looks."""
    day, number = day_after(first, 0), 0
    while day <= today:
        for wall in (time(11, 50), time(16, 10)):
            life.agenda.put(on(day, wall), life.call_all)
        if day < today:
            number += 1
            missing = 50 if number == MISCOUNTED else 0
            life.agenda.put(on(day, time(17, 5)), partial(_close, life, missing))
        day = day_after(day, 1)


def _close(life: Life, less: int, at: datetime) -> None:
    close_day(life.town.coordinator, counted=float_now() - less, at=at)


def _something_bad(life: Life, at: datetime) -> None:
    """An incident, written down, cared for and closed a week later."""
    town = life.town
    incident = note_incident(
        town.coordinator,
        town.clients["Hermann Kilian"].person,
        happened_on=clock.local(at).date(),
        text="Beim Öffnen der Tür auf der nassen Treppe ausgerutscht, Prellung am Handgelenk. Arzt war da.",
        at=at,
    )
    week = on(day_after(clock.local(at).date(), 5), time(9, 50))

    def close(when: datetime) -> None:
        measures = "Matte liegt jetzt vor der Tür. Helferin informiert, Herrn Kilian geht es gut."
        read = look_at_incident(town.coordinator, incident, at=when)
        changed = change_incident(town.coordinator, read, measures=measures, is_insurance_told=True, at=when)
        close_incident(town.administrator, changed, at=when + timedelta(minutes=30))

    life.agenda.put(week, close)


def _single_days(life: Life, at: datetime) -> None:
    """One visit ahead is left out, another takes place a day later."""
    today = clock.local(life.town.at).date()
    for name, verb in (("Christel Hamm", "skip"), ("Maria Konrad", "move")):
        rhythm = Rhythm.objects.select_related("client__person").get(client=life.town.clients[name])
        day = today + timedelta(days=7)
        day += timedelta(days=(rhythm.first_day.weekday() - day.weekday()) % 7)
        if not is_shop_day(day):
            continue
        if verb == "skip":
            skip_day(life.town.coordinator, rhythm, day=day, reason="Ist bei der Tochter.", at=at)
        else:
            later = day_after(day, 1)
            move_day(life.town.coordinator, rhythm, day=day, instead=Instead(later, time(9), time(12)), at=at)


def _person(life: Life, name: str) -> Person:
    town = life.town
    return (town.clients.get(name) or town.helpers[name]).person


def _note(life: Life, name: str, way: Way, text: str, at: datetime) -> None:
    note_contact(life.town.coordinator, _person(life, name), way=way, text=text, at=at)
