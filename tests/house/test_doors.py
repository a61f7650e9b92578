"""Every address x every role x one's own town and the other one, made from the table of addresses itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Membership, Role, User
from lotsenwerk.domain.assistance.models import (
    Alert,
    Assignment,
    Bill,
    ClientNumber,
    Cooperation,
    DayOffer,
    Deployment,
    Household,
    Incident,
    Inquiry,
    OfficeDuty,
    OfficeHour,
    PickUp,
    PickUpSlot,
    Plan,
    ProxySlip,
    Rhythm,
    RhythmException,
    SignedSheet,
    Signpost,
)
from lotsenwerk.domain.assistance.queries.money import cash_sheet
from lotsenwerk.domain.funding.models import Budget, Grant, GrantTask, Instalment, LedgerLine
from lotsenwerk.domain.gatherings.models import Booking, LoggedItem, Material, SeriesDay, SignUp, Thing
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.models import (
    Absence,
    ContactPerson,
    DeclarationText,
    Interest,
    InterestState,
    OtherHours,
    Pool,
    PoolMember,
    StandingYes,
    SuitabilityFact,
    Veto,
)
from lotsenwerk.domain.publishing.models import Entry, EntryPicture, PageKind, PagePicture, Source
from lotsenwerk.domain.publishing.models import Page as PublicPage
from lotsenwerk.domain.publishing.models import Testimonial as PublicVoice
from lotsenwerk.domain.training.models import Certificate, Course, Session
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.tenancy import Tenanted
from tests.fingerprint import fingerprint
from tests.story import Story, picture

pytestmark = pytest.mark.django_db

ANONYMOUS = "anonymous"
ROLES = (ANONYMOUS, *Role.values)
RUN = frozenset({"coordinator", "assistant"})
COORDINATE = frozenset({"coordinator"})
WRITE_PAGES = frozenset({"coordinator", "assistant", "administrator"})
ADMINISTER = frozenset({"administrator"})
AT_THE_DESK = frozenset({"coordinator", "assistant", "clerk", "administrator"})
HELP = frozenset({"volunteer"})
GIVE_OUT = frozenset({"partner"})
EVERYBODY = frozenset(ROLES)


@dataclass(frozen=True)
class Page:
    """Who may come to an address, and of what in a story its parameters are made."""

    may: frozenset[str]
    asks: dict[str, Callable[[Story], Any]] = field(default_factory=dict)
    sends: Callable[[Story], dict[str, Any]] = field(default=lambda _story: {})
    """What a POST holds; empty where the view has an answer to nothing."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Parameters that name nothing of anybody: a day, say."""

    def keys(self, story: Story) -> dict[str, Any]:
        """The parameters of the address."""
        return self.fixed | {key: of(story) for key, of in self.asks.items()}


CLIENT = {"person_id": lambda story: story.client.person_id}
HELPER = {"person_id": lambda story: story.helper.person_id}
NEED = {"need_id": lambda story: story.open.id}
OFFER = {"offer_id": lambda story: story.asked.id}
GOING = {"assignment_id": lambda story: story.going.id}
OVER = {"assignment_id": lambda story: story.over.id}
VISIT = {"ref": lambda story: story.going.ref}
HOUSEHOLD = {"household_id": lambda story: row_id(Household, story)}
GUEST = {"on": lambda story: row_of(PickUp, story, "on").isoformat(), "ref": lambda story: story.client.person.ref}


def a_guest(story: Story) -> int:
    with story.town.open():
        return SignUp.objects.filter(list__days__isnull=False).earliest("id").id


SERIES = {"series_id": lambda story: row_of(SeriesDay, story, "series_id")}
DAY_OF_SERIES = SERIES | {"on": lambda story: row_of(SeriesDay, story, "regular_day").isoformat()}
DAY_WITH_THING = {
    "series_id": lambda story: row_of(LoggedItem, story, "day__series_id"),
    "on": lambda story: row_of(LoggedItem, story, "day__regular_day").isoformat(),
    "item_id": lambda story: row_id(LoggedItem, story),
}
MATERIAL = {
    "series_id": lambda story: row_of(Material, story, "series_id"),
    "ref": lambda story: row_of(Material, story, "ref"),
}
DAY_WITH_GUEST = DAY_OF_SERIES | {"sign_up_id": a_guest}
THING = {"thing_id": lambda story: row_id(Thing, story)}
COURSE = {"course_id": lambda story: row_id(Course, story)}
COURSE_DATE = {"session_id": lambda story: row_id(Session, story)}
SIGN_UP = {"sign_up_id": lambda story: row_id(SignUp, story)}
OWN_COURSE = {"ref": lambda story: row_of(Course, story, "ref")}
BOOKING = {"booking_id": lambda story: row_id(Booking, story)}
ASKED_FOR = {"booking_id": lambda story: asked_for(story, "id")}
PLAN = {"plan_id": lambda story: row_id(Plan, story)}
WHOLE_DAY = {
    "person_id": lambda story: row_of(DayOffer, story, "volunteer__person_id"),
    "day": lambda story: row_of(DayOffer, story, "day"),
}
PLANNED = {"need_id": lambda story: row_of(Plan, story, "snapshot")["jobs"][0]["id"]}


RHYTHM = {"rhythm_id": lambda story: row_id(Rhythm, story)}
DATE = RHYTHM | {"day": lambda story: row_of(Rhythm, story, "first_day")}
LEFT_OUT = RHYTHM | {"day": lambda story: row_of(RhythmException, story, "day")}


PUBLISH = frozenset({"coordinator", "administrator"})
KEEP_GRANTS = frozenset({"coordinator", "clerk"})
FILE = {"ref": lambda story: row_of(Grant, story, "ref")}
TASK_OF_FILE = FILE | {"task_id": lambda story: row_id(GrantTask, story)}
OF_A_FILE = (
    *("change", "codes", "follow_up", "write", "text", "plan", "own_money", "copy", "notice", "instalment"),
    *("task_new", "ledger", "take_over", "taking_over"),
)
SHOWN = {"ref": lambda story: row_of(PublicPage, story, "ref")}
VOICE = SHOWN | {"voice": lambda story: row_of(PublicVoice, story, "ref")}
PICTURE = SHOWN | {"picture": lambda story: row_of(PagePicture, story, "ref")}


def writing(door: str, may: frozenset[str]) -> dict[str, Page]:
    """The pages of the writing, which two doors have."""
    of_a_page = "write draft draft_drop submit take_back withdraw still_true end contact place"
    beside = "pictures voices languages history"
    first = {"number": "1"}
    return {
        f"{door}:pages": Page(may),
        f"{door}:page": Page(may, SHOWN),
        f"{door}:page_new": Page(may, fixed={"kind": "project"}),
        **{f"{door}:page_{verb}": Page(may, SHOWN) for verb in (*of_a_page.split(), *beside.split())},
        **{f"{door}:page_voice_{verb}": Page(may, VOICE) for verb in ("agrees", "withdraw")},
        f"{door}:page_picture": Page(may, PICTURE),
        **{f"{door}:page_picture_{verb}": Page(may, PICTURE) for verb in ("change", "first", "remove")},
        f"{door}:page_language": Page(may, SHOWN, fixed={"language": "en"}),
        **{f"{door}:page_{verb}": Page(may, SHOWN, fixed=first) for verb in ("version", "restore", "preview")},
    }


def hosting(door: str, may: frozenset[str]) -> dict[str, Page]:
    """The pages of dates, which two doors have."""
    return {
        f"{door}:gatherings": Page(may),
        f"{door}:gathering_new": Page(may),
        f"{door}:gathering_of": Page(may, {"ref": lambda story: row_of(SeriesDay, story, "series__page__ref")}),
        f"{door}:gathering": Page(may, SERIES),
        f"{door}:gathering_change": Page(may, SERIES),
        **{
            f"{door}:gathering_{verb}": Page(may, DAY_OF_SERIES)
            for verb in ("day", "day_change", "count", "item", "guest")
        },
        f"{door}:gathering_materials": Page(may, SERIES),
        f"{door}:gathering_material": Page(may, MATERIAL),
        f"{door}:gathering_material_remove": Page(may, MATERIAL),
        f"{door}:gathering_item_strike": Page(may, DAY_WITH_THING),
        f"{door}:gathering_guest_step": Page(may, DAY_WITH_GUEST, sends=lambda _story: {"verb": "told"}),
    }


def asked_for(story: Story, field: str) -> int:
    """A field of what a partner has asked for."""
    with story.town.open():
        return int(Booking.objects.filter(partner__isnull=False).values_list(field, flat=True)[0])


def row_of(table: type[Tenanted], story: Story, field: str) -> Any:
    """A field of the first row that a story has in a table."""
    with story.town.open():
        return table.objects.order_by("id").values_list(field, flat=True)[0]


def row_id(table: type[Tenanted], story: Story) -> int:
    return int(row_of(table, story, "id"))


def the_alert(story: Story) -> int:
    with story.town.open():
        return Alert.objects.earliest("id").id


def the_incident(story: Story) -> int:
    with story.town.open():
        return Incident.objects.earliest("id").id


def handed_over_line(story: Story) -> int:
    """The line of the money that was handed over for the visit ahead."""
    with story.town.open():
        return cash_sheet(story.town.coordinator, story.going).lines[0].id


def photo_of_story(story: Story) -> int:
    """The photo of the receipt of the visit that is over."""
    with story.town.open():
        return cash_sheet(story.town.coordinator, story.over).photos[0]


def picture_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("zettel.png", picture(), "image/png")


def certified_ref(story: Story) -> str:
    """The ref of the course of which the helper has her certificate."""
    with story.town.open():
        return Certificate.objects.select_related("course").earliest("id").course.ref


CONTACT = {"contact_id": lambda story: one_of(ContactPerson, story)}


def one_of(model: type[Any], story: Story) -> int:
    """The first row of a table in the story's town."""
    with story.town.open():
        return int(model.objects.order_by("id").values_list("pk", flat=True)[0])


def sitting_of(story: Story) -> int:
    """A report of an office hour in the story's town."""
    with story.town.open():
        return Deployment.objects.filter(office_hour__isnull=False).values_list("pk", flat=True)[0]


OFFICE_HOUR = {"hour_id": lambda story: one_of(OfficeHour, story)}
POOL = {"pool_id": lambda story: one_of(Pool, story)}
INTEREST = {"interest_id": lambda story: interest_in(story, InterestState.NEW)}
DECLINED = {"interest_id": lambda story: interest_in(story, InterestState.DECLINED)}
MEMBER = {"member_id": lambda story: one_of(PoolMember, story)}


def interpreters_of(story: Story) -> int:
    """The pool that institutions ask."""
    with story.town.open():
        return Pool.objects.filter(kind="interpreters").order_by("id")[0].id


def cards_of(story: Story) -> int:
    """The first number that the pool handed out."""
    with story.town.open():
        return ClientNumber.objects.order_by("id")[0].id


def given_of(story: Story) -> str:
    """A deployment that is to be confirmed, with its signed sheet."""
    with story.town.open():
        return SignedSheet.objects.select_related("deployment").order_by("id")[0].deployment.ref


def asks_for_kita(story: Story) -> int:
    """The membership of whoever asks for the institution."""
    with story.town.open():
        partner_id = Cooperation.objects.order_by("id")[0].partner_id
    return Membership.objects.filter(partner_id=partner_id, organisation_id=story.town.id).order_by("id")[0].id


SEE_DEPLOYMENTS = frozenset({"coordinator", "assistant", "clerk"})
PAY = frozenset({"coordinator", "clerk"})
INSTITUTION = {"ref": lambda story: row_of(Cooperation, story, "ref")}
CARDS = {"pool_id": interpreters_of, "first_id": cards_of}
GIVEN = {"ref": given_of}
BILL = {"ref": lambda story: row_of(Bill, story, "ref")}


def interest_in(story: Story, state: InterestState) -> int:
    """The first interest of a story in a state."""
    with story.town.open():
        return int(Interest.objects.filter(state=state).earliest("id").id)


def request_of(story: Story) -> str:
    """The ref of what the story's partner asked, was given and has to confirm."""
    with story.town.open():
        return Deployment.objects.filter(cooperation__isnull=False).values_list(
            "assignment__need__inquiry__ref", flat=True
        )[0]


def signed_request(story: Story) -> str:
    """The request whose signed sheet is kept."""
    with story.town.open():
        kept = SignedSheet.objects.select_related("deployment__assignment__need__inquiry").order_by("id")[0]
        assert kept.deployment.assignment is not None
        return str(kept.deployment.assignment.need.inquiry.ref)


def asked_pool(story: Story) -> dict[str, Any]:
    """A pool that institutions ask, as the addresses of public pages name it."""
    with story.town.open():
        pool = Pool.objects.filter(kind="interpreters").earliest("id")
    return {"town": story.town.organisation.slug, "pool_id": pool.id}


def guided(story: Story) -> str:
    """The ref of an appointment to which the helper goes along as a guide."""
    with story.town.open():
        return Assignment.objects.filter(need__kind="guide").earliest("id").ref


def inquiry_of_guides(story: Story, state: str) -> str:
    """The ref of what was asked of the guides: what waits for a call, or an order that runs."""
    with story.town.open():
        rows = Inquiry.objects.filter(pool__kind="guides", state=state, follows__isnull=True)
        return rows.earliest("id").ref


def guided_need(story: Story) -> int:
    """The need of the same appointment."""
    with story.town.open():
        return Assignment.objects.filter(need__kind="guide").earliest("id").need_id


def interpreted(story: Story) -> str:
    """The ref of an appointment that an institution asked for and the story's helper went to."""
    with story.town.open():
        return str(Assignment.objects.filter(need__kind="interpret", state="reported").earliest("id").ref)


GUIDED = {"ref": guided}
INTERPRETED = {"ref": interpreted}
HINT = {"ref": lambda story: row_of(Signpost, story, "ref")}
ASKED_FOR_GUIDE = {"ref": lambda story: inquiry_of_guides(story, "received")}
ORDER = {"ref": lambda story: inquiry_of_guides(story, "taken_in")}
REQUEST = {"ref": request_of}
PARTNER = {"partner_id": lambda story: story.town.members[Role.PARTNER].partner_id}
FUNDED_POOL = {"pool_id": lambda story: row_of(Budget, story, "pool_id")}
OF_YEAR: dict[str, Any] = {"year": clock.local(clock.now()).year}
"""The year in which the story is told."""

PAGES = {
    "desk:today": Page(AT_THE_DESK),
    "desk:needs": Page(RUN),
    "desk:needs_new": Page(RUN),
    "desk:needs_new_person": Page(RUN),
    "desk:needs_new_for": Page(RUN, CLIENT),
    "desk:needs_new_live": Page(RUN, CLIENT),
    "desk:draft_drop": Page(RUN, CLIENT),
    "desk:need": Page(RUN, NEED),
    "desk:need_volunteers": Page(RUN, NEED),
    "desk:need_offer": Page(RUN, NEED | HELPER),
    "desk:need_cancel": Page(RUN, NEED),
    "desk:need_ask": Page(RUN, NEED, lambda story: {"who": story.helper.person_id}),
    "desk:need_cascade": Page(RUN, NEED, lambda _story: {"wait_minutes": 60, "at_once": 1}),
    "desk:need_cascade_stop": Page(RUN, NEED),
    "desk:standing": Page(RUN),
    "desk:standing_new": Page(RUN, CLIENT),
    "desk:rhythm": Page(RUN, RHYTHM),
    "desk:rhythm_change": Page(RUN, RHYTHM),
    "desk:rhythm_end": Page(RUN, RHYTHM, lambda story: {"last_day": row_of(Rhythm, story, "first_day")}),
    "desk:date_skip": Page(RUN, DATE),
    "desk:date_move": Page(RUN, DATE),
    "desk:date_back": Page(RUN, LEFT_OUT),
    "desk:offer_accept": Page(RUN, OFFER),
    "desk:offer_decline": Page(RUN, OFFER),
    "desk:offer_withdraw": Page(RUN, OFFER),
    "desk:assignment_replace": Page(RUN, GOING),
    "desk:assignment_report": Page(RUN, GOING),
    "desk:assignment_confirm": Page(RUN, {"assignment_id": lambda story: story.over.id}),
    "desk:calls": Page(RUN),
    "desk:call_done": Page(RUN, {"call_back_id": lambda story: story.call_back.id}),
    "desk:call_not_reached": Page(RUN, {"call_back_id": lambda story: story.call_back.id}),
    "desk:alert_done": Page(RUN, {"alert_id": the_alert}),
    "desk:alert_not_reached": Page(RUN, {"alert_id": the_alert}),
    "desk:need_note": Page(RUN, NEED),
    "desk:person_note": Page(RUN, CLIENT),
    "desk:assignment_no_show": Page(RUN, GOING),
    "desk:incidents": Page(COORDINATE | ADMINISTER),
    "desk:incident": Page(COORDINATE | ADMINISTER, {"incident_id": the_incident}),
    "desk:incident_close": Page(COORDINATE | ADMINISTER, {"incident_id": the_incident}),
    "desk:incident_new": Page(COORDINATE, CLIENT),
    "desk:practice": Page(ADMINISTER),
    "desk:people": Page(RUN),
    "desk:client_new": Page(RUN),
    "desk:volunteer_new": Page(RUN),
    "desk:person": Page(RUN, CLIENT),
    "desk:person_contact": Page(RUN, CLIENT),
    "desk:person_helping": Page(RUN, HELPER),
    "desk:person_portrait": Page(RUN, HELPER),
    "desk:person_picture": Page(RUN, HELPER),
    "desk:person_activate": Page(COORDINATE, {"person_id": lambda story: story.interested.person_id}),
    "desk:person_pause": Page(COORDINATE, HELPER),
    "desk:person_leave": Page(COORDINATE, HELPER),
    "desk:person_erase": Page(COORDINATE, {"person_id": lambda story: story.interested.person_id}),
    "desk:person_export": Page(COORDINATE, CLIENT),
    "desk:person_contact_new": Page(RUN, CLIENT),
    "desk:contact": Page(RUN, CONTACT),
    "desk:contact_remove": Page(RUN, CONTACT),
    "desk:person_away": Page(RUN, CLIENT),
    "desk:absence_end": Page(RUN, {"absence_id": lambda story: one_of(Absence, story)}),
    "desk:person_apart": Page(RUN, CLIENT),
    "desk:veto_remove": Page(RUN, CLIENT | {"veto_id": lambda story: one_of(Veto, story)}),
    "desk:person_regular": Page(RUN, CLIENT),
    "desk:regular_end": Page(RUN, CLIENT | {"regular_id": lambda story: one_of(StandingYes, story)}),
    "desk:person_seen": Page(RUN, HELPER),
    "desk:fact_remove": Page(RUN, {"fact_id": lambda story: one_of(SuitabilityFact, story)}),
    "desk:person_other_hours": Page(RUN, HELPER),
    "desk:other_hours_remove": Page(RUN, {"hours_id": lambda story: one_of(OtherHours, story)}),
    "desk:person_engagement": Page(COORDINATE, HELPER),
    "desk:person_card": Page(COORDINATE, HELPER),
    "desk:person_card_paper": Page(COORDINATE, HELPER),
    "desk:person_card_end": Page(COORDINATE, HELPER),
    "desk:card_check": Page(RUN),
    "desk:person_same": Page(COORDINATE, CLIENT | {"other_id": lambda story: story.interested.person_id}),
    "desk:plan": Page(RUN),
    "desk:plan_languages": Page(RUN),
    "desk:plan_start": Page(RUN),
    "desk:plan_progress": Page(RUN, PLAN),
    "desk:plan_map": Page(RUN, PLAN),
    "desk:plan_need": Page(RUN, PLAN | PLANNED),
    "desk:plan_hold": Page(RUN, PLAN | PLANNED, lambda _story: {"hold": "nothing"}),
    "desk:plan_order": Page(RUN, PLAN | HELPER, lambda _story: {"day": "2026-11-17", "hold": "nothing"}),
    "desk:plan_drop": Page(RUN, PLAN),
    "desk:plan_whole_day": Page(RUN, WHOLE_DAY),
    "desk:plan_again": Page(RUN, PLAN),
    "desk:plan_publish": Page(RUN, PLAN),
    "desk:plan_compare": Page(RUN, PLAN | {"other_id": lambda story: row_id(Plan, story)}),
    "desk:map": Page(RUN),
    "desk:person_place": Page(RUN, CLIENT),
    "desk:letters": Page(RUN),
    "desk:letters_hours": Page(frozenset({"coordinator", "administrator"})),
    "desk:letter_again": Page(RUN, {"letter_id": lambda story: story.failed.id}),
    "desk:letter_not_arrived": Page(COORDINATE, {"letter_id": lambda story: story.unclear.id}),
    "desk:cash": Page(RUN | {"clerk"}),
    "desk:cash_close": Page(RUN),
    "desk:cash_move": Page(RUN),
    "desk:cash_month": Page(RUN | {"clerk"}),
    "desk:cash_visit": Page(RUN, GOING),
    "desk:cash_undo": Page(RUN, GOING | {"line_id": handed_over_line}),
    "desk:cash_anew": Page(RUN, OVER),
    "desk:cash_right": Page(RUN, OVER | {"verb": lambda _story: "make-good"}),
    "desk:cash_paid": Page(RUN, OVER),
    "desk:cash_write_off": Page(COORDINATE, OVER),
    "desk:cash_photo": Page(RUN, OVER),
    "desk:cash_receipt": Page(RUN, OVER | {"photo_id": photo_of_story}),
    "desk:cash_paper": Page(RUN, OVER),
    "desk:day_sheet": Page(RUN),
    "desk:tick_day": Page(RUN),
    "desk:tick_one": Page(RUN, VISIT),
    "desk:confirmed": Page(AT_THE_DESK),
    "desk:town": Page(ADMINISTER),
    "desk:member_end": Page(ADMINISTER, {"membership_id": lambda story: story.town.members["clerk"].id}),
    "desk:modules": Page(ADMINISTER),
    "desk:partners": Page(ADMINISTER),
    "desk:elsewhere": Page(ADMINISTER),
    "desk:elsewhere_read": Page(ADMINISTER),
    "desk:elsewhere_stop": Page(ADMINISTER, {"source_id": lambda story: row_id(Source, story)}),
    "desk:journal": Page(ADMINISTER),
    "desk:retention": Page(COORDINATE | ADMINISTER),
    "desk:me": Page(AT_THE_DESK),
    "desk:me_town": Page(AT_THE_DESK, sends=lambda story: {"town": story.town.id}),
    "desk:me_language": Page(AT_THE_DESK),
    "desk:food_bank": Page(RUN),
    "desk:food_bank_households": Page(RUN),
    "desk:food_bank_running_out": Page(RUN),
    "desk:food_bank_slots": Page(RUN),
    "desk:food_bank_slot": Page(RUN, {"slot_id": lambda story: row_id(PickUpSlot, story)}),
    "desk:food_bank_slot_away": Page(RUN, {"slot_id": lambda story: row_id(PickUpSlot, story)}),
    "desk:household_new": Page(RUN, CLIENT),
    "desk:household": Page(RUN, HOUSEHOLD),
    "desk:household_change": Page(RUN, HOUSEHOLD),
    "desk:household_proof": Page(RUN, HOUSEHOLD),
    "desk:household_diet": Page(RUN, HOUSEHOLD),
    "desk:household_no_diet": Page(RUN, HOUSEHOLD),
    "desk:household_plan": Page(RUN, HOUSEHOLD),
    "desk:household_end": Page(RUN, HOUSEHOLD),
    "desk:pick_up_cancel": Page(RUN, {"pick_up_id": lambda story: row_id(PickUp, story)}),
    "desk:assignment_slip": Page(RUN, GOING),
    "desk:assignment_book": Page(RUN, GOING),
    **hosting("desk", WRITE_PAGES),
    "desk:gathering_publish": Page(WRITE_PAGES - {"assistant"}, SERIES),
    "desk:things": Page(RUN),
    "desk:thing_new": Page(RUN),
    "desk:thing": Page(RUN, THING),
    "desk:thing_end": Page(RUN, THING),
    "desk:thing_book": Page(RUN, THING),
    "desk:thing_book_for": Page(RUN, THING | HELPER),
    "desk:booking": Page(RUN, BOOKING),
    "desk:booking_cancel": Page(RUN, BOOKING),
    "desk:booking_lend": Page(RUN, ASKED_FOR),
    "desk:booking_decline": Page(RUN, ASKED_FOR),
    "desk:courses": Page(RUN),
    "desk:course_new": Page(RUN),
    "desk:course": Page(RUN, COURSE),
    "desk:course_change": Page(RUN, COURSE),
    "desk:course_announce": Page(RUN, COURSE),
    "desk:course_cancel": Page(RUN, COURSE),
    "desk:course_end": Page(COORDINATE, COURSE),
    "desk:course_certify": Page(COORDINATE, COURSE),
    "desk:course_sign_up": Page(RUN, COURSE),
    "desk:course_guest": Page(RUN, COURSE),
    "desk:course_sign_up_for": Page(RUN, COURSE | CLIENT),
    "desk:course_date_new": Page(RUN, COURSE),
    "desk:course_date": Page(RUN, COURSE_DATE),
    "desk:course_date_cancel": Page(RUN, COURSE_DATE),
    "desk:course_date_here": Page(RUN, COURSE_DATE),
    "desk:course_date_wall": Page(RUN, COURSE_DATE),
    "desk:course_date_list": Page(RUN, COURSE_DATE),
    "desk:sign_up_off": Page(RUN, SIGN_UP),
    "desk:sign_up_seat": Page(RUN, SIGN_UP),
    "desk:certificate": Page(RUN, {"certificate_id": lambda story: row_id(Certificate, story)}),
    "desk:partner_access": Page(ADMINISTER, PARTNER),
    "desk:partner": Page(ADMINISTER, PARTNER),
    "desk:partner_hours": Page(ADMINISTER, PARTNER),
    "desk:partner_place": Page(ADMINISTER, PARTNER),
    "desk:partner_end": Page(ADMINISTER, PARTNER),
    "desk:town_about": Page(ADMINISTER),
    "partner:day": Page(GIVE_OUT),
    "partner:other_day": Page(GIVE_OUT, fixed={"on": "2026-11-26"}),
    "partner:day_print": Page(GIVE_OUT, fixed={"on": "2026-11-26"}),
    "partner:guest": Page(GIVE_OUT, GUEST),
    "partner:guest_fetched": Page(GIVE_OUT, GUEST),
    "partner:guest_not_come": Page(GIVE_OUT, GUEST),
    "partner:guest_take_back": Page(GIVE_OUT, GUEST),
    "partner:start": Page(GIVE_OUT),
    **writing("partner", GIVE_OUT),
    **hosting("partner", GIVE_OUT),
    "partner:things": Page(GIVE_OUT),
    "partner:thing": Page(GIVE_OUT, {"thing_id": lambda story: asked_for(story, "thing_id")}),
    "partner:thing_cancel": Page(GIVE_OUT, {"booking_id": lambda story: asked_for(story, "id")}),
    **writing("desk", frozenset({"coordinator", "assistant", "administrator"})),
    "desk:page_publish": Page(PUBLISH, SHOWN, lambda _story: {"number": "1"}),
    "desk:page_send_back": Page(PUBLISH, SHOWN, lambda _story: {"because": "Ein Bild"}),
    "desk:pages_offered": Page(PUBLISH),
    "desk:page_offered": Page(PUBLISH, fixed={"ref": "notoffered"}),
    "desk:page_original": Page(PUBLISH, SHOWN),
    "desk:page_follow": Page(PUBLISH, SHOWN),
    "desk:page_milestones": Page(PUBLISH),
    "desk:page_milestone": Page(PUBLISH, fixed={"key": "errand-1"}),
    "desk:page_milestone_no": Page(PUBLISH, fixed={"key": "errand-1"}),
    "partner:inquiries": Page(GIVE_OUT),
    "partner:choose": Page(GIVE_OUT),
    "partner:ask": Page(GIVE_OUT, {"ref": lambda story: row_of(Cooperation, story, "ref")}),
    "partner:inquiry": Page(GIVE_OUT, REQUEST),
    "partner:withdraw": Page(GIVE_OUT, REQUEST),
    "partner:cancel": Page(GIVE_OUT, REQUEST),
    "partner:move": Page(GIVE_OUT, REQUEST),
    "partner:confirm": Page(GIVE_OUT, REQUEST),
    "partner:doubt": Page(GIVE_OUT, REQUEST),
    "partner:signed": Page(GIVE_OUT, REQUEST, sends=lambda _story: {"sheet": picture_file()}),
    "partner:signed_picture": Page(GIVE_OUT, {"ref": signed_request}),
    "partner:feedback": Page(GIVE_OUT, REQUEST, sends=lambda _story: {"worked": "yes", "again": "yes"}),
    "partner:sheet": Page(GIVE_OUT, REQUEST),
    "partner:sheet_paper": Page(GIVE_OUT, REQUEST),
    "partner:slips": Page(GIVE_OUT),
    "partner:slip": Page(GIVE_OUT, {"ref": lambda story: row_of(ProxySlip, story, "ref")}),
    "partner:slip_hand_out": Page(GIVE_OUT, {"ref": lambda story: row_of(ProxySlip, story, "ref")}),
    "mine:slip": Page(HELP, VISIT),
    "mine:home": Page(HELP),
    "mine:courses": Page(HELP),
    "mine:course": Page(HELP, OWN_COURSE),
    "mine:course_calendar": Page(HELP, OWN_COURSE),
    "mine:course_certificate": Page(HELP, {"ref": certified_ref}),
    "mine:here": Page(HELP, {"code": lambda story: row_of(Session, story, "code")}),
    "mine:me": Page(HELP),
    "mine:past": Page(HELP),
    "mine:day": Page(HELP, {"ref": lambda story: row_of(DayOffer, story, "ref")}),
    "mine:offer": Page(HELP, {"ref": lambda story: story.asked.ref}),
    "mine:assignment": Page(HELP, VISIT),
    "mine:address": Page(HELP, VISIT),
    "mine:report": Page(HELP, VISIT),
    "mine:release": Page(HELP, VISIT),
    "mine:handed": Page(HELP, VISIT, sends=lambda _story: {"received": "5"}),
    "mine:handed_back": Page(HELP, VISIT | {"line_id": lambda story: story.going.id}),
    "mine:money": Page(HELP, VISIT, sends=lambda _story: {"received": "40", "spent": "0", "returned": "40"}),
    "mine:photo": Page(HELP, {"ref": lambda story: story.over.ref}, sends=lambda _story: {"photo": picture_file()}),
    "mine:receipt": Page(HELP, {"ref": lambda story: story.over.ref, "photo_id": photo_of_story}),
    "mine:paper": Page(HELP, {"ref": lambda story: story.over.ref}),
    "mine:ladder": Page(HELP),
    "mine:move": Page(HELP, INTERPRETED),
    "mine:after": Page(HELP, INTERPRETED),
    "mine:signed": Page(HELP, INTERPRETED, sends=lambda _story: {"sheet": picture_file()}),
    "mine:guided": Page(HELP, GUIDED),
    "mine:next": Page(HELP, GUIDED),
    "mine:signpost": Page(HELP, GUIDED),
    "mine:signposts": Page(HELP),
    # Only whoever is accompanied sees it, by the link of her letter.
    "mine:sheet": Page(frozenset(), GUIDED),
    "mine:signpost_outcome": Page(HELP, HINT, lambda _story: {"outcome": "went"}),
    "desk:guides": Page(RUN),
    "desk:guide_new": Page(RUN),
    "desk:guide_new_person": Page(RUN),
    "desk:guide_new_for": Page(RUN, CLIENT),
    "desk:guide_asked": Page(RUN, ASKED_FOR_GUIDE),
    "desk:guide_refuse": Page(RUN, ASKED_FOR_GUIDE),
    "desk:guide_order_of": Page(RUN, {"need_id": guided_need}),
    "desk:guide_order": Page(RUN, ORDER),
    "desk:guide_prolong": Page(RUN, ORDER),
    "desk:guide_close": Page(RUN, ORDER),
    "desk:guide_sheet": Page(RUN, GUIDED),
    "desk:guide_send": Page(RUN, GUIDED),
    "desk:old_pages": Page(frozenset({"coordinator", "administrator"})),
    "desk:signposts": Page(RUN),
    "desk:signpost_outcome": Page(RUN, HINT, lambda _story: {"outcome": "went"}),
    "desk:reports": Page(SEE_DEPLOYMENTS | {"administrator"}),
    "desk:reports_csv": Page(SEE_DEPLOYMENTS | {"administrator"}),
    "desk:grants": Page(KEEP_GRANTS),
    "desk:grant_new": Page(KEEP_GRANTS),
    "desk:grants_calendar": Page(KEEP_GRANTS),
    "desk:grant": Page(KEEP_GRANTS, FILE),
    **{f"desk:grant_{verb}": Page(KEEP_GRANTS, FILE) for verb in OF_A_FILE},
    "desk:grant_step": Page(KEEP_GRANTS, FILE, fixed={"verb": "end"}),
    "desk:grant_received": Page(KEEP_GRANTS, FILE | {"instalment_id": lambda story: row_id(Instalment, story)}),
    "desk:grant_task_done": Page(KEEP_GRANTS, TASK_OF_FILE),
    "desk:grant_task_undo": Page(KEEP_GRANTS, TASK_OF_FILE),
    "desk:grant_line_new": Page(KEEP_GRANTS, FILE, fixed={"part": "expense"}),
    "desk:grant_line_back": Page(KEEP_GRANTS, FILE | {"line_id": lambda story: row_id(LedgerLine, story)}),
    "desk:funding": Page(SEE_DEPLOYMENTS),
    "desk:funding_thanks": Page(SEE_DEPLOYMENTS),
    "desk:funding_csv": Page(SEE_DEPLOYMENTS),
    "desk:funding_pool": Page(SEE_DEPLOYMENTS, FUNDED_POOL, fixed=OF_YEAR),
    "desk:funding_budget": Page(COORDINATE, FUNDED_POOL, fixed=OF_YEAR),
    "desk:funding_paper": Page(SEE_DEPLOYMENTS, HELPER, fixed=OF_YEAR),
    "desk:funding_person": Page(SEE_DEPLOYMENTS, HELPER, fixed=OF_YEAR),
    "desk:funding_coordinating": Page(COORDINATE, HELPER, fixed=OF_YEAR),
    "desk:funding_consent": Page(COORDINATE, HELPER, fixed=OF_YEAR),
    "desk:funding_elsewhere": Page(COORDINATE, HELPER, fixed=OF_YEAR),
    "desk:funding_waiver": Page(COORDINATE, HELPER, fixed=OF_YEAR),
    "desk:funding_ceiling": Page(COORDINATE, HELPER, fixed=OF_YEAR),
    "mine:hours": Page(HELP),
    "mine:hours_telling": Page(HELP, fixed=OF_YEAR),
    "mine:hours_elsewhere": Page(HELP, fixed=OF_YEAR),
    "mine:hours_waiver": Page(HELP, fixed=OF_YEAR),
    "mine:office_hours": Page(HELP),
    "mine:office_hour": Page(HELP, {"ref": lambda story: row_of(OfficeHour, story, "ref")}),
    "desk:office_hours": Page(RUN),
    "desk:office_hour_new": Page(RUN),
    "desk:office_hour": Page(RUN, OFFICE_HOUR),
    "desk:office_hour_change": Page(RUN, OFFICE_HOUR),
    "desk:office_hour_end": Page(RUN, OFFICE_HOUR),
    "desk:office_duty_new": Page(RUN, OFFICE_HOUR),
    "desk:office_duty_end": Page(RUN, OFFICE_HOUR | {"duty_id": lambda story: one_of(OfficeDuty, story)}),
    "desk:office_day_off": Page(RUN, OFFICE_HOUR),
    "desk:office_day_on": Page(RUN, OFFICE_HOUR, fixed={"day": "2026-11-23"}),
    "desk:office_sat": Page(RUN, OFFICE_HOUR),
    "desk:office_told": Page(RUN, OFFICE_HOUR | {"deployment_id": sitting_of}),
    "mine:way": Page(
        HELP,
        {"ref": lambda story: story.helper.person.ref},
        sends=lambda story: {"text": one_of(DeclarationText, story)},
    ),
    "mine:ladder_sign": Page(HELP, {"text_id": lambda story: one_of(DeclarationText, story)}),
    "mine:months": Page(HELP),
    "mine:month": Page(HELP, fixed={"month": "2026-11"}),
    "mine:month_paper": Page(HELP, fixed={"month": "2026-11"}),
    "desk:inquiries": Page(RUN),
    "desk:inquiry_new": Page(RUN),
    "desk:inquiry_first": Page(RUN, {"pool_id": interpreters_of}),
    "desk:inquiry": Page(RUN, REQUEST),
    "desk:inquiry_sheet": Page(RUN, REQUEST),
    "desk:inquiry_note": Page(RUN, REQUEST, sends=lambda _story: {"way": "we_called", "text": "Sorani"}),
    "desk:inquiry_refuse": Page(RUN, REQUEST),
    "desk:inquiry_nobody": Page(RUN, REQUEST),
    "desk:inquiry_withdraw": Page(RUN, REQUEST),
    "desk:inquiry_cancel": Page(RUN, REQUEST),
    "desk:inquiry_move": Page(RUN, REQUEST),
    "desk:cooperations": Page(RUN),
    "desk:cooperation": Page(RUN, INSTITUTION),
    "desk:cooperation_approve": Page(COORDINATE, INSTITUTION),
    "desk:cooperation_refuse": Page(COORDINATE, INSTITUTION),
    "desk:cooperation_end": Page(COORDINATE, INSTITUTION),
    "desk:cooperation_invite": Page(COORDINATE, INSTITUTION),
    "desk:cooperation_member_end": Page(COORDINATE, INSTITUTION | {"membership_id": asks_for_kita}),
    "desk:pool_terms": Page(RUN, POOL),
    "desk:pool_terms_change": Page(COORDINATE, POOL),
    "desk:pool_numbers": Page(RUN, POOL),
    "desk:pool_cards": Page(RUN, CARDS),
    "desk:deployments": Page(SEE_DEPLOYMENTS),
    "desk:deployment": Page(SEE_DEPLOYMENTS, GIVEN),
    "desk:deployment_confirm": Page(RUN, GIVEN),
    "desk:deployment_refuse": Page(RUN, GIVEN),
    "desk:deployment_scan": Page(RUN, GIVEN),
    "desk:deployment_sheet": Page(SEE_DEPLOYMENTS, GIVEN),
    "desk:statements": Page(SEE_DEPLOYMENTS),
    "desk:statement": Page(SEE_DEPLOYMENTS, HELPER, fixed={"month": "2026-11"}),
    "desk:statement_paper": Page(SEE_DEPLOYMENTS, HELPER, fixed={"month": "2026-11"}),
    "desk:bills": Page(SEE_DEPLOYMENTS),
    "desk:bill_new": Page(PAY, INSTITUTION, fixed={"month": "2026-11"}),
    "desk:bill": Page(SEE_DEPLOYMENTS, BILL),
    "desk:bill_back": Page(PAY, BILL),
    "desk:bill_paper": Page(SEE_DEPLOYMENTS, BILL),
    "desk:pools": Page(RUN),
    "desk:pool_new": Page(COORDINATE),
    "desk:pool": Page(RUN, POOL),
    "desk:pool_settings": Page(COORDINATE, POOL),
    "desk:pool_rule": Page(COORDINATE, POOL),
    "desk:pool_end": Page(COORDINATE, POOL),
    "desk:pool_add": Page(RUN, POOL),
    "desk:pool_add_person": Page(RUN, POOL | HELPER),
    "desk:interest": Page(RUN, INTEREST),
    "desk:interest_decline": Page(RUN, INTEREST, sends=lambda _story: {"reason": "no_place"}),
    "desk:interest_withdraw": Page(RUN, INTEREST),
    "desk:interest_letter": Page(RUN, DECLINED, fixed={"reason": "no_place"}),
    "desk:member": Page(RUN, MEMBER),
    "desk:member_way": Page(RUN, MEMBER),
    "desk:member_refusal": Page(COORDINATE, MEMBER, fixed={"reason": "no_place"}),
    "desk:member_step": Page(COORDINATE, MEMBER, sends=lambda _story: {"verb": "meet"}),
    "desk:member_seen": Page(RUN, MEMBER, sends=lambda _story: {"what": "talk"}),
    "desk:member_signed": Page(RUN, MEMBER, sends=lambda _story: {"what": "confidentiality"}),
    "desk:member_lead": Page(COORDINATE, MEMBER, sends=lambda _story: {"is_lead": "yes"}),
    "desk:member_conduct": Page(COORDINATE, MEMBER),
    "desk:member_letter": Page(COORDINATE, MEMBER),
    "desk:declarations": Page(COORDINATE),
    "desk:declaration": Page(COORDINATE, fixed={"kind": "confidentiality"}),
}
"""Every view behind a guard. A new view fails here until somebody has written down who may."""

PUBLIC = {
    "entrance:landing": "the first page",
    "entrance:become": "the demonstration's: a real town has no such people, and answers 404",
    "entrance:tour": "the demonstration's: the names that stand on it are invented, a real town answers 404",
    "entrance:tour_stop": "the demonstration's: becomes an invented person, a real town answers 404",
    "entrance:arrive": "leads everybody on, or to the login",
    "entrance:town": "asks for the login itself; lists only towns in which one has a role",
    "entrance:state": "asks for the state viewer's role itself, and names towns alone; others find nothing",
    "entrance:support": "asks for the operator's role itself; for everybody else there is nothing",
    "entrance:support_end": "asks for the operator's role itself; for everybody else there is nothing",
    "entrance:rules": "asks for the operator's role itself; for everybody else there is nothing",
    "entrance:rule": "asks for the operator's role itself; for everybody else there is nothing",
    "entrance:rule_withdraw": "asks for the operator's role itself; for everybody else there is nothing",
    "entrance:link": "what a letter leads to: shows nothing, changes nothing, leads on",
    "entrance:check": "whether a helper's card counts: given name and one letter, to whoever knows its number",
    "api:deadlines": "deadlines for whoever knows a secret that is made at the desk; for all others there is nothing",
    "api:regions": "what any program may read: which towns take part",
    "api:region": "the same of one town",
    "api:region_short": "the same of one town",
    "api:languages": "in which languages a town says something",
    "api:pages": "the shop window of a town, without anybody who can be asked",
    "api:events": "the dates in the shop window of a town",
    "api:locations": "sites, clubs and advice services of a town",
    "api:pois": "the same by its other name",
    "portal:feed": "the newest of the shop window, without anybody who can be asked",
    "portal:offers_table": "the offers in the shop window as a table",
    "portal:home": "the public pages: names bodies and their numbers, and nobody",
    "portal:help": "the form to help: takes in, shows nothing of anybody",
    "portal:guides": "the form to ask for a guide: takes in, shows nothing of anybody",
    "portal:guides_thanks": "the promise that the visitor herself was given, from her own cookie",
    "portal:asking": "what any visitor may read: which pools institutions ask",
    "portal:asked_pool": "what any visitor may read: figures and rules of one pool, and nobody who belongs to it",
    "portal:dates": "what any visitor may read: what takes place when, and nobody who comes",
    "portal:date": "a date and the form to come: takes in, shows nothing of anybody who comes",
    "portal:date_mine": "a guest's own sign-up, to whoever holds her signed link; for all others there is nothing",
    "portal:date_calendar": "a date for a calendar: nobody's name",
    "portal:date_material": "a file that is for everybody, or for whoever holds the signed link of a sign-up",
    "portal:course_book": "the form to register for a course: takes in, shows nothing of anybody",
    "portal:course_mine": "a guest's own registration, to whoever holds her signed link",
    "portal:dates_calendar": "what takes place, for a calendar: nobody's name",
    "partner:first": "the form of an institution without a login: takes in, shows nothing of anybody",
    "partner:sent": "the promise that the visitor herself was given, from her own cookie",
    "portal:funding": "what any visitor may read: rules of funding, and what they say to her answers; nothing is kept",
    "portal:advice": "what any visitor may read: office hours and advice services of a place",
    "portal:thanks": "the promise that the visitor herself was given, from her own cookie",
    "portal:imprint": "which bodies answer for the site",
    "portal:privacy": "what the public pages keep of a visitor, and whom she asks",
    "portal:accessibility": "for whom the pages are made, and whom one tells what does not work",
    **dict.fromkeys(
        (
            "portal:projects",
            "portal:project",
            "portal:offers",
            "portal:offer",
            "portal:organisations",
            "portal:organisation",
            "portal:news",
            "portal:news_one",
            "portal:texts",
            "portal:text",
            "portal:sites",
            "portal:site",
            "portal:courses",
            "portal:course",
            "portal:course_calendar",
        ),
        "the shop window: what is published, and nothing else",
    ),
    **dict.fromkeys(
        ("portal:list_as_json", "portal:list_elsewhere", "portal:share_card", "picture", "small_picture"),
        "the same for other sites, and its pictures",
    ),
    "entrance:health": "for whoever watches the server",
    "entrance:manifest": "the name and picture on a telephone's first screen",
    "entrance:robots": "for search engines",
    "sitemap": "for search engines: addresses of the public pages alone",
    "look:theme": "light or dark: a cookie",
    "look:shortcuts": "shortcuts of one key: a cookie",
    "look:language": "the language: a cookie",
    "look:styleguide": "in the demonstration only, with invented rows",
    "look:styleguide_today": "in the demonstration only, with invented rows",
    "look:styleguide_intake": "in the demonstration only, with invented rows",
    "look:styleguide_mine": "in the demonstration only, with invented rows",
    "/look/language/": "the language, kept with the login where there is one",
    "/look/shortcuts/": "shortcuts of one key, kept with the login where there is one",
}
"""Views that nobody guards, and why."""

OF_ALLAUTH = ("account_", "mfa_")
"""allauth guards its own pages; which of them exist is said in the entrance."""


@dataclass(frozen=True)
class Address:
    """One line of the table of addresses."""

    name: str
    view: Callable[..., HttpResponse]


def addresses(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = (), prefix: str = "/"
) -> Iterator[Address]:
    """Every line of the table, with the name by which it is reversed, or its path where it has none."""
    for line in (resolver or get_resolver()).url_patterns:
        if isinstance(line, URLResolver):
            inner = (*spaces, line.namespace) if line.namespace else spaces
            yield from addresses(line, inner, prefix + str(line.pattern))
        elif isinstance(line, URLPattern):
            name = ":".join((*spaces, line.name)) if line.name else prefix + str(line.pattern)
            yield Address(name, line.callback)


ADDRESSES = list(addresses())
GUARDED = [one for one in ADDRESSES if hasattr(one.view, "guarded_by")]


def test_every_view_is_guarded_or_says_why_not() -> None:
    bare = {one.name for one in ADDRESSES if not hasattr(one.view, "guarded_by")}
    ours = {name for name in bare if not name.startswith(OF_ALLAUTH)}
    assert ours - PUBLIC.keys() == set()
    assert {one.name for one in GUARDED} & PUBLIC.keys() == set()


def test_every_guarded_view_stands_in_the_table_of_roles() -> None:
    assert {one.name for one in GUARDED} - PUBLIC.keys() - PAGES.keys() == set()
    assert PAGES.keys() - {one.name for one in GUARDED} == set()


@pytest.mark.parametrize("one", GUARDED, ids=lambda one: one.name)
def test_its_guard_asks_what_the_table_says(one: Address) -> None:
    for role in Role.values:
        actor = Actor(came=Came.LOGIN, organisation_id=1, roles=frozenset({role}), user_id=1, person_id=1, partner_id=1)
        door = {"mine": HELP, "partner": GIVE_OUT}.get(one.name.split(":")[0], AT_THE_DESK)
        may = role in door and one.view.guarded_by(actor)  # type: ignore[attr-defined]
        assert may == (role in PAGES[one.name].may), role


# --- the matrix -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sessions(two_towns: tuple[Story, Story], django_db_blocker: Any) -> dict[str, str]:
    """A session for each role of the first town; none for strangers."""
    here, _ = two_towns
    with django_db_blocker.unblock():
        with here.town.open():
            program = system(here.town.id)
            give_role(program, email="operator@here.example", display_name="op", role=Role.OPERATOR, at=clock.now())
        users = dict(
            User.objects.filter(memberships__organisation_id=here.town.id)
            .exclude(memberships__role=Role.VOLUNTEER)
            .values_list("memberships__role", "pk")
        )
        users[Role.VOLUNTEER] = here.helper.person.user_id
        cookies = {}
        for role, pk in users.items():
            client = Client()
            client.force_login(User.objects.get(pk=pk))
            cookies[str(role)] = client.cookies[settings.SESSION_COOKIE_NAME].value
        connections.close_all()
    assert cookies.keys() | {ANONYMOUS} == set(ROLES)
    return cookies


def browser(sessions: dict[str, str], role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role in sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
    return client


def ask(client: Client, method: str, url: str, sent: dict[str, Any] | None = None) -> Any:
    return client.post(url, sent or {}) if method == "POST" else client.get(url)


def is_sent_to_login(response: Any) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("account_login"))


CASES = [(name, method) for name in PAGES for method in ("GET", "POST")]
CASES_ABOUT_ONE = [(name, method) for name, method in CASES if PAGES[name].asks]


@pytest.mark.parametrize(("name", "method"), CASES, ids=[f"{name}-{method}" for name, method in CASES])
def test_who_may_comes_in_and_for_all_others_there_is_nothing(
    two_towns: tuple[Story, Story], sessions: dict[str, str], name: str, method: str
) -> None:
    here, there = two_towns
    page = PAGES[name]
    url = reverse(name, kwargs=page.keys(here))
    for role in ROLES:
        with transaction.atomic():
            response = ask(browser(sessions, role), method, url, page.sends(here))
            transaction.set_rollback(True)
        assert names_in(response, there) == [], role
        if response.status_code == 405:
            # The address knows the other method only, and says so to everybody.
            continue
        if role == ANONYMOUS:
            assert is_sent_to_login(response), (role, response.status_code)
        elif role in page.may:
            assert response.status_code in {200, 204, 302}, (role, response.status_code)
            assert not is_sent_to_login(response), role
            if method == "GET" and is_a_page(response):
                assert faults_in_headings(response.content.decode()) == [], role
        else:
            assert response.status_code == 404, (role, response.status_code)


@pytest.mark.parametrize(
    ("name", "method"), CASES_ABOUT_ONE, ids=[f"{name}-{method}" for name, method in CASES_ABOUT_ONE]
)
def test_the_other_town_is_not_there_and_nothing_changes_in_it(
    two_towns: tuple[Story, Story], sessions: dict[str, str], name: str, method: str
) -> None:
    _, there = two_towns
    page = PAGES[name]
    url = reverse(name, kwargs=page.keys(there))
    with there.town.open():
        before = fingerprint(there.town.id)
    for role in ROLES:
        response = ask(browser(sessions, role), method, url, page.sends(there))
        assert names_in(response, there) == [], role
        if response.status_code != 405:
            expected = is_sent_to_login(response) if role == ANONYMOUS else response.status_code == 404
            assert expected, (role, response.status_code)
    with there.town.open():
        assert fingerprint(there.town.id) == before


def names_in(response: Any, story: Story) -> list[str]:
    """Names of the people of a town that an answer holds."""
    words = response.content.decode(errors="replace")
    return [told for told in story.names() if told in words]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ROLES)
def test_no_public_page_fails_and_none_names_anybody(
    two_towns: tuple[Story, Story], sessions: dict[str, str], role: str, method: str
) -> None:
    for one in ADDRESSES:
        is_open = one.name in PUBLIC or one.name.startswith(OF_ALLAUTH)
        if not is_open:
            continue
        url = one.name
        if not url.startswith("/"):
            url = reverse(one.name, kwargs=_parameters(one.name, two_towns[1]))
        with transaction.atomic():
            response = ask(browser(sessions, role), method, url)
            transaction.set_rollback(True)
        assert response.status_code < 500, one.name
        # In the demonstration the first page lists the people one can become, and the tour tells of two of them.
        if one.name not in {"entrance:landing", "entrance:tour"}:
            assert names_in(response, two_towns[1]) == [], one.name


def in_the_window(story: Story) -> dict[str, dict[str, Any]]:
    """The addresses of what the story's town has published."""
    shown = dict(Entry.objects.filter(organisation_id=story.town.id, is_shown=True).values_list("kind", "slug"))
    kinds = {
        "project": PageKind.PROJECT,
        "offer": PageKind.OFFER,
        "organisation": PageKind.PROFILE,
        **dict.fromkeys(("course", "course_book", "course_calendar"), PageKind.COURSE),
    }
    details = {f"portal:{name}": {"language": "de", "slug": shown[kind]} for name, kind in kinds.items()}
    projects = {"language": "de", "shelf": "projects"}
    picture = EntryPicture.objects.filter(organisation_id=story.town.id).values_list("ref", flat=True)[0]
    return details | {
        "portal:list_as_json": projects,
        "portal:list_elsewhere": projects,
        "portal:share_card": projects | {"slug": shown[PageKind.PROJECT]},
        "picture": {"ref": picture},
        "small_picture": {"ref": picture},
    }


def _parameters(name: str, story: Story) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {
        "entrance:become": {"user_id": story.town.members["clerk"].user_id},
        "entrance:link": {"token": "A" * 22},
        "entrance:rule": {"name": "WIR-23-04"},
        "entrance:rule_withdraw": {"version_id": 1},
        **{
            name: {"language": "de"}
            for name in (
                "portal:home",
                "portal:advice",
                "portal:asking",
                "portal:guides",
                "portal:guides_thanks",
                "portal:help",
                "portal:funding",
                "portal:thanks",
                "portal:dates",
                "portal:dates_calendar",
                "portal:imprint",
                "portal:privacy",
                "portal:accessibility",
                "portal:projects",
                "portal:offers",
                "portal:organisations",
                "portal:news",
                "portal:texts",
                "portal:sites",
                "portal:courses",
            )
        },
        "api:deadlines": {"organisation_id": story.town.id, "secret": "A" * 32},
        "portal:date": {"language": "de", "slug": "kochabend-buerstadt"},
        "portal:news_one": {"language": "de", "slug": "neues-lastenrad-buerstadt"},
        "portal:text": {"language": "de", "slug": "was-eine-lotsin-macht"},
        "portal:site": {"language": "de", "slug": "lotsinnen-buerstadt"},
        "portal:date_calendar": {"language": "de", "slug": "kochabend-buerstadt"},
        "portal:date_mine": {"language": "de", "ticket": "A" * 22},
        "portal:date_material": {"language": "de", "slug": "kochabend-buerstadt", "ref": "0123456789"},
        "portal:course_mine": {"language": "de", "ticket": "A" * 22},
        **in_the_window(story),
        "portal:asked_pool": {"language": "de"} | asked_pool(story),
        "partner:first": {"language": "de"} | asked_pool(story),
        "partner:sent": {"language": "de"},
        **{f"api:{name}": {"region": story.town.organisation.slug} for name in ("region", "region_short", "languages")},
        **{
            f"api:{name}": {"region": story.town.organisation.slug, "language": "de"}
            for name in ("pages", "events", "locations", "pois")
        },
        "portal:feed": {"language": "de", "shelf": "projects"},
        "portal:offers_table": {"language": "de"},
        "entrance:tour_stop": {"stop": "call"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
        "mfa_remove_webauthn": {"pk": 1},
    }
    return known.get(name, {})


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_opens_its_one_thing_and_nothing_beside_it(
    two_towns: tuple[Story, Story], sessions: dict[str, str]
) -> None:
    here, _ = two_towns
    with here.town.open():
        before = fingerprint(here.town.id)
        token = make_link(
            person_id=here.helper.person_id,
            purpose="answer_offer",
            subject_id=here.asked.id,
            route="mine:offer",
            ref=here.asked.ref,
            at=clock.now(),
        )
        made = fingerprint(here.town.id)
    assert {table for table in made if made[table] != before[table]} == {"people_link"}
    client = Client(raise_request_exception=False)
    opened = client.get(reverse("entrance:link", kwargs={"token": token}))
    assert (opened.status_code, opened.url) == (302, reverse("mine:offer", kwargs={"ref": here.asked.ref}))
    assert token not in opened.url
    assert client.get(opened.url).status_code == 200
    with here.town.open():
        assert fingerprint(here.town.id) == made, "a GET on a link changed something"
    for story in two_towns:
        for name, page in PAGES.items():
            url = reverse(name, kwargs=page.keys(story))
            if url == opened.url:
                continue
            with transaction.atomic():
                response = client.get(url)
                transaction.set_rollback(True)
            closed = is_sent_to_login(response) or response.status_code in {404, 405}
            assert closed, (name, story.town.organisation.name, response.status_code)
    assert settings.SESSION_COOKIE_NAME not in client.cookies


# --- headings ---------------------------------------------------------------------------------------------------------


class Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))


def faults_in_headings(page: str) -> list[str]:
    """What is wrong with the headings of a page: not exactly one first, or a level that was skipped."""
    reader = Headings()
    reader.feed(page)
    faults = [] if reader.levels.count(1) == 1 else [f"{reader.levels.count(1)} headings of the first level"]
    faults += [
        f"h{before} is followed by h{after}"
        for before, after in zip(reader.levels, reader.levels[1:], strict=False)
        if after > before + 1
    ]
    return faults


def is_a_page(response: Any) -> bool:
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_page_has_one_first_heading_and_skips_no_level(two_towns: tuple[Story, Story], name: str) -> None:
    """Those of the table of roles are looked at where each role comes in."""
    url = name if name.startswith("/") else reverse(name, kwargs=_parameters(name, two_towns[0]))
    with transaction.atomic():
        response = Client(raise_request_exception=False).get(url)
        transaction.set_rollback(True)
    if is_a_page(response):
        assert faults_in_headings(response.content.decode()) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<h2>b</h2>", "0 headings of the first level"),
        ("<h1>a</h1><h1>b</h1>", "2 headings of the first level"),
        ("<h1>a</h1><h3>c</h3>", "h1 is followed by h3"),
    ],
)
def test_a_planted_fault_in_headings_is_found(planted: str, fault: str) -> None:
    assert faults_in_headings(planted) == [fault]


def test_a_page_in_order_has_no_fault() -> None:
    assert faults_in_headings("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>") == []
