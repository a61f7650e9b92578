"""The pools of the demonstration: guides and interpreters on every rung, and five who would like to help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.grants import LOTSEN, Project, put_grants
from lotsenwerk.console.demo_data.hours import DESK, day_after
from lotsenwerk.console.demo_data.notices import lay_notice
from lotsenwerk.domain.funding.actions.budgets import Granted
from lotsenwerk.domain.funding.actions.grants.drafting import Item
from lotsenwerk.domain.people.actions.climb import climb, join_pool, name_lead, plan_next
from lotsenwerk.domain.people.actions.conduct import see_conduct
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.qualify import grant_qualification
from lotsenwerk.domain.people.actions.show_interest import Said, show_interest
from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.actions.suitability import see_fact
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    DeclarationKind,
    DeclarationText,
    FactKind,
    Pool,
    PoolKind,
    PoolMember,
    QualificationKind,
    Volunteer,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.phone_numbers import fictional_mobile

TEXTS: Final[Mapping[DeclarationKind, Mapping[str, str]]] = {
    DeclarationKind.CONFIDENTIALITY: {
        "de": "Was ich bei meinem Ehrenamt über Menschen erfahre, behalte ich für mich. Das gilt auch, wenn "
        "ich aufgehört "
        "habe. Unterlagen und Nachrichten gebe ich nicht weiter; ich lösche sie, sobald ich sie nicht mehr brauche.",
        "ar": "ما أعرفه عن الناس في عملي التطوعي أحتفظ به لنفسي، حتى بعد أن أتوقف عن هذا العمل. لا أعطي "
        "أوراقًا أو رسائل "
        "لأحد، وأحذفها حالما لا أحتاج إليها.",
        "uk": "Те, що я дізнаюся про людей під час волонтерства, я нікому не розповідаю, навіть коли "
        "припиню цю роботу. "
        "Документи й повідомлення я нікому не передаю і видаляю, щойно вони мені більше не потрібні.",
    },
    DeclarationKind.NEUTRALITY: {
        "de": "Ich übertrage alles, was gesagt wird, vollständig und ohne eigene Meinung. Ich berate nicht "
        "und ergreife "
        "keine Partei. Bin ich befangen, sage ich das vorher und übernehme den Einsatz nicht.",
        "ar": "أنقل كل ما يُقال كاملًا ومن دون رأي خاص بي. لا أقدم المشورة ولا أنحاز لأحد. وإذا كنت منحازًا "
        "أقول ذلك مسبقًا.",
    },
    DeclarationKind.DATA_PROTECTION: {
        "de": "Ich gehe mit Namen, Adressen und Telefonnummern sorgsam um, nutze sie nur für den Einsatz "
        "und lösche sie "
        "danach.",
    },
}
"""What is signed in the demonstration. Not reviewed by a lawyer: a town writes its own."""

CONDUCT_RULE: Final = Requires(
    german="B1",
    conduct=True,
    qualification=QualificationKind.BASIC_GUIDE,
    declarations=(DeclarationKind.CONFIDENTIALITY, DeclarationKind.DATA_PROTECTION),
)
GUIDES: Final[Sequence[tuple[str, str]]] = (
    ("Rania Al-Masri", "active"),
    ("Iryna Shevchenko", "active"),
    ("Elif Öztürk", "active"),
    ("Azad Barzani", "active"),
    ("Natalia Bondarenko", "course"),
    ("Selam Woldu", "course"),
    ("Nour Shami", "suitability"),
    ("Farhad Karimi", "talk"),
    ("Selin Yıldız", "paused"),
    ("Amira Haddad", "interested"),
)
INTERPRETERS: Final[Sequence[tuple[str, str]]] = (
    ("Reza Ahmadi", "active"),
    ("Rojin Demir", "active"),
    ("Zeynep Arslan", "active"),
    ("Elena Fuchs", "active"),
    ("Omar Al-Hassan", "active"),
    ("Agnieszka Nowak", "suitability"),
    ("Viktor Lehmann", "talk"),
    ("Elena Dumitru", "interested"),
    ("Murat Şahin", "left"),
)
WAYS: Final[Mapping[str, Sequence[str]]] = {
    "interested": (),
    "talk": ("meet",),
    "suitability": ("meet", "check"),
    "course": ("meet", "check", "learn"),
    "active": ("meet", "check", "learn", "begin"),
    "paused": ("meet", "rest"),
    "left": ("meet", "leave"),
}
LEAD: Final = "Rania Al-Masri"
FORGOTTEN: Final = "Farhad Karimi"
"""Nobody has met him on the day that was agreed: he stands on top of the list."""
DUE_AFTER: Final = {"interested": 0, "talk": 1, "suitability": 2, "course": 6, "paused": 20}
"""Working days ahead on which the next action is due, by rung."""
A_STEP: Final = timedelta(days=4)
OVERDUE: Final = 2_600
"""Minutes of the desk ago: nearly five working days, where three were promised."""
INTERESTS: Final[Sequence[tuple[int, Said]]] = (
    (
        OVERDUE,
        Said(
            roles=[PoolKind.GUIDES],
            given_name="Mariam",
            family_name="Nasser",
            phone=fictional_mobile(204),
            language="ar",
            speaks=["ara", "eng", "deu"],
            postcode="68642",
            times=["mornings"],
            message="أعيش هنا منذ ست سنوات وأود أن أساعد العائلات الجديدة.",
        ),
    ),
    (
        1_300,
        Said(
            roles=[PoolKind.INTERPRETERS],
            given_name="Dmytro",
            family_name="Koval",
            email="dmytro.koval@example.org",
            language="uk",
            speaks=["ukr", "rus", "deu"],
            postcode="68642",
            times=["evenings", "weekends"],
            message="Можу перекладати ввечері.",
        ),
    ),
    (
        500,
        Said(
            roles=[PoolKind.NEIGHBOURS],
            given_name="Birgit",
            family_name="Rothermel",
            phone=fictional_mobile(205),
            language="de",
            speaks=["deu"],
            postcode="68642",
            district="Bobstadt",
            times=["afternoons"],
            message="Ich bin seit Juli im Ruhestand und habe ein Auto.",
        ),
    ),
    (
        240,
        Said(
            roles=[PoolKind.GUIDES, PoolKind.INTERPRETERS],
            given_name="Feven",
            phone=fictional_mobile(206),
            language="ti",
            speaks=["tir", "amh", "deu"],
            postcode="68642",
        ),
    ),
    (
        35,
        Said(
            roles=[PoolKind.GUIDES],
            given_name="Emre",
            family_name="Aydın",
            phone=fictional_mobile(207),
            email="emre.aydin@example.org",
            language="tr",
            speaks=["tur", "deu"],
            postcode="68642",
            times=["weekends"],
        ),
    ),
)

_BEGIN: Final = date(2026, 1, 1)
_NOTICE: Final = "Bescheid II 25.2 – Beispiel"
GRANTED: Final = {
    PoolKind.GUIDES: Granted(_BEGIN, _NOTICE, minutes=60 * 60, minutes_applied=75 * 60),
    PoolKind.INTERPRETERS: Granted(_BEGIN, _NOTICE, cents=120_000),
}
"""Hours for guides, fewer than their office hours ahead will take, and money for interpreters."""


def put_pools(town: LaidTown, agenda: Agenda, *, since: datetime) -> None:
    """Open two pools and lay what is signed; put on the agenda how people climb, and who says that she would help."""
    desk, day = town.coordinator, clock.local(since).date()
    texts = [
        next(one for one in change_text(desk, kind, said, valid_from=day, at=since) if one.language == "de")
        for kind, said in TEXTS.items()
    ]
    guides = open_pool(desk, kind=PoolKind.GUIDES, name="Integrationslotsinnen und -lotsen", answer_days=3, at=since)
    set_pool_rule(desk, guides, CONDUCT_RULE, valid_from=day, at=since)
    speak = open_pool(desk, kind=PoolKind.INTERPRETERS, name="Dolmetscherpool", answer_days=3, at=since)
    for pool, people in ((guides, GUIDES), (speak, INTERPRETERS)):
        lay_notice(desk, pool, GRANTED[PoolKind(pool.kind)], since=since, at=town.at)
        for number, (name, rung) in enumerate(people):
            way = Way(town, pool, town.helpers[name], texts)
            begin = DESK.first_from(since + timedelta(hours=number))
            agenda.put(begin, way.join)
            for step, verb in enumerate(WAYS[rung], 1):
                agenda.put(DESK.first_from(begin + step * A_STEP), partial(way.climb, verb))
            if rung in DUE_AFTER and name != FORGOTTEN:
                agenda.put(DESK.ago(town.at, 60 * (number + 2)), partial(way.plan, DUE_AFTER[rung] + number % 3))
    for minutes, said in INTERESTS:
        agenda.put(DESK.ago(town.at, minutes), partial(_says_so, town, said))


def put_file(town: LaidTown) -> None:
    """The town's file for its guides."""
    hours = 60
    project = Project(
        line="guides",
        title="Lotsinnen und Lotsen für Bürstadt",
        texts=LOTSEN,
        costs=[
            Item("hours", quantity=hours),
            Item("lump_sum", 200_000, "Koordinierungspauschale"),
            Item("expense", 30_000, "Raum im Rathaus, Druck"),
        ],
        asked=hours * 500 + 200_000,
        spent=[
            (1, "lump_sum", 200_000, "Koordinierungspauschale"),
            *((month, "expense", 7_500, "Raum im Rathaus") for month in (3, 6, 9, 12)),
        ],
        pool=Pool.objects.get(kind=PoolKind.GUIDES),
    )
    put_grants(town.coordinator, project, at=town.at)


def _says_so(town: LaidTown, said: Said, at: datetime) -> None:
    public = Actor(came=Came.PUBLIC, organisation_id=town.organisation.id, language=said.language)
    show_interest(public, said, at=at)


@dataclass(frozen=True, slots=True)
class Way:
    """How one volunteer comes into one pool."""

    town: LaidTown
    pool: Pool
    her: Volunteer
    texts: Sequence[DeclarationText]

    def join(self, at: datetime) -> None:
        """Somebody spoke with her."""
        join_pool(self.town.coordinator, self.pool, self.her, note="Am Telefon gesprochen", at=at)

    def climb(self, verb: str, at: datetime) -> None:
        """One step, with what has to be seen before it."""
        desk, day = self.town.coordinator, clock.local(at).date()
        if verb == "check":
            for kind in (FactKind.INTRODUCED, FactKind.ADULT):
                see_fact(desk, self.her, kind=kind, seen_on=day, at=at)
        elif verb == "begin":
            self._bring_the_rest(day, at)
        member = climb(desk, PoolMember.objects.get(pool=self.pool, volunteer=self.her), verb, at=at)
        if verb == "begin" and self.her.person.name == LEAD:
            name_lead(desk, member, is_lead=True, at=at)

    def plan(self, days: int, at: datetime) -> None:
        """What comes next is arranged for a day to come."""
        member = PoolMember.objects.get(pool=self.pool, volunteer=self.her)
        due = day_after(clock.local(self.town.at).date(), days)
        plan_next(self.town.coordinator, member, next_action=member.next_action, next_due=due, at=at)

    def _bring_the_rest(self, day: date, at: datetime) -> None:
        desk, is_guide = self.town.coordinator, self.pool.kind == PoolKind.GUIDES
        for text in self.texts:
            if not (is_guide and text.kind == DeclarationKind.NEUTRALITY):
                sign_declaration(desk, self.her, text, at=at)
        if is_guide:
            issued = day - timedelta(days=20)
            see_conduct(desk, self.her, seen_on=day, issued_on=issued, is_relevant=False, at=at)
        kind = QualificationKind.BASIC_GUIDE if is_guide else QualificationKind.INTERPRETER
        grant_qualification(desk, self.her, kind=kind, granted_on=day, at=at)
