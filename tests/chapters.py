"""Chapters of the story that every room adds: at least one row in each of its tables."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.bills import Words, take_bill_back, write_bill
from lotsenwerk.domain.assistance.actions.cash import hand_over, settle
from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.drafts import keep_draft
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.float_box import close_day, fill_float
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot
from lotsenwerk.domain.assistance.actions.food_bank.note_diet import note_diet
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.actions.guiding.agree_next import Next, agree_next
from lotsenwerk.domain.assistance.actions.guiding.ask_for_guide import AskedFor, ask_for_guide
from lotsenwerk.domain.assistance.actions.guiding.signposting import show_the_way
from lotsenwerk.domain.assistance.actions.guiding.take_in_order import Order, take_in_by_telephone
from lotsenwerk.domain.assistance.actions.incidents import change_incident, close_incident, note_incident
from lotsenwerk.domain.assistance.actions.inquiries.ask import Wanted, ask, ask_first
from lotsenwerk.domain.assistance.actions.inquiries.change import decline_as_biased, move_appointment
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import give_feedback, keep_sheet
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import Institution, approve_cooperation
from lotsenwerk.domain.assistance.actions.inquiries.numbers import hand_out_numbers
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.inquiries.terms import Excluded, Says, change_terms
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.office_hours import (
    Hour,
    call_off,
    open_office_hour,
    put_on_duty,
    say_i_sat_there,
)
from lotsenwerk.domain.assistance.actions.planning.hold import pin_need
from lotsenwerk.domain.assistance.actions.practice import change_practice
from lotsenwerk.domain.assistance.actions.receipts import keep_receipt
from lotsenwerk.domain.assistance.actions.single_days import skip_day
from lotsenwerk.domain.assistance.actions.standing import Rule, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked
from lotsenwerk.domain.assistance.ledger import IfUnequal
from lotsenwerk.domain.assistance.models import (
    AlertKind,
    Assignment,
    Cascade,
    Cooperation,
    DayOffer,
    Deployment,
    DeploymentState,
    Diet,
    DoneBy,
    Every,
    FixedOrder,
    Inquiry,
    MoneyFrom,
    Need,
    NeedKind,
    PickUp,
    Plan,
    PlanState,
    Signpost,
    Way,
)
from lotsenwerk.domain.assistance.plan_writing import Result, result_to_json
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.funding.actions.budgets import Granted, set_budget
from lotsenwerk.domain.funding.actions.ceilings import choose_ceiling
from lotsenwerk.domain.funding.actions.coordinating import coordinates_from
from lotsenwerk.domain.funding.actions.elsewhere import say_elsewhere
from lotsenwerk.domain.funding.actions.grants.drafting import Item, fill_with_own_money, keep_text, set_plan
from lotsenwerk.domain.funding.actions.grants.feeds import open_feed
from lotsenwerk.domain.funding.actions.grants.moving import hand_in
from lotsenwerk.domain.funding.actions.grants.noticing import Decided, note_notice, plan_instalment
from lotsenwerk.domain.funding.actions.grants.opening import About as AboutGrant
from lotsenwerk.domain.funding.actions.grants.opening import follow_up, open_grant
from lotsenwerk.domain.funding.actions.grants.tasks import add_task
from lotsenwerk.domain.funding.actions.ledger.pulling import take_over
from lotsenwerk.domain.funding.actions.ledger.writing import Spent, reverse_line, write_line
from lotsenwerk.domain.funding.actions.telling import agree_to_tell
from lotsenwerk.domain.funding.actions.waiving import waive
from lotsenwerk.domain.gatherings.actions.book import book
from lotsenwerk.domain.gatherings.actions.borrow import borrow
from lotsenwerk.domain.gatherings.actions.come import come
from lotsenwerk.domain.gatherings.actions.count import count_table, count_visitors, log_item
from lotsenwerk.domain.gatherings.actions.hand_out import File as MaterialFile
from lotsenwerk.domain.gatherings.actions.hand_out import add_material
from lotsenwerk.domain.gatherings.actions.keep_list import Terms, open_list
from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Form, Level, Often, Outcome, ThingKind, ToCarriers
from lotsenwerk.domain.notifications.actions.sending_hours import set_sending_hours
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.actions.cards import issue_card
from lotsenwerk.domain.people.actions.climb import climb, join_pool
from lotsenwerk.domain.people.actions.conduct import see_conduct
from lotsenwerk.domain.people.actions.contacts import add_contact
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.entering import CONTACT_FIELDS
from lotsenwerk.domain.people.actions.interests import decline, take_up
from lotsenwerk.domain.people.actions.pairs import add_veto, give_standing_yes
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.register import Access, Contact, change_contact
from lotsenwerk.domain.people.actions.show_interest import Said, show_interest
from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.actions.suitability import see_fact, set_other_hours
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    AbsenceReason,
    Client,
    DeclarationKind,
    Declined,
    FactKind,
    Pool,
    PoolKind,
    PoolMember,
    Qualification,
    QualificationKind,
    Relation,
    Rung,
    Side,
    TimeOfWeek,
    Volunteer,
)
from lotsenwerk.domain.publishing import integreat
from lotsenwerk.domain.publishing.actions.borrow import keep_reading
from lotsenwerk.domain.publishing.actions.drafts import keep_draft as keep_page_draft
from lotsenwerk.domain.publishing.actions.follow import follow_region
from lotsenwerk.domain.publishing.actions.milestones import turn_milestone_down
from lotsenwerk.domain.publishing.actions.pictures import add_picture
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.testimonials import Said as Speaks
from lotsenwerk.domain.publishing.actions.testimonials import add_testimonial
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import Contact as PageContact
from lotsenwerk.domain.publishing.actions.write import make_page
from lotsenwerk.domain.publishing.documents import Facts
from lotsenwerk.domain.publishing.documents import Words as PageWords
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.training.actions.certify import issue_certificates
from lotsenwerk.domain.training.actions.keep_course import About as AboutCourse
from lotsenwerk.domain.training.actions.keep_course import announce, end_course, make_course
from lotsenwerk.domain.training.actions.keep_session import Date
from lotsenwerk.domain.training.actions.take_part import be_here, join_course
from lotsenwerk.domain.training.models import CourseKind, Module, NotedWay, Reach
from lotsenwerk.domain.training.queries import sessions_of
from lotsenwerk.engines.calendar.working_days import holiday_name
from lotsenwerk.engines.funding.ceilings import Ceiling
from lotsenwerk.engines.funding.pay import Pay
from lotsenwerk.engines.planning.written import snapshot_to_json
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.phone_numbers import fictional_landline, fictional_mobile
from lotsenwerk.kit.refs import new_ref
from tests.factories import Town, make_client


@dataclass(frozen=True)
class Cast:
    """Who is in the story, and what has happened so far; ``at`` is when the chapters begin."""

    town: Town
    client: Client
    helper: Volunteer
    other_helper: Volunteer
    going: Assignment
    over: Assignment
    open: Need
    picture: bytes
    at: datetime

    @property
    def day(self) -> date:
        return clock.local(self.at).date()


def tell_of_people(cast: Cast) -> None:
    """Whom a client trusts, who is away, who does not want to meet whom, who has said yes beforehand."""
    desk, at = cast.town.coordinator, cast.at
    daughter = Contact(given_name="Tochter", family_name="Kolb", mobile=fictional_mobile(9))
    add_contact(desk, cast.client, daughter, relation=Relation.DAUGHTER, told_since=cast.day, at=at)
    door = ("2. Stock", "Klingel Kolb", "Rollator", "Die Nachbarin", "female")
    access = Access("Klingel Weber/Kolb, hört schwer", "", "", *door)
    known = Contact(**{name: getattr(cast.client.person, name) for name in CONTACT_FIELDS})
    change_contact(desk, cast.client.person, known, access=access, at=at)
    known = Contact(**{name: getattr(cast.helper.person, name) for name in CONTACT_FIELDS})
    change_contact(desk, cast.helper.person, replace(known, gender="female"), at=at)
    for person in (cast.client.person, cast.other_helper.person):
        first = cast.day + timedelta(days=300)
        note_absence(desk, person, first_day=first, last_day=first, reason=AbsenceReason.HOLIDAY, at=at)
    add_veto(desk, cast.client, cast.other_helper, said_by=Side.CLIENT, note="Streit um den Hund", at=at)
    give_standing_yes(desk, cast.client, cast.helper, at=at)
    days = {"seen_on": cast.day, "issued_on": cast.day, "valid_until": cast.day}
    see_fact(desk, cast.helper, kind=FactKind.INTRODUCED, **days, at=at)
    day = cast.day + timedelta(days=200)
    set_other_hours(desk, cast.helper, on=day, begins=time(18), ends=time(20), is_free=True, at=at)
    issue_card(desk, cast.helper, valid_until=cast.day + timedelta(days=90), at=at)


def tell_of_standing_needs(cast: Cast) -> None:
    """Every Thursday from three weeks on, but not the second time; and one after the other is being asked."""
    rhythm = make_rhythm(
        cast.town.coordinator,
        client=cast.client,
        rule=Rule(Every.WEEK, cast.day + timedelta(days=21), time(9), time(12)),
        asked=Asked(NeedKind.SHOP_AND_DELIVER, wish="2 × Milch"),
        at=cast.at,
    )
    skip_day(cast.town.coordinator, rhythm, day=cast.day + timedelta(days=28), at=cast.at)
    # Written as a row, because whom the verb asks, and whether now or in the morning, would hang on the hour.
    Cascade.objects.create(need=cast.open, wait_minutes=60, next_at=cast.at, begun_at=cast.at)


def tell_of_the_book(cast: Cast) -> None:
    """A line of the Protokollbuch, an alert, an incident, and how this town does it."""
    desk, person = cast.town.coordinator, cast.client.person
    note_contact(desk, person, way=Way.THEY_CALLED, text=f"{person.name} rief an.", need=cast.open, at=cast.at)
    raise_alert(cast.open, AlertKind.NOBODY_FOUND, at=cast.at)
    incident = note_incident(
        desk, person, assignment=cast.over, happened_on=cast.day, text=f"{person.name} ist gestürzt.", at=cast.at
    )
    change_incident(desk, incident, measures="Arzt gerufen.", is_insurance_told=True, at=cast.at)
    close_incident(desk, incident, at=cast.at)
    administrator = cast.town.actor("administrator")
    change_practice(
        administrator,
        insured_through="Rahmenvertrag des Landes Hessen",
        desk_hours="Mo bis Fr, 9 bis 12 Uhr",
        nobody_ended_after=120,
        address_hours=24,
        cascade_minutes=60,
        laid_days=14,
        at=cast.at,
    )


def tell_of_a_draft(cast: Cast) -> None:
    """A call was interrupted while the coordinator typed."""
    keep_draft(cast.town.coordinator, cast.client, typed={"wish": "3 × Quark"}, at=cast.at)


def tell_of_money(cast: Cast) -> None:
    """Money went through hands and some is missing, the float was filled and counted, a receipt was photographed."""
    fill_float(cast.town.coordinator, cents=20_000, at=cast.at)
    close_day(cast.town.coordinator, counted=20_000, at=cast.at)
    herself = cast.town.volunteer_actor(cast.helper)
    hand_over(herself, cast.going, source=MoneyFrom.CLIENT, cents=4000, at=cast.at)
    settle(herself, cast.over, received=4000, spent=3140, returned=500, if_unequal=IfUnequal.LEAVE_OPEN, at=cast.at)
    keep_receipt(herself, cast.over, cast.picture, at=cast.at)


def tell_of_the_food_bank(cast: Cast) -> None:
    """A household, a slot, somebody who fetches for it; a diet that was agreed to, and a member at the counter."""
    program, desk = system(cast.town.id), cast.town.coordinator
    bank = list_partner(program, kind=Kind.FOOD_BANK, name=f"Tafel {cast.town.id}", at=cast.at)
    cast.town.members[Role.PARTNER] = give_role(
        program,
        email=f"counter{bank.id}@tafel.example",
        display_name="Counter",
        role=Role.PARTNER,
        partner_id=bank.id,
        at=cast.at,
    )
    home = enter_household(desk, food_bank_id=bank.id, client=cast.client, adults=2, fee_cents=200, at=cast.at)
    other = make_client(cast.town, given_name="Ohne", family_name="Wunsch", at=cast.at)
    enter_household(desk, food_bank_id=bank.id, client=other, at=cast.at)
    see_entitlement(desk, home, seen_on=cast.day, valid_until=cast.day + timedelta(days=100), at=cast.at)
    note_diet(desk, cast.client, wishes=[Diet.NO_PORK], consent_on=cast.day, at=cast.at)
    today = clock.local(cast.at).date()
    facts = {"food_bank_id": bank.id, "begins": time(13), "ends": time(14), "places": 20, "at": cast.at}
    slot = add_slot(desk, weekday=today.weekday(), **facts)
    add_slot(desk, weekday=(today.weekday() + 1) % 7, **facts)
    pick_up = plan_pick_up(desk, home, slot=slot, on=today, at=cast.at)
    # The visit of the story goes shopping; that it fetches food on the way is said by hand, for the length of the verb.
    need = Need.objects.filter(pk=cast.going.need_id)
    PickUp.objects.filter(pk=pick_up.pk).update(need_id=cast.going.need_id)
    need.update(kind=NeedKind.FOOD_BANK)
    slip_for(cast.town.volunteer_actor(cast.helper), cast.going, at=cast.at)
    need.update(kind=cast.going.need.kind)


def tell_of_things(cast: Cast) -> None:
    """The cargo bicycle is booked for a visit and for the volunteer herself; a partner asks for the projector."""
    desk = cast.town.coordinator
    bicycle = add_thing(desk, About(name="Lastenrad", where="Hof des Rathauses"), at=cast.at)
    begin, end = cast.going.during.lower, cast.going.during.upper
    about = ("assistance", "assignment", cast.going.id)
    book(desk, bicycle, person=cast.helper.person, begin=begin, end=end, about=about, at=cast.at)
    week = timedelta(days=7)
    book(desk, bicycle, person=cast.helper.person, begin=begin + week, end=end + week, at=cast.at)
    projector = add_thing(desk, About(name="Beamer", kind=ThingKind.EQUIPMENT, to_carriers=ToCarriers.ASK), at=cast.at)
    membership = cast.town.members[Role.PARTNER]
    her = replace(cast.town.actor(Role.PARTNER), partner_id=membership.partner_id)
    borrow(her, projector, begin=begin + week, end=end + week, purpose="Filmabend", at=cast.at)


def tell_of_letters(cast: Cast) -> None:
    """Nobody is written to at night."""
    set_sending_hours(cast.town.coordinator, begins=time(7), ends=time(21), at=cast.at)


def tell_of_plans(cast: Cast) -> None:
    """A published plan, a helper who was asked for her day, a pin and a fixed order."""
    snapshot = freeze(cast.day, cast.day + timedelta(days=2), at=cast.at)
    plan = Plan.objects.create(
        ref=new_ref(),
        first_day=cast.day,
        last_day=cast.day + timedelta(days=2),
        state=PlanState.PUBLISHED,
        snapshot=snapshot_to_json(snapshot),
        routes=result_to_json(Result(snapshot.before)),
        seconds=1,
        made_at=cast.at,
        published_at=cast.at,
    )
    DayOffer.objects.create(ref=new_ref(), plan=plan, volunteer=cast.helper, day=cast.day, made_at=cast.at)
    pin_need(
        cast.town.coordinator, cast.going.need, volunteer=cast.helper, begins_at=cast.going.during.lower, at=cast.at
    )
    FixedOrder.objects.create(volunteer=cast.helper, day=cast.day, needs=[cast.going.need_id], made_at=cast.at)


def tell_of_becoming_one(cast: Cast) -> None:
    """The helper is on the way into the guides' pool, has signed, and was at the one date of her course."""
    day, at = cast.day, cast.at
    desk, public = cast.town.coordinator, Actor(came=Came.PUBLIC, organisation_id=cast.town.id)
    pool = open_pool(desk, kind=PoolKind.GUIDES, name="Lotsinnen", answer_days=3, at=at)
    [text] = change_text(desk, DeclarationKind.CONFIDENTIALITY, {"de": "Ich schweige."}, valid_from=day, at=at)
    said = Said(
        roles=[PoolKind.GUIDES],
        given_name="Rana",
        phone=fictional_mobile(77),
        language="ar",
        speaks=["ara"],
        postcode="68642",
        district="Bobstadt",
        times=[TimeOfWeek.MORNINGS],
        message="Ich möchte helfen.",
    )
    taken = show_interest(public, said, at=at)
    take_up(desk, taken, pools=[pool], person=cast.helper.person, note="Rief an", at=at)
    show_interest(public, said, at=at)
    decline(desk, show_interest(public, said, at=at), reason=Declined.NO_PLACE, at=at)
    sign_declaration(desk, cast.helper, text, at=at)
    see_conduct(desk, cast.helper, seen_on=day, issued_on=day, is_relevant=False, at=at)
    Qualification.objects.create(
        volunteer=cast.helper, kind=QualificationKind.BASIC_GUIDE, title="Basiskurs", granted_on=day
    )
    tell_of_a_course(cast)


def tell_of_a_course(cast: Cast) -> None:
    """One course has ended and the helper has its certificate; in another she has a seat, and somebody waits."""
    desk, at, helper, one_day = cast.town.coordinator, cast.at, cast.helper, timedelta(days=1)
    herself = cast.town.volunteer_actor(helper)
    carrier = list_partner(cast.town.actor(Role.ADMINISTRATOR), kind=Kind.CARRIER, name="Träger", at=at)
    about = AboutCourse(
        CourseKind.BASIC_GUIDE,
        "Basiskurs",
        place="Rathaus",
        reach=Reach.JOINT,
        senders=[carrier],
        attendance_percent=50,
        is_public=True,
    )
    dates = [Date(begins, begins + timedelta(hours=3), 4, Module.ROLE) for begins in (at + one_day, at + 2 * one_day)]
    comes = Party(person=helper.person, companions=1, children=2)

    running = make_course(desk, about, Terms(seats=2, most_companions=1, childcare_seats=2), dates=dates, at=at)
    announce(desk, running, at=at)
    join_course(herself, running, comes, at=at)
    waits = Party(guest_name="Gast", guest_contact="anrufen", sent_by=carrier)
    join_course(desk, running, waits, at=at)

    ended = make_course(desk, about, Terms(most_companions=1, childcare_seats=2), dates=dates, at=at)
    announce(desk, ended, at=at)
    join_course(herself, ended, comes, at=at)
    for session in sessions_of(ended):
        be_here(herself, session, way=NotedWay.QR, at=session.begins)
    # A list that no course has taken yet.
    open_list(desk, Terms(seats=5), at=at)
    end_course(desk, ended, at=at + 3 * one_day)
    issue_certificates(desk, ended, at=at + 3 * one_day)


def tell_of_inquiries(cast: Cast) -> None:
    """A Kita registers with the interpreters' pool; somebody goes and reports, and both sides say how it was."""
    at, desk = cast.at, cast.town.coordinator
    pool = open_pool(desk, kind=PoolKind.INTERPRETERS, name="Sprachmittlung", answer_days=3, at=at)
    set_pool_rule(desk, pool, Requires(talk=False, adult=False), valid_from=clock.local(at).date(), at=at)
    says = Says(
        exclusions=[Excluded(body="court", words="Das Gericht bestellt vereidigte Dolmetscher.")],
        ways=["on_the_spot"],
        lead_working_days=0,
        pay=Pay(fee=2500),
    )
    change_terms(desk, pool, says, valid_from=clock.local(at).date(), at=at)
    climb(desk, join_pool(desk, pool, cast.helper, at=at), "begin", at=at)
    kita = Institution(
        body="kita",
        name="Kita Regenbogen",
        street="Schulstraße",
        house_number="4",
        town=cast.town.organisation.name,
        contact_name="Frau Muster",
        phone=fictional_mobile(81),
        accepts_rules=True,
    )
    public = Actor(came=Came.PUBLIC, organisation_id=cast.town.id)
    number, other_number = hand_out_numbers(desk, pool, 2, at=at)
    begins = at.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=40)
    wanted = Wanted(
        language="ara",
        begins=begins,
        subject="parents_talk",
        about="Elterngespräch",
        number=number.number,
        on_site_name="Frau Muster",
        on_site_phone=fictional_mobile(82),
        has_consent=True,
        accepts_rules=True,
        asked_by="Frau Muster",
    )
    first = ask_first(public, pool, kita, wanted, at=at)
    assert first.cooperation is not None
    # The food bank's people ask too: who speaks for a partner of both kinds sees both kinds of pages.
    partner = cast.town.members[Role.PARTNER].partner
    cooperation = approve_cooperation(desk, first.cooperation, partner=partner, at=at)
    need = take_in_inquiry(desk, first, at=at)
    first.refresh_from_db()
    going = accept_offer(desk, make_offer(desk, need, volunteer=cast.helper, at=at), at=at)
    move_appointment(desk, first, becomes=begins + timedelta(hours=2), reason="ill", is_agreed=True, at=at)
    going.refresh_from_db()
    later = going.during.upper + timedelta(hours=1)
    report(cast.town.volunteer_actor(cast.helper), going, minutes=60, kilometres=4, at=later)
    deployment = Deployment.objects.get(assignment=going)
    keep_sheet(desk, deployment, cast.picture, at=later)
    for side in (DoneBy.REQUESTER, DoneBy.VOLUNTEER):
        give_feedback(desk, going, worked="yes", again="yes", words="Danke.", side=side, at=later)
    # Another one, where she is biased, and one that waits for an answer.
    other = replace(wanted, begins=begins + timedelta(days=1), number=other_number.number)
    biased = take_in_inquiry(desk, ask(desk, cooperation, other, at=at), at=at)
    decline_as_biased(desk, make_offer(desk, biased, volunteer=cast.helper, at=at), at=at)
    ask(desk, cooperation, replace(wanted, begins=begins + timedelta(days=2)), at=at)
    # What belongs to the person of the story, whose rights are looked at elsewhere.
    Inquiry.objects.filter(pk=first.pk).update(client=cast.client)
    Cooperation.objects.filter(pk=cooperation.pk).update(client=cast.client)
    Deployment.objects.filter(pk=deployment.pk).update(note="Ging gut.")
    _tell_of_a_bill(cast, cooperation, deployment)
    service = list_partner(system(cast.town.id), kind=Kind.ADVICE_SERVICE, name=f"Beratung {cast.town.id}", at=at)
    Signpost.objects.create(
        ref=new_ref(), client=cast.client, volunteer=cast.helper, assignment=cast.over, to=service, shown_at=at
    )


def _tell_of_a_bill(cast: Cast, cooperation: Cooperation, given: Deployment) -> None:
    """Two that were taken back; what was given stays to be confirmed."""
    at, desk = cast.at, cast.town.coordinator
    words = Words("Kita Regenbogen", "Schulstraße 4", cast.town.organisation.name)
    Deployment.objects.filter(pk=given.pk).update(state=DeploymentState.CONFIRMED)
    for _again in range(2):
        bill = write_bill(desk, cooperation, given.on, words, at=at)
        take_bill_back(desk, bill, because="Falsche Anschrift", at=at)
    Deployment.objects.filter(pk=given.pk).update(state=DeploymentState.REPORTED)


def tell_of_office_hours(cast: Cast) -> None:
    """The helper is a guide as well, sat in the town hall the last time, and the one after next is called off."""
    desk, at = cast.town.coordinator, cast.at
    pool = open_pool(desk, kind=PoolKind.GUIDES, name="Lotsinnen im Rathaus", answer_days=3, at=at)
    set_pool_rule(desk, pool, Requires(talk=False, adult=False), valid_from=clock.local(at).date(), at=at)
    PoolMember.objects.create(pool=pool, volunteer=cast.helper, rung=Rung.ACTIVE, rung_since=at, joined_at=at)
    behind = (cast.day - timedelta(days=number) for number in range(1, 9))
    on = next(day for day in behind if holiday_name(day, "de") is None)
    about = Hour("Rathaus", on.weekday(), time(8), time(10), on - timedelta(days=7), street="Rathausstraße")
    hour = open_office_hour(desk, pool, about, at=at)
    put_on_duty(desk, hour, cast.helper, first_day=on - timedelta(days=7), at=at)
    say_i_sat_there(cast.town.volunteer_actor(cast.helper), hour, cast.helper, on=on, minutes=110, clients=4, at=at)
    ahead = (on + timedelta(weeks=number) for number in range(2, 9))
    call_off(desk, hour, day=next(day for day in ahead if holiday_name(day, "de") is None), because="Fest", at=at)


def tell_of_guides(cast: Cast) -> None:
    """Somebody asked for a guide and waits for a call; with somebody else the helper goes, and has agreed on more."""
    desk, at, her = cast.town.coordinator, cast.at, cast.town.volunteer_actor(cast.helper)
    pool = Pool.objects.get(kind=PoolKind.GUIDES, name="Lotsinnen im Rathaus")
    set_pool_rule(desk, pool, Requires(talk=False, adult=False), valid_from=clock.local(at).date(), at=at)
    public = Actor(came=Came.PUBLIC, organisation_id=cast.town.id)
    ask_for_guide(public, AskedFor(postcode="68642", speaks="ar", called="رنا", phone=fictional_mobile(71)), at=at)
    begins = at.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=50)
    order = Order("Der Antrag ist gestellt.", "Nicht: dolmetschen.", begins, most_meetings=5, meeting_point="Jobcenter")
    accompanied = make_client(cast.town, given_name="Rana", family_name="Aziz", at=at)
    need = take_in_by_telephone(desk, accompanied, pool, order, at=at)
    going = accept_offer(desk, make_offer(desk, need, volunteer=cast.helper, at=at), at=at)
    going.refresh_from_db()
    agree_next(her, going, Next(begins + timedelta(days=2)), at=at)
    show_the_way(her, going, list_partner(system(cast.town.id), kind=Kind.CLUB, name="Verein", at=at), at=at)


def tell_of_hours_that_count(cast: Cast) -> None:
    """The guides' pool has a budget; the helper coordinates, agreed, said something of another place, and waived."""
    desk, at, year = cast.town.coordinator, cast.at, clock.local(cast.at).year
    pool = Pool.objects.get(kind=PoolKind.GUIDES, name="Lotsinnen im Rathaus")
    granted = Granted(date(year, 1, 1), "II 25/17", minutes=1380 * 60, cents=690_000)
    set_budget(desk, pool, granted, year=year, after=None, at=at)
    coordinates_from(desk, cast.helper, first_day=date(year, 1, 1), at=at)
    agree_to_tell(desk, cast.helper, at=at)
    say_elsewhere(desk, cast.helper, year=year, minutes=600, cents=5000, agrees=True, at=at)
    waive(desk, cast.helper, year=year, from_day=date(year, 12, 31), signed_on=clock.local(at).date(), at=at)
    choose_ceiling(desk, cast.helper, year=year, ceiling=Ceiling.HONORARY, at=at)


def tell_of_a_grant(cast: Cast) -> None:
    """The guides' file of this year is granted and spends; the next year's is a draft."""
    desk, at, year = cast.town.coordinator, cast.at, clock.local(cast.at).year
    pool = Pool.objects.get(kind=PoolKind.GUIDES, name="Lotsinnen im Rathaus")
    days = date(year, 1, 1), date(year, 12, 31)
    grant = open_grant(desk, AboutGrant("guides", year, f"Lotsinnen {year}", *days, pool=pool), at=at)
    for field in ("short_title", "summary", "need", "tasks"):
        keep_text(desk, grant, field=field, text="Wege zeigen.", at=at)
    set_plan(desk, grant, [Item("hours", quantity=100), Item("grant", 40_000)], at=at)
    fill_with_own_money(desk, grant, at=at)
    hand_in(desk, grant, at=at)
    said = clock.local(at).date()
    note_notice(desk, grant, Decided("II 25/18", said, said, 40_000, days[0]), after=None, at=at)
    plan_instalment(desk, grant, due=said, cents=20_000, at=at)
    add_task(desk, grant, words="Kontoauszug ablegen", due=said, at=at)
    take_over(desk, grant, at=at)
    write_line(desk, grant, Spent("expense", said, 1_200, words="Raummiete"), at=at)
    line = write_line(desk, grant, Spent("expense", said, 1_250, words="Raummiete"), at=at)
    reverse_line(desk, line, because="Doppelt", at=at)
    follow_up(desk, grant, at=at)
    open_feed(desk, at=at)


def _tell_of_dates(cast: Cast, carrier: Organisation | None) -> None:
    """A carrier's cooking evening with a guest, its language café with a table, and its Repair Café with a toaster."""
    desk, at, today = cast.town.coordinator, cast.at, cast.day
    when = When(Often.WEEK, today, time(18), time(20))
    cooking = make_series(
        desk, Facts(), PageWords("Kochabend"), when, Held(takes_sign_ups=True, seats=8), carrier=carrier, at=at
    )
    publish_date(desk, cooking.page, number=1, at=at)
    next_week = today + timedelta(weeks=1)
    come(desk, cooking, next_week, Party(guest_name="Mina Rahimi", guest_contact=fictional_landline(78)), at=at)
    cafe = make_series(
        desk, Facts(), PageWords("Sprachcafé am Abend"), when, Held(Form.LANGUAGE_CAFE), carrier=carrier, at=at
    )
    count_table(desk, cafe, today, level=Level.A1, more=3, at=at)
    count_visitors(desk, cafe, today, more=2, at=at)
    repair = make_series(desk, Facts(), PageWords("Repair Café"), when, Held(Form.REPAIR), carrier=carrier, at=at)
    add_material(desk, cooking, MaterialFile("Rezepte", b"%PDF-1.7 Rezepte"), at=at)
    log_item(desk, repair, today, what="Toaster", grams=1200, outcome=Outcome.FIXED, at=at)


def tell_of_pages(cast: Cast) -> None:
    """The town has a page with a picture, in two languages, and somebody speaks up for it; an offer and a profile."""
    desk, at = cast.town.coordinator, cast.at
    words = PageWords("Sprachcafé", "Reden, Kaffee, Karten.", {"detail": "Jeden Dienstag."})
    contact = PageContact("Petra Lang", phone=fictional_landline(77))
    carrier = cast.town.members[Role.PARTNER].partner
    page = make_page(desk, PageKind.PROJECT, Facts(field="language"), words, carrier=carrier, contact=contact, at=at)
    publish(desk, page, number=1, at=at)
    translate(desk, page, "en", PageWords("Language café"), of_number=1, at=at)
    add_picture(desk, page, cast.picture, alt="Eine Tasse", credit="Foto: Stadt", at=at)
    _tell_of_dates(cast, carrier)
    said = Speaks("Leyla Aydın", "Hier rede ich.", cast.day, cast.day + timedelta(days=300))
    add_testimonial(desk, page, said, at=at)
    for kind, title in ((PageKind.OFFER, "Lesepate werden"), (PageKind.PROFILE, "Brücke e. V.")):
        publish(desk, make_page(desk, kind, Facts(speaks=("deu",)), PageWords(title), at=at), number=1, at=at)
    keep_page_draft(desk, page, {"title": ["Sprachcafé am"]}, after=1, at=at)
    turn_milestone_down(desk, "accompany-1", at=at)


def tell_of_others(cast: Cast) -> None:
    """The town reads a region of Integreat, in which there is one place and one date."""
    keeper, at = cast.town.actor(Role.ADMINISTRATOR), cast.at
    source = follow_region(keeper, "ried", ["uk"], at=at)
    spot = integreat.Spot("Familienzentrum", "Mainstraße 7", "68642", "Bürstadt")
    place = integreat.Place(
        "place:1", "Kleiderkammer Ried", "", spot, "", "", (), by_appointment=False, is_step_free=True
    )
    day = (at + timedelta(days=2), at + timedelta(days=2, hours=2))
    date = integreat.Date("date:1", (("de", "Nachbarschaftsfest"),), "", spot, (day,))
    keep_reading(
        keeper, source.pk, integreat.Reading("Stadt Ried", "https://integreat.app/ried/", [place], [date], 3), at=at
    )


CHAPTERS = (
    tell_of_standing_needs,
    tell_of_people,
    tell_of_the_book,
    tell_of_a_draft,
    tell_of_money,
    tell_of_the_food_bank,
    tell_of_things,
    tell_of_letters,
    tell_of_plans,
    tell_of_becoming_one,
    tell_of_inquiries,
    tell_of_office_hours,
    tell_of_guides,
    tell_of_hours_that_count,
    tell_of_a_grant,
    tell_of_pages,
    tell_of_others,
)
