"""What institutions of the county ask its interpreters: each way that a request can go, once or more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data.county import County
from lotsenwerk.console.demo_data.hours import DESK, day_after, on
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.inquiries.ask import Wanted, ask, ask_first
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import confirm_deployment
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    Institution,
    approve_cooperation,
    ask_for_cooperation,
    invite_member,
)
from lotsenwerk.domain.assistance.actions.inquiries.decide import nobody_found, refuse_inquiry
from lotsenwerk.domain.assistance.actions.inquiries.numbers import hand_out_numbers
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, Cooperation, Deployment, Inquiry, Offer
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.engines.scope.interpreting import Body, Subject
from lotsenwerk.engines.scope.interpreting import Way as How
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.phone_numbers import fictional_landline

NUMBERS: Final = 20
AHEAD: Final = 9
"""Working days before an appointment on which it is asked for; five are needed."""
KITA, SCHOOL, YOUTH = "Kita Weschnitztal", "Schule am Stadtpark", "Jugendamt"
INSTITUTIONS: Final[Sequence[tuple[Institution, Sequence[str]]]] = (
    (
        Institution(
            Body.KITA, KITA, "Schlossstraße", "14", "64668", "Rimbach", "Anja Rettig", fictional_landline(3001)
        ),
        ("Anja Rettig", "Nadine Volz"),
    ),
    (
        Institution(
            Body.SCHOOL, SCHOOL, "Am Stadtpark", "2", "64625", "Bensheim", "Jörg Heldmann", fictional_landline(3002)
        ),
        ("Jörg Heldmann",),
    ),
    (
        Institution(
            Body.YOUTH_OFFICE, YOUTH, "Gräffstraße", "5", "64646", "Heppenheim", "Sabine Öhlenschläger",
            fictional_landline(3003),
        ),
        ("Sabine Öhlenschläger",),
    ),
)  # fmt: skip
HOSPITAL: Final = Institution(
    Body.HOSPITAL, "Klinik am Hang", "Bergweg", "30", "64653", "Lorsch", "Petra Zimmer", fictional_landline(3004)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which language about what, in how many working days from now, and how far it gets."""

    who: str
    language: str
    subject: str
    days: int
    hour: int
    far: str
    way: str = How.ON_THE_SPOT
    minutes: int = 60
    about: str = ""


ASKED: Final[Sequence[Asked]] = (
    Asked(KITA, "tir", Subject.ENROLMENT, -17, 10, "confirmed"),
    Asked(SCHOOL, "ara", Subject.PARENTS_TALK, -15, 14, "confirmed", minutes=90),
    Asked(YOUTH, "prs", Subject.ADVICE, -12, 9, "confirmed", minutes=90),
    Asked(KITA, "ukr", Subject.PARENTS_TALK, -9, 14, "confirmed"),
    Asked(SCHOOL, "sqi", Subject.PARENTS_TALK, -8, 15, "confirmed", way=How.TELEPHONE, minutes=30),
    Asked(YOUTH, "tur", Subject.APPLICATION, -6, 11, "confirmed"),
    Asked(KITA, "ara", Subject.PARENTS_TALK, -2, 15, "reported"),
    Asked(SCHOOL, "rus", Subject.PARENTS_TALK, -1, 10, "reported"),
    Asked(KITA, "tir", Subject.PARENTS_TALK, 3, 14, "agreed", about="Eingewöhnung, erstes Gespräch"),
    Asked(YOUTH, "som", Subject.ADVICE, 5, 10, "agreed"),
    Asked(SCHOOL, "ron", Subject.ENROLMENT, 6, 9, "looking"),
    Asked(KITA, "kur", Subject.PARENTS_TALK, 7, 15, "new"),
    Asked(SCHOOL, "vie", Subject.PARENTS_TALK, 8, 14, "new", way=How.VIDEO),
    Asked(YOUTH, "pan", Subject.ADVICE, 4, 9, "nobody"),
    Asked(SCHOOL, "fra", Subject.EXCURSION, 5, 8, "refused"),
)
WHY_NOT: Final = "Für Ausflüge haben wir niemanden: Bitte fragen Sie die Lotsinnen und Lotsen."


def put_requests(county: County) -> Mapping[str, Cooperation]:
    """Let institutions register, and put on the agenda what they ask and how each request goes; answers who works."""
    pool = county.pools[PoolKind.INTERPRETERS]
    hand_out_numbers(county.desk, pool, NUMBERS, at=county.since)
    works: dict[str, Cooperation] = {}
    for about, people in INSTITUTIONS:
        box = f"{about.body}@{county.town.organisation.slug}.example".replace("_", "-")
        registered = replace(about, email=box, accepts_rules=True)
        asked = ask_for_cooperation(county.stranger, pool, registered, at=county.since)
        works[about.name] = approve_cooperation(county.desk, asked, at=county.since)
        for name in people:
            email = f"{name.split()[-1].lower()}.{box}".replace("ö", "oe").replace("ä", "ae")
            invite_member(county.desk, works[about.name], email=email, display_name=name, at=county.since)
    today = clock.local(county.town.at).date()
    for number, one in enumerate(ASKED):
        begins = on(day_after(today, one.days), time(one.hour))
        asked_at = on(day_after(begins.date(), -AHEAD), time(8, 10 + number))
        if asked_at >= county.town.at or one.far == "new":
            asked_at = DESK.ago(county.town.at, 200 + 190 * number)
        county.agenda.put(asked_at, partial(_Request(county, works[one.who], one, begins).ask, number))
    first = Wanted(
        "bul", on(day_after(today, 8), time(11)), subject=Subject.ADVICE, has_consent=True, accepts_rules=True
    )
    hospital = replace(HOSPITAL, email="sozialdienst@klinik.example", accepts_rules=True)
    county.agenda.put(
        DESK.ago(county.town.at, 400), lambda at: ask_first(county.stranger, pool, hospital, first, at=at)
    )
    return works


@dataclass(slots=True)
class _Request:
    """One request on its way."""

    county: County
    works: Cooperation
    about: Asked
    begins: datetime

    @property
    def asker(self) -> Actor:
        """Somebody of the institution, logged in."""
        return self.county.asker(self.works)

    def ask(self, number: int, at: datetime) -> None:
        """It is asked for, and goes as far as the table says."""
        about = self.about
        wanted = Wanted(
            language=about.language,
            begins=self.begins,
            minutes=about.minutes,
            way=about.way,
            subject=about.subject,
            about=about.about,
            asked_by=self.works.contact_name,
            asked_by_phone=fictional_landline(3010 + number),
            has_consent=True,
            accepts_rules=True,
        )
        inquiry = ask(self.asker, self.works, wanted, at=at)
        agenda, later = self.county.agenda, DESK.first_from(at + timedelta(minutes=90))
        if about.far == "refused":
            agenda.put(later, lambda at: refuse_inquiry(self.county.desk, inquiry, because=WHY_NOT, at=at))
        elif about.far == "nobody":
            agenda.put(later, lambda at: nobody_found(self.county.desk, inquiry, at=at))
        elif about.far != "new":
            agenda.put(later, partial(self.take_in, inquiry))

    def take_in(self, inquiry: Inquiry, at: datetime) -> None:
        """The desk takes it in and asks who speaks the language."""
        desk = self.county.desk
        need = take_in_inquiry(desk, inquiry, at=at)
        able = self.county.interpreters[self.about.language]
        offers = [make_offer(desk, need, volunteer=one, at=at + timedelta(minutes=4)) for one in able[:2]]
        if self.about.far != "looking":
            agenda = self.county.agenda
            agenda.put(at + timedelta(minutes=50), partial(self.goes, offers[0].pk))

    def goes(self, offer_id: int, at: datetime) -> None:
        """The first who was asked says yes; in its time she reports, and the institution confirms."""
        offer = Offer.objects.select_related("volunteer__person").get(pk=offer_id)
        her = self.county.herself(offer.volunteer.person)
        going = accept_offer(her, offer, at=at)
        if self.about.far != "agreed":
            done = self.begins + timedelta(minutes=self.about.minutes + 10)
            self.county.agenda.put(done, partial(self.is_over, her, going.pk))

    def is_over(self, her: Actor, going_id: int, at: datetime) -> None:
        """She tells how long it took."""
        going = Assignment.objects.get(pk=going_id)
        remote = self.about.way != How.ON_THE_SPOT
        report(her, going, minutes=self.about.minutes + 5, kilometres=0 if remote else 14, at=at)
        if self.about.far == "confirmed":
            self.county.agenda.put(DESK.first_from(at + timedelta(hours=3)), partial(self.confirm, going_id))

    def confirm(self, going_id: int, at: datetime) -> None:
        """The institution taps."""
        confirm_deployment(self.asker, Deployment.objects.get(assignment_id=going_id), at=at)
