"""What is going on right now: who is on her way, who waits, who must be called, whatever day and hour it is."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data.hours import DESK, SHOPS, day_after, is_shop_day, next_weekday, on
from lotsenwerk.console.demo_data.visits import Life
from lotsenwerk.console.demo_data.weeks import ERRAND, SHOP, WALK, Once, once
from lotsenwerk.console.demo_data.wishes import wish_for
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.cascades import start_cascade
from lotsenwerk.domain.assistance.actions.cash import hand_over
from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.offers import ask_several, make_offer
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import Assignment, MoneyFrom, Need, NeedKind, Way
from lotsenwerk.domain.people.models import ContactPerson
from lotsenwerk.kit import clock

HOUR: Final = timedelta(hours=1)
THURSDAY: Final = 3
HELD: Final = 3000
"""Cents in the purse of whoever is shopping right now."""

LATELY: Final = (
    # who, minutes of shops ago at which she began, to whom, what became of it, whose money
    ("Amira Haddad", 25, "Hildegard Kolb", "goes on", MoneyFrom.CLIENT),
    ("Tesfay Gebremariam", 230, "Friedrich Heiser", "goes on", MoneyFrom.CLIENT),
    ("Farid Rahimi", 135, "Irmgard Ofenloch", "well", MoneyFrom.CLIENT),
    ("Brigitte Hofmann", 95, "Elfriede Wetzel", "not_at_home", MoneyFrom.CLIENT),
    ("Yusuf Demirel", 400, "Josef Brenner", "missing", MoneyFrom.CLIENT),
)
"""Visits of the last hours in which shops were open: on a Sunday they lie on Saturday."""

JUST_SAID_YES: Final = (
    ("Valentin Knapp", SHOP, 1, 9, "Gabriele Schuster", 12),
    ("Peter Sauer", SHOP, 2, 14, "Viktor Lehmann", 21),
    ("Mehmet Kaya", ERRAND, 3, 16, "Elif Öztürk", 34),
    ("Anna Schmidt", WALK, 2, 9, "Yulia Marchenko", 47),
)
"""Who waits for a call: client, kind, working days ahead, hour, who goes, and how many minutes ago she said so."""


def put_scene(life: Life) -> None:
    """Put on the agenda what somebody who looks now finds unfinished."""
    for number, lately in enumerate(LATELY):
        _put_lately(life, number, lately)
    for number, (client, kind, days, hour, helper, minutes) in enumerate(JUST_SAID_YES):
        about = Once(client, kind, 0, hour, helper)
        life.agenda.put(
            DESK.ago(life.town.at, minutes + 40),
            partial(_just_said_yes, life, about, days, minutes, number),
        )
    _put(life, 700, _nobody_yet)
    _put(life, 340, _niece_calls)
    _put(life, 190, _everybody_declines)
    _put(life, 120, _asked_at_once)
    _put(life, 70, _one_after_the_other)
    _put(life, 500, _cannot_come)
    _put(life, 45, _amira_is_asked)
    _put(life, 35, _this_afternoon)
    _put(life, 80, _what_was_said)


def next_thursday(at: datetime) -> datetime:
    """Thursday at ten: today while the morning is young, else the next one on which shops are open."""
    today = clock.local(at).date()
    begin = on(next_weekday(today, THURSDAY), time(10))
    return begin if begin > at + HOUR else on(next_weekday(today + timedelta(days=1), THURSDAY), time(10))


def _put(life: Life, minutes: int, event: Callable[[Life, datetime], None]) -> None:
    life.agenda.put(DESK.ago(life.town.at, minutes), lambda at: event(life, at))


def _put_lately(life: Life, number: int, lately: tuple[str, int, str, str, MoneyFrom]) -> None:
    helper, minutes, client, fate, money = lately
    begin = SHOPS.ago(life.town.at, minutes)
    begin -= timedelta(minutes=begin.minute % 5)
    about = Once(client, SHOP, 0, begin.hour, helper, fate, money)
    window = (begin, begin + timedelta(hours=2))

    def called(at: datetime) -> None:
        need = once(life, about, wish_for(SHOP, number), window, at=at)
        life.kept.add(need.id)
        life.ask(need, helper, at=at + timedelta(minutes=6), fate=fate)
        if fate == "goes on":
            life.agenda.put(begin + timedelta(minutes=5), lambda when: _fetches_money(life, need, when))

    life.agenda.put(DESK.ago(begin, 300 + 11 * number), called)


def _fetches_money(life: Life, need: Need, at: datetime) -> None:
    visit = Assignment.objects.select_related("volunteer__person").get(need=need)
    actor = life.town.as_helper(visit.volunteer.person.name)
    hand_over(actor, visit, source=MoneyFrom.CLIENT, cents=HELD, at=at)


def _just_said_yes(life: Life, about: Once, days: int, minutes: int, number: int, at: datetime) -> None:  # noqa: PLR0917
    need = _ahead(life, about, days, number, at)
    life.kept.add(need.id)
    yes = DESK.ago(life.town.at, minutes)
    offer = make_offer(life.town.coordinator, need, volunteer=life.town.helpers[about.helper], at=at)
    life.agenda.put(yes, lambda when: accept_offer(life.town.as_helper(about.helper), offer, at=when))


def _ahead(life: Life, about: Once, days: int, number: int, at: datetime, *, hours: int = 3) -> Need:
    begin = on(day_after(clock.local(life.town.at).date(), days), time(about.hour))
    return once(life, about, wish_for(about.kind, number), (begin, begin + hours * HOUR), at=at)


def _nobody_yet(life: Life, at: datetime) -> None:
    """Two wait for days already."""
    _ahead(life, Once("Heinrich Schäfer", SHOP, 0, 9, ""), 1, 5, at)
    _ahead(life, Once("Klara Henkel", ERRAND, 0, 14, ""), 3, 1, at + timedelta(minutes=25))


def _niece_calls(life: Life, at: datetime) -> None:
    """The niece calls for her aunt, and is told who comes."""
    town = life.town
    client = town.clients["Ottilie Rothermel"]
    caller = ContactPerson.objects.select_related("person").get(client=client).person
    begin = on(day_after(clock.local(town.at).date(), 2), time(14))
    need = take_in(
        town.coordinator,
        client=client,
        kind=NeedKind.ACCOMPANY,
        earliest=begin,
        latest=begin + 3 * HOUR,
        minutes=90,
        wish="Zum Friedhof, eine Schale Heide pflanzen.",
        caller=caller,
        at=at,
    )
    life.ask(need, "Brigitte Hofmann", at=at + timedelta(minutes=4), fate="goes on")


def _everybody_declines(life: Life, at: datetime) -> None:
    """Both who were asked cannot: the desk has to look."""
    need = _ahead(life, Once("Georg Lameli", WALK, 0, 10, ""), 2, 2, at)
    life.kept.add(need.id)
    asked = [life.town.helpers[name] for name in ("Dieter Molitor", "Zeynep Arslan")]
    for minutes, offer in enumerate(ask_several(life.town.coordinator, need, volunteers=asked, at=at), start=1):
        actor = life.town.as_helper(offer.volunteer.person.name)
        decline_offer(actor, offer, at=at + minutes * timedelta(minutes=17))


def _asked_at_once(life: Life, at: datetime) -> None:
    need = _ahead(life, Once("Rosa Winterbauer", SHOP, 0, 15, ""), 2, 7, at)
    asked = [life.town.helpers[name] for name in ("Ahmad Wardak", "Azad Barzani", "Hassan Saleh")]
    ask_several(life.town.coordinator, need, volunteers=asked, at=at + timedelta(minutes=3))


def _one_after_the_other(life: Life, at: datetime) -> None:
    """One after the other is asked for Thursday afternoon; nobody has said yes yet."""
    begin = next_thursday(life.town.at) + 4 * HOUR
    about = Once("Robert Eberle", SHOP, 0, 14, "")
    need = once(life, about, wish_for(SHOP, 3), (begin, begin + 3 * HOUR), at=at)
    start_cascade(life.town.coordinator, need, wait_minutes=60, at_once=2, at=DESK.ago(life.town.at, 50))


def _cannot_come(life: Life, at: datetime) -> None:
    """Yusuf has said yes yesterday, and just now that he cannot come after all."""
    begin = SHOPS.first_from(life.town.at + 2 * HOUR)
    begin = begin.replace(minute=0, second=0, microsecond=0) + HOUR
    need = once(life, Once("Xaver Huber", SHOP, 0, 9, ""), wish_for(SHOP, 8), (begin, begin + 3 * HOUR), at=at)
    life.kept.add(need.id)
    yusuf = life.town.as_helper("Yusuf Demirel")
    offer = make_offer(life.town.coordinator, need, volunteer=life.town.helpers["Yusuf Demirel"], at=at)
    visit = accept_offer(yusuf, offer, at=at + timedelta(minutes=26))
    life.agenda.put(DESK.ago(life.town.at, 18), lambda when: replace_volunteer(yusuf, visit, reason="krank", at=when))


def _amira_is_asked(life: Life, at: datetime) -> None:
    """A question waits on Amira's phone, for a day on which she is free."""
    day = day_after(clock.local(life.town.at).date(), 1)
    while day.weekday() not in life.town.told["Amira Haddad"].days or not is_shop_day(day):
        day += timedelta(days=1)
    about = Once("Margarete Krämer", SHOP, 0, 11, "Amira Haddad")
    window = (on(day, time(11)), on(day, time(14)))
    need = once(life, about, wish_for(SHOP, 0), window, at=at)
    make_offer(life.town.coordinator, need, volunteer=life.town.helpers["Amira Haddad"], at=at + timedelta(minutes=3))


def _this_afternoon(life: Life, at: datetime) -> None:
    """Somebody needs a hand in the next hours, and nobody was asked yet."""
    begin = SHOPS.first_from(life.town.at + HOUR).replace(minute=0, second=0, microsecond=0) + HOUR
    about = Once("Eleni Pappas", ERRAND, 0, begin.hour, "")
    once(life, about, wish_for(ERRAND, 0), (begin, begin + 2 * HOUR), at=at)


def _what_was_said(life: Life, at: datetime) -> None:
    town = life.town
    for name, text in (
        ("Erna Weber", "Ruft später noch einmal an, wegen Donnerstag."),
        ("Ute Gremm", "Ist krankgeschrieben, meldet sich nächste Woche."),
    ):
        person = (town.clients.get(name) or town.helpers[name]).person
        note_contact(town.coordinator, person, way=Way.THEY_CALLED, text=text, at=at)
