"""Dates of the demonstration: a language café, a Repair Café, an evening of cooking, a workshop of the state's body."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import on
from lotsenwerk.console.demo_data.things import put_things
from lotsenwerk.domain.gatherings.actions.come import come
from lotsenwerk.domain.gatherings.actions.count import count_table, count_visitors, log_item
from lotsenwerk.domain.gatherings.actions.hand_out import File, add_material
from lotsenwerk.domain.gatherings.actions.keep_days import Change, change_day
from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Form, Often, Outcome, Series, Turn
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import Contact
from lotsenwerk.domain.publishing.documents import Facts, Value, Words
from lotsenwerk.kit import clock
from lotsenwerk.kit.phone_numbers import fictional_landline, shown

FIRST_NUMBER: Final = 3480
CAFE_PLACE: Final = "Alte Schillerschule, Magnusstraße, Bürstadt"
HANDOUT: Final = Path(__file__).parent / "data" / "handout.pdf"
WEEK: Final = timedelta(weeks=1)
TUESDAY: Final = 1
FRIDAY: Final = 4
SATURDAY: Final = 5
TABLES: Final = (("A0", 3), ("A1", 6), ("A2", 4), ("B1", 2))
THINGS: Final = (
    ("Toaster", 1200, Outcome.FIXED),
    ("Nähmaschine", 9400, Outcome.FIXED),
    ("Stehlampe", 3100, Outcome.HALF),
    ("Kaffeemaschine", 2600, Outcome.NOT),
    ("Fahrradlicht", 200, Outcome.FIXED),
)
COOKS: Final = (
    ("Mina Rahimi", 1, 2),
    ("Oksana Petrenko", 0, 1),
    ("Karl Schuster", 1, 0),
    ("Selam Tesfay", 2, 0),
    ("Hülya Aksoy", 1, 0),
)
CAFE: Final = Words(
    "Sprachcafé",
    "Deutsch sprechen bei Kaffee und Tee, an Tischen für jedes Niveau.",
    {
        "detail": "An jedem Tisch sitzt jemand, der gut Deutsch spricht. Kommen und gehen Sie, wann Sie möchten.",
        "bring": "Nichts. Wenn Sie ein Formular haben, das Sie nicht verstehen, bringen Sie es mit.",
    },
)
CAFE_IN: Final = {
    "en": Words("Language café", "Speak German over coffee and tea, at tables for every level."),
    "uk": Words(
        "Мовне кафе",
        "Розмовляємо німецькою за кавою та чаєм, столи для кожного рівня.",
        {"detail": "За кожним столом сидить людина, яка добре говорить німецькою. Приходьте і йдіть, коли вам зручно."},
    ),
    "ar": Words("مقهى اللغة", "تحدث الألمانية مع القهوة والشاي، طاولات لكل مستوى."),
}
COOKING: Final = Words(
    "Kochabend: Gerichte aus vier Ländern",
    "Wir kochen zusammen und essen an einem langen Tisch.",
    {"detail": "Jedes Mal zeigt jemand anderes ein Gericht von zu Hause.", "bring": "Eine Schürze und eine Dose."},
)
COOKING_IN: Final = {
    "uk": Words(
        "Кулінарний вечір: страви чотирьох країн",
        "Готуємо разом і їмо за довгим столом.",
        {"detail": "Щоразу хтось інший показує страву зі свого дому.", "bring": "Фартух і контейнер."},
    ),
    "ar": Words("أمسية طبخ: أطباق من أربعة بلدان", "نطبخ معًا ونأكل على طاولة طويلة."),
}
REPAIR: Final = Words(
    "Repair Café",
    "Kaputtes gemeinsam reparieren statt wegwerfen.",
    {"detail": "Ehrenamtliche helfen mit Werkzeug und Geduld. Auch eine Nähmaschine steht bereit."},
)
WORKSHOP: Final = Words(
    "Workshop: Förderanträge schreiben",
    "Für Migrantenorganisationen: vom Einfall zum Antrag, mit Beispielen.",
    {"detail": "Wir gehen einen Antrag Schritt für Schritt durch. Bringen Sie gern Ihren eigenen mit."},
)


def put_dates(town: LaidTown, *, since: datetime) -> None:
    """The dates of Bürstadt: counts of weeks behind, a full evening with a waiting list, and one that is cancelled."""
    today = clock.local(town.at).date()
    carrier = partners().filter(name__startswith="Interkulturelles").first()
    cafe = _date(
        town,
        CAFE,
        Facts(
            place="Alte Schillerschule, Magnusstraße, Bürstadt",
            field="language",
            speaks=("deu", "ukr", "ara"),
            more=_free(),
        ),
        When(Often.WEEK, _weekday_before(today, TUESDAY, weeks=5), time(17), time(19)),
        Held(Form.LANGUAGE_CAFE),
        since=since,
        carrier=carrier,
    )
    _translated(town, cafe, CAFE_IN, since)
    _count_behind(town, cafe, today)
    repair = _date(
        town,
        REPAIR,
        Facts(place="Nibelungenstraße 41, Bürstadt", field="repair", more=_free()),
        When(Often.MONTH, _weekday_before(today, SATURDAY, weeks=5), time(10), time(13)),
        Held(Form.REPAIR),
        since=since,
    )
    first = repair.first_day
    for what, grams, outcome in THINGS:
        log_item(town.coordinator, repair, first, what=what, grams=grams, outcome=outcome, at=on(first, time(12)))
    count_visitors(town.coordinator, repair, first, more=14, at=on(first, time(12)))
    _put_cooking(town, today, since)
    put_things(town, today, carrier)


def put_workshop(town: LaidTown, *, since: datetime) -> None:
    """The state's body invites organisations to a workshop."""
    today = clock.local(town.at).date()
    day = _weekday_before(today, FRIDAY, weeks=0) + 3 * WEEK
    more = {**_free(), "for_organisations": True, "needs_sign_up": True}
    facts = Facts(is_digital=True, field="learning", more=more)
    held = Held(takes_sign_ups=True, seats=25, link="https://konferenz.example/foerderung")
    workshop = _date(town, WORKSHOP, facts, When(Often.ONCE, day, time(16), time(18)), held, since=since)
    content = HANDOUT.read_bytes()
    add_material(town.coordinator, workshop, File("Checkliste für den Antrag", content, is_public=True), at=town.at)
    add_material(town.coordinator, workshop, File("Beispiel: ein Antrag mit Anmerkungen", content), at=town.at)


def _put_cooking(town: LaidTown, today: date, since: datetime) -> None:
    first = _weekday_before(today, FRIDAY, weeks=2)
    more: dict[str, Value] = {**_free(), "needs_sign_up": True, "has_childcare": True}
    cooking = _date(
        town,
        COOKING,
        Facts(place="Küche der Erich-Kästner-Schule, Bürstadt", field="food", more=more),
        When(Often.WEEK, first, time(18), time(21)),
        Held(takes_sign_ups=True, seats=7, most_companions=2, childcare_seats=4, closes_hours_before=3),
        since=since,
    )
    _translated(town, cooking, COOKING_IN, since)
    soon = first + 3 * WEEK
    for number, (name, companions, children) in enumerate(COOKS):
        contact = shown(fictional_landline(FIRST_NUMBER + 1 + number))
        party = Party(guest_name=name, guest_contact=contact, companions=companions, children=children)
        come(town.coordinator, cooking, soon, party, at=town.at - timedelta(hours=len(COOKS) - number))
    off = Change(Turn.CANCELLED, reason="Die Küche wird gestrichen.")
    change_day(town.coordinator, cooking, soon + WEEK, off, at=town.at)


def _date(
    town: LaidTown,
    words: Words,
    facts: Facts,
    when: When,
    held: Held,
    *,
    since: datetime,
    carrier: Organisation | None = None,
) -> Series:
    contact = Contact("Samira Noury", "Interkulturelles Büro", fictional_landline(FIRST_NUMBER))
    at = on(when.first_day, time(9)) if when.first_day < clock.local(town.at).date() else since
    made = make_series(
        town.coordinator, facts, words, when, held, carrier=carrier, contact=contact, at=min(at, town.at)
    )
    publish_date(town.coordinator, made.page, number=1, at=town.at)
    return made


def _translated(town: LaidTown, series: Series, told: dict[str, Words], at: datetime) -> None:
    for language, words in told.items():
        translate(town.coordinator, series.page, language, words, of_number=1, at=max(at, series.made_at))


def _count_behind(town: LaidTown, cafe: Series, today: date) -> None:
    """Each week behind a few more came to the tables."""
    days = [cafe.first_day + week * WEEK for week in range(5)]
    for number, day in enumerate(one for one in days if one < today):
        at = on(day, time(18))
        for level, people in TABLES:
            count_table(town.coordinator, cafe, day, level=level, more=people + number % 3, at=at)
        count_visitors(town.coordinator, cafe, day, more=2 + number, at=at)


def _weekday_before(today: date, weekday: int, *, weeks: int) -> date:
    """The last such weekday before today, and so many weeks before that."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1) - weeks * WEEK


def _free() -> dict[str, Value]:
    return {"is_free": True}
