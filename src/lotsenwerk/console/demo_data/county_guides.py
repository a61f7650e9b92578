"""What guides of the county are asked for: by newcomers and by a school, each way that an order can go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data.county import County
from lotsenwerk.console.demo_data.county_asks import INSTITUTIONS, SCHOOL
from lotsenwerk.console.demo_data.hours import DESK, day_after, on
from lotsenwerk.console.demo_data.office import list_services
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.guiding.agree_next import Next, agree_next
from lotsenwerk.domain.assistance.actions.guiding.ask_for_guide import AskedFor, ask_for_guide
from lotsenwerk.domain.assistance.actions.guiding.end_order import close_order
from lotsenwerk.domain.assistance.actions.guiding.report_guided import Guided, report_guided
from lotsenwerk.domain.assistance.actions.guiding.signposting import show_the_way, tell_outcome
from lotsenwerk.domain.assistance.actions.guiding.take_in_order import Order, take_in_order
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import confirm_deployment
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import approve_cooperation, ask_for_cooperation
from lotsenwerk.domain.assistance.actions.inquiries.order_guide import Ordered, order_guide
from lotsenwerk.domain.assistance.actions.inquiries.reading import Wanted
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.guide_words import ERRANDS, documents_for
from lotsenwerk.domain.assistance.models import Assignment, Cooperation, Deployment, Inquiry, Offer, WhatNext
from lotsenwerk.domain.organisations.actions.keep_partner import Facts, Open
from lotsenwerk.domain.organisations.models import Access, Kind, Organisation
from lotsenwerk.domain.people.actions.register import Contact, register_client
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Subject
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.phone_numbers import fictional_landline, fictional_mobile

FIRST_MOBILE: Final = 170
NOT_ABOUT: Final = "Nicht: übersetzen, für jemanden unterschreiben, beraten."
SERVICES: Final[Sequence[tuple[Kind, Facts, Sequence[Open]]]] = (
    (
        Kind.ADVICE_SERVICE,
        Facts(
            "Migrationsberatung Bergstraße",
            street="Kirchengasse",
            house_number="9",
            postcode="64646",
            town="Heppenheim",
            phone=fictional_landline(3101),
            about="Aufenthalt, Arbeit, Sprachkurs, Familiennachzug.",
            speaks=("deu", "ara", "eng", "rus", "tur"),
            access=Access.STEP_FREE,
        ),
        tuple(Open(day, time(9), time(12)) for day in (0, 1, 3)),
    ),
    (
        Kind.ADVICE_SERVICE,
        Facts(
            "Wohnraumberatung Weschnitz",
            street="Bahnhofstraße",
            house_number="21",
            postcode="64625",
            town="Bensheim",
            phone=fictional_landline(3102),
            about="Wohnung suchen, Mietvertrag, Nebenkosten.",
            speaks=("deu", "eng"),
            access=Access.WITH_HELP,
            by_appointment=True,
        ),
        (Open(2, time(13), time(17)),),
    ),
    (Kind.CLUB, Facts("Nähcafé Bensheim", phone=fictional_landline(3103), speaks=("deu", "ara", "ukr")), ()),
)


@dataclass(frozen=True, slots=True)
class Asks:
    """A newcomer: for what, in how many working days from now, who goes with her, and how far it gets.

    ``ends`` is in how many days the order ends.
    """

    given: str
    family: str
    reads: str
    speaks: Sequence[str]
    errand: str
    days: int
    hour: int
    guide: str
    far: str
    about: str = ""
    where: str = ""
    ends: int = 60


ASKS: Final[Sequence[Asks]] = (
    Asks(
        "Salma", "Tannous", "ar", ("ara", "fra"), "school", -6, 15, "Karim Barakat", "goes_on",
        "Die Kinder sind in der Grundschule angemeldet.", "Grundschule, Sekretariat",
    ),
    Asks(
        "Bohdan", "Hnatiuk", "uk", ("ukr", "rus"), "flat", -9, 11, "Pavlo Hrytsenko", "shown",
        "Er weiß, wie man sich auf Wohnungen bewirbt.", "Vor dem Rathaus",
    ),
    Asks(
        "Fadumo", "Jama", "en", ("som",), "office", -14, 10, "Ayan Warsame", "closed",
        "Die Anmeldung ist gemacht.", "Bürgerbüro, Eingang",
    ),
    Asks(
        "Shirin", "Kamali", "fa", ("fas",), "course", -8, 9, "Zahra Mirzaei", "over",
        "Sie hat einen Platz im Sprachkurs.", "Volkshochschule", -2,
    ),
    Asks(
        "Aylin", "Karadeniz", "tr", ("tur", "deu"), "doctor", 2, 10, "Ismail Toprak", "agreed",
        "Die ersten Untersuchungen sind gemacht.", "Kinderarztpraxis, Anmeldung", 9,
    ),
    Asks(
        "Senait", "Haile", "ti", ("tir",), "office", 5, 15, "Yohannes Berhane", "looking",
        "Der Antrag auf Kindergeld ist gestellt.", "Familienkasse",
    ),
    Asks("Rasha", "Sabbagh", "ar", ("ara", "eng"), "letters", 6, 14, "", "new"),
)  # fmt: skip
CALLS: Final = Asks("Vitalii", "Bondar", "uk", ("ukr",), "call", 0, 0, "", "new")
"""He would rather be called, and has said no more."""


def put_orders(county: County, school: Cooperation) -> None:
    """List whom guides show the way to, and put on the agenda who asks and how each order goes."""
    services = list_services(county.town, SERVICES, at=county.since)
    today = clock.local(county.town.at).date()
    for number, about in enumerate(ASKS):
        begins = on(day_after(today, about.days), time(about.hour))
        asked_at = on(day_after(begins.date(), -7), time(9, 5 * number))
        if asked_at >= county.town.at or about.far == "new":
            asked_at = DESK.ago(county.town.at, 260 + 70 * number)
        county.agenda.put(asked_at, partial(_Order(county, about, begins, number, services).ask))
    calls = _Order(county, CALLS, county.town.at, len(ASKS), services)
    county.agenda.put(DESK.ago(county.town.at, 35), calls.ask)
    _let_the_school_ask(county, school)


def _let_the_school_ask(county: County, school: Cooperation) -> None:
    """A school that works with the interpreters works with the guides too, and orders one."""
    about = next(one for one, _people in INSTITUTIONS if one.name == SCHOOL)
    registered = replace(about, email=school.email, accepts_rules=True)
    asked = ask_for_cooperation(county.stranger, county.pools[PoolKind.GUIDES], registered, at=county.since)
    works = approve_cooperation(county.desk, asked, partner=school.partner, at=county.since)
    begins = on(day_after(clock.local(county.town.at).date(), 9), time(14))
    wanted = Wanted(
        language="ron",
        begins=begins,
        subject=Subject.ENROLMENT,
        about="Die Mutter kennt die Wege an der Schule und den Förderverein.",
        asked_by=school.contact_name,
        asked_by_phone=fictional_landline(3050),
        has_consent=True,
        accepts_rules=True,
    )
    ordered = Ordered(wanted, frozenset({Wish.GO_ALONG.value, Wish.EXPLAIN.value}), begins.date() + timedelta(days=42))
    asker = county.asker(works)
    county.agenda.put(DESK.ago(county.town.at, 330), lambda at: order_guide(asker, works, ordered, at=at))


@dataclass(slots=True)
class _Order:
    """One order on its way."""

    county: County
    about: Asks
    begins: datetime
    number: int
    services: Sequence[Organisation]

    def ask(self, at: datetime) -> None:
        """By the public form, in her language; the desk calls back."""
        about, is_call = self.about, self.about is CALLS
        asked = AskedFor(
            postcode="64646",
            speaks=about.reads,
            errand=about.errand,
            day=None if is_call else self.begins.date(),
            hour=None if is_call else time(about.hour),
            where=about.where,
            languages=about.speaks,
            called=about.given,
            phone=fictional_mobile(FIRST_MOBILE + self.number),
        )
        inquiry = ask_for_guide(replace(self.county.stranger, language=about.reads), asked, at=at)
        if about.far != "new":
            self.county.agenda.put(DESK.first_from(at + timedelta(minutes=80)), partial(self.take_in, inquiry))

    def take_in(self, inquiry: Inquiry, at: datetime) -> None:
        """On the telephone: what is to be reached, what not, and until when."""
        about, desk, errand = self.about, self.county.desk, ERRANDS[self.about.errand]
        client = register_client(
            desk,
            Contact(
                given_name=about.given,
                family_name=about.family,
                language=about.reads,
                mobile=fictional_mobile(FIRST_MOBILE + self.number),
                postcode="64646",
                town="Heppenheim",
                notice_given_on=clock.local(at).date(),
            ),
            at=at,
        )
        today = clock.local(self.county.town.at).date()
        order = Order(
            about=about.about,
            not_about=NOT_ABOUT,
            begins=self.begins,
            until=max(today + timedelta(days=about.ends), self.begins.date()),
            wishes=frozenset(one.value for one in errand.wishes),
            body=errand.body,
            subject=errand.subject,
            language=about.speaks[0],
            meeting_point=about.where,
            bring=documents_for(errand.body, errand.subject),
        )
        need = take_in_order(desk, inquiry, order, client=client, at=at)
        guide = self.county.members[about.guide]
        offer = make_offer(desk, need, volunteer=guide, at=at + timedelta(minutes=5))
        if about.far != "looking":
            self.county.agenda.put(at + timedelta(minutes=45), partial(self.goes, offer.pk))

    @property
    def her(self) -> Actor:
        """The guide, logged in."""
        return self.county.herself(self.county.members[self.about.guide].person)

    def goes(self, offer_id: int, at: datetime) -> None:
        """She says yes, and in its time tells how it was."""
        going = accept_offer(self.her, Offer.objects.get(pk=offer_id), at=at)
        if self.about.far != "agreed":
            self.county.agenda.put(self.begins + timedelta(minutes=75), partial(self.is_over, going.pk))

    def is_over(self, going_id: int, at: datetime) -> None:
        """She reports in ticks; then the next appointment, a hint to somebody who helps, or the end."""
        going = Assignment.objects.select_related("need__client__person", "volunteer__person").get(pk=going_id)
        far, did = self.about.far, [Wish.GO_ALONG.value, Wish.EXPLAIN.value]
        next_of = {"goes_on": WhatNext.APPOINTMENT, "shown": WhatNext.SIGNPOST}.get(far, WhatNext.ALONE)
        reached = "partly" if far in {"goes_on", "shown"} else "yes"
        report_guided(self.her, going, Guided(65, reached, did, next_of.value), at=at)
        agenda, soon = self.county.agenda, DESK.first_from(at + timedelta(hours=20))
        agenda.put(soon, lambda at: confirm_deployment(
            self.county.desk, Deployment.objects.get(assignment_id=going_id), at=at
        ))  # fmt: skip
        if far == "goes_on":
            begins = on(day_after(clock.local(self.county.town.at).date(), 3), time(15))
            agree_next(self.her, going, Next(begins, 60, "Grundschule, Klassenzimmer", "school"), at=at)
        elif far == "shown":
            shown = [show_the_way(self.her, going, one, errand="flat", at=at) for one in self.services[:2]]
            agenda.put(soon + timedelta(hours=30), lambda at: tell_outcome(self.her, shown[1], "helped", at=at))
        elif far == "closed":
            show_the_way(self.her, going, self.services[2], errand="club", at=at)
            agenda.put(soon + timedelta(hours=1), partial(self.close, going.need_id))

    def close(self, need_id: int, at: datetime) -> None:
        """What was to be reached is reached."""
        close_order(self.county.desk, Inquiry.objects.get(need_id=need_id), because="Alles ist erledigt.", at=at)
