"""Behind a policy only leakproof operators use an index. So each index is asked for, as the program's own role."""
# ruff: noqa: S608, E501 - statements are made from the names of our own tables, and are read as they are

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections

from lotsenwerk.domain.assistance.models import Assignment, Need
from lotsenwerk.domain.assistance.queries import board as boards
from lotsenwerk.domain.assistance.queries import book, deployments, food_bank, inquiries, money, planning
from lotsenwerk.domain.assistance.queries import journey as journeys
from lotsenwerk.domain.assistance.queries.map import needs_of_day
from lotsenwerk.domain.gatherings import queries as lending
from lotsenwerk.domain.journal import queries as journal
from lotsenwerk.domain.notifications import queries as letters
from lotsenwerk.domain.organisations import queries as bodies
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people import queries as people
from lotsenwerk.domain.people.actions.erase import erase_person
from lotsenwerk.domain.people.models import Pool, VolunteerStatus
from lotsenwerk.domain.people.queries.streets import streets_within
from lotsenwerk.domain.people.search_keys import key_of_digits
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.queries.days import AskedDays, days_ahead
from lotsenwerk.domain.publishing.queries.entries import last_change
from lotsenwerk.domain.publishing.queries.window import Asked, search
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.maps import Box, Spot
from tests.database import TestDatabase
from tests.factories import MONDAY, Town, make_town

pytestmark = pytest.mark.django_db

MANY = 4000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Full:
    """A town with many rows, another one beside it with as many, and one person, need and volunteer to ask for."""

    town: Town
    person_id: int
    client_id: int
    volunteer_id: int
    helper_person_id: int

    @property
    def desk(self) -> Actor:
        return self.town.coordinator

    @property
    def helper(self) -> Actor:
        return Actor(
            came=Came.LOGIN,
            organisation_id=self.town.id,
            roles=frozenset({"volunteer"}),
            person_id=self.helper_person_id,
        )


@pytest.fixture(scope="module")
def full(django_db_setup: None, django_db_blocker: Any, test_database: TestDatabase) -> Iterator[Full]:
    connections.close_all()
    with django_db_blocker.unblock(), test_database.copied() as copy, entered(copy):
        towns = make_town(), make_town("Lampertheim", "06431013")
        connections.close_all()
        with copy.owner() as owner:
            fill(owner, towns[0].id)
            fill(owner, towns[1].id, lines=12)
            fill_window(owner, towns[0].id)
            owner.execute(f"UPDATE people_searchkey SET key = '{key_of_digits('4711')}' WHERE key = 'p:4711'")
        with copy.owner(autocommit=True) as owner:
            owner.execute("ANALYZE")
            ids = owner.execute(
                "SELECT c.person_id, c.id, v.id, v.person_id FROM people_client c, people_volunteer v"
                " WHERE c.organisation_id = %(org)s AND v.organisation_id = %(org)s ORDER BY c.id, v.id OFFSET 7 LIMIT 1",
                {"org": towns[0].id},
            ).fetchone()
        assert ids is not None
        yield Full(towns[0], *ids)


@contextmanager
def entered(database: TestDatabase) -> Iterator[None]:
    """The program asks this database instead of the one of the tests."""
    settings = connections.settings["default"]
    usual = settings["NAME"]
    settings["NAME"] = database.name
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = usual


def fill(owner: Any, org: int, *, lines: int = 4) -> None:
    """Many rows of every kind that a list is made of; most of them lie behind us, as in a town after some years."""
    at = f"timestamptz '{MONDAY.isoformat()}'"
    then = f"{at} + make_interval(hours => n - {MANY - 60})"
    half = f"FROM generate_series(1, {MANY}) n"
    say = owner.execute
    say(
        "INSERT INTO people_person (organisation_id, ref, given_name, family_name, sort_key, gender, language, phone,"
        " mobile, email, street, house_number, postcode, town, created_at, lat, lon)"
        f" SELECT {org}, lpad(n::text, 10, '0'), 'Erna', 'Name' || n, 'name' || lpad(n::text, 6, '0'), '', 'de', '', '',"
        f" '', '', '', '', '', {at}, 49 + n / 10000.0, 8 {half}"
    )
    for table, rest, values, parity in (
        (
            "people_client",
            "status, access_notes, floor, bell_name, walking_aid, who_opens, gender_wish, circumstances",
            "'active', '', '', '', '', '', '', '{}'",
            0,
        ),
        (
            "people_volunteer",
            "status, status_since, travel_mode, engagement, rides_cargo_bicycle, avoids",
            f"CASE WHEN id %% 40 = 1 THEN 'interested' ELSE 'active' END, {at}, 'walk', 'volunteer', false, '{{}}'",
            1,
        ),
    ):
        say(
            f"INSERT INTO {table} (organisation_id, person_id, {rest}) SELECT organisation_id, id, {values}"
            f" FROM people_person WHERE organisation_id = {org} AND id %% 2 = {parity}".replace("%%", "%")
        )
    say(
        "INSERT INTO people_searchkey (organisation_id, person_id, key) SELECT organisation_id, id, k FROM people_person,"
        " unnest(ARRAY['n:erna', 'n:' || lower(family_name), 'k:' || id % 700, 'd:' || md5(family_name),"
        " 's:mainstrasse' || id % 50, 'p:' || id]) k"
        f" WHERE organisation_id = {org}"
    )
    number = "row_number() OVER (ORDER BY id)"
    say(
        "INSERT INTO assistance_need (organisation_id, ref, client_id, kind, money, earliest, latest, minutes, wish,"
        f" language, level, state, taken_at) SELECT {org}, lpad(n::text, 10, '0'), c.id, 'errand', 'client', {then}, {then} + interval '3 hours', 60, '', '', '',"
        f" CASE WHEN n > {MANY - 30} THEN 'open' WHEN n % 80 = 0 THEN 'done' ELSE 'confirmed' END, {then} FROM"
        f" generate_series(1, {MANY}) n JOIN (SELECT id, {number} - 1 AS nr FROM people_client"
        f" WHERE organisation_id = {org}) c ON c.nr = n % {MANY // 2}"
    )
    paired = (
        f" FROM (SELECT id, earliest, state, {number} AS n FROM assistance_need WHERE organisation_id = {org}) need"
        f" JOIN (SELECT id, {number} - 1 AS nr FROM people_volunteer WHERE organisation_id = {org}) v"
        f" ON v.nr = n % {MANY // 2}"
    )
    say(
        "INSERT INTO assistance_offer (organisation_id, ref, need_id, volunteer_id, answered_by, state, made_at)"
        f" SELECT {org}, lpad(n::text, 10, '0'), need.id, v.id, '',"
        f" CASE WHEN n > {MANY - 40} THEN 'open' ELSE 'accepted' END, earliest {paired}"
    )
    say(
        "INSERT INTO assistance_assignment (organisation_id, ref, need_id, volunteer_id, during, code_word, state,"
        f" accepted_at, released_because) SELECT {org}, lpad(n::text, 10, '0'), need.id, v.id,"
        " tstzrange(earliest, earliest + interval '1 hour'), 'Rose', 'confirmed', earliest, ''"
        f"{paired}"
    )
    say(
        'INSERT INTO assistance_confirmation (organisation_id, assignment_id, volunteer_id, engagement, kind, "on", minutes,'
        f" confirmed_at) SELECT {org}, id, volunteer_id, 'volunteer', 'errand', (lower(during) + (id % 900) * interval '1 day')::date,"
        f" 60, {at} FROM assistance_assignment WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_cashline (organisation_id, assignment_id, kind, cents, at)"
        f" SELECT {org}, id, kind, 3140, lower(during) + (id % 900) * interval '1 day' FROM assistance_assignment,"
        f" unnest(ARRAY['client_gave', 'spent']) kind WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_receiptphoto (organisation_id, assignment_id, content, content_type, sha256, size,"
        f" made_at) SELECT {org}, id, 'x', 'image/jpeg', '', 1, {at} FROM assistance_assignment"
        f" WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_callback (organisation_id, need_id, reason, state, made_at)"
        f" SELECT {org}, id, 'who_comes', CASE WHEN state = 'open' THEN 'due' ELSE 'done' END, earliest"
        f" FROM assistance_need WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_contactnote (organisation_id, person_id, need_id, way, text, at)"
        f" SELECT {org}, c.person_id, n.id, 'they_called', '', n.earliest FROM assistance_need n"
        f" JOIN people_client c ON c.id = n.client_id WHERE n.organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_alert (organisation_id, need_id, kind, state, made_at)"
        f" SELECT {org}, id, 'no_show', CASE WHEN state = 'open' THEN 'due' ELSE 'done' END, earliest"
        f" FROM assistance_need WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_incident (organisation_id, person_id, happened_on, text, measures, is_insurance_told,"
        " state, noted_at) SELECT organisation_id, person_id, at::date, '', '', false,"
        " CASE WHEN id % 100 = 0 THEN 'open' ELSE 'closed' END, at FROM assistance_contactnote"
        f" WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO notifications_letter (organisation_id, to_id, channel, message, language, told, room, kind,"
        " subject_id, state, made_at, due_at, attempts, fault, urgent)"
        f" SELECT {org}, v.person_id, 'mail', 'assistance.offer', 'de', '', 'assistance', 'offer', o.id,"
        " CASE WHEN o.state = 'open' THEN 'waiting' WHEN o.id % 200 = 0 THEN 'failed' ELSE 'sent' END,"
        " made_at, made_at, 1, '', false FROM assistance_offer o JOIN people_volunteer v ON v.id = o.volunteer_id"
        f" WHERE o.organisation_id = {org}"
    )
    say(
        "INSERT INTO journal_line (organisation_id, verb, at, came, room, kind, subject_id, about_person_id, story_room,"
        f" story_kind, story_id, digest) SELECT {org}, 'take_in', earliest, 'login', 'assistance', 'need', n.id,"
        f" c.person_id, 'assistance', 'need', n.id, '' FROM assistance_need n JOIN people_client c ON c.id = n.client_id,"
        f" generate_series(1, {lines}) WHERE n.organisation_id = {org}"
    )
    say(
        "INSERT INTO people_link (token_hash, organisation_id, person_id, purpose, subject_id, route, ref, made_at,"
        f" expires_at) SELECT sha256(({org} * 1000000 + n)::text::bytea), {org}, p.id, 'go', n, 'mine:offer', '',"
        f" {at}, {at} FROM generate_series(1, {MANY}) n JOIN (SELECT id, {number} AS nr FROM people_person"
        f" WHERE organisation_id = {org}) p ON p.nr = n"
    )
    say(
        "INSERT INTO organisations_organisation (kind, name, sort_key, slug, keeps_records, kept_by_id, street,"
        " house_number, postcode, town, phone, email, modules, website, about, speaks, access, by_appointment)"
        f" SELECT CASE WHEN n % 20 = 0 THEN 'shop' ELSE 'club' END, 'Haus ' || n, 'haus ' || n, '{org}-' || n, false,"
        f" {org}, '', '', '', '', '', '', '{{}}', '', '', '{{}}', '', false FROM generate_series(1, 400) n"
    )
    say(
        "INSERT INTO assistance_plan (organisation_id, ref, first_day, last_day, state, seed, seconds, percent_done,"
        f" made_at, published_at, fault) SELECT {org}, lpad(n::text, 10, '0'), ({then})::date, ({then})::date,"
        f" CASE WHEN n % 3 = 0 THEN 'replaced' ELSE 'dropped' END, 0, 1, 100, {then}, {then}, ''"
        f" FROM generate_series(1, {MANY}) n"
    )
    fill_food_bank(owner, org)
    fill_pool(owner, org)


def fill_pool(owner: Any, org: int) -> None:
    """Two pools that were asked for years: a few requests wait, and every volunteer was deployed."""
    at, say = f"timestamptz '{MONDAY.isoformat()}'", owner.execute
    say(
        "INSERT INTO people_pool (organisation_id, kind, name, sort_key, answer_days, opened_at)"
        f" SELECT {org}, 'interpreters', 'Pool ' || n, 'pool ' || n, 3, {at} FROM generate_series(1, 2) n"
    )
    pools = f"(SELECT array_agg(id ORDER BY id) FROM people_pool WHERE organisation_id = {org})"
    empty = (
        *("asked_by", "asked_by_phone", "asked_by_email", "about", "meeting_point", "on_site_name", "on_site_phone"),
        *("for_country", "urgent_because", "remarks", "billing_address", "dialect", "street", "house_number"),
        *("postcode", "town", "for_gender", "gender_wish", "because", "body", "subject", "not_about"),
    )
    say(
        "INSERT INTO assistance_inquiry (organisation_id, ref, pool_id, state, came_by, asker, speaks, language, also_speaks, wishes,"
        " bring, has_no_date, against_own_town, begins, minutes, other_dates, way, has_consent, is_urgent, findings, answer_by, received_at,"
        f" {', '.join(empty)}) SELECT {org}, lpad(n::text, 10, '0'), {pools}[1 + n % 2],"
        f" CASE WHEN n > {MANY - 30} THEN 'received' ELSE 'taken_in' END, 'partner', 'partner', 'de', 'ara', '{{}}', '{{}}',"
        f" '{{}}', false, false, {at}, 60, '{{}}', 'on_the_spot', true, false, '[]', ({at})::date + n - {MANY}, {at},"
        f" {', '.join(['repeat(chr(32), 0)'] * len(empty))} FROM generate_series(1, {MANY}) n"
    )
    say(
        "INSERT INTO assistance_deployment (organisation_id, ref, pool_id, volunteer_id, engagement, state, kind,"
        ' "on", minutes, subject, body, place, language, clients, kilometres, note, reported_at, confirmed_by)'
        f" SELECT {org}, lpad(n::text, 10, '0'), {pools}[1 + n % 2], v.id, 'volunteer', 'confirmed', 'accompaniment',"
        f" ({at})::date - n / 4, 60, '', '', '', 'ara', 1, 0, '', {at}, 'desk' FROM generate_series(1, {MANY}) n"
        f" JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nr FROM people_volunteer"
        f" WHERE organisation_id = {org}) v ON v.nr = n % {MANY // 2}"
    )


def fill_food_bank(owner: Any, org: int) -> None:
    """A food bank that every client goes to, some fifteen a day, and forty things that were lent often."""
    at, say = f"timestamptz '{MONDAY.isoformat()}'", owner.execute
    bank = f"(SELECT id FROM organisations_organisation WHERE slug = 'tafel-{org}')"
    number = "row_number() OVER (ORDER BY id)"
    say(
        "INSERT INTO organisations_organisation (kind, name, sort_key, slug, keeps_records, kept_by_id, street,"
        " house_number, postcode, town, phone, email, modules, website, about, speaks, access, by_appointment)"
        f" VALUES ('food_bank', 'Tafel', 'tafel', 'tafel-{org}', false, {org}, '', '', '', '', '', '', '{{}}', '', '', '{{}}',"
        " '', false)"
    )
    say(
        "INSERT INTO assistance_household (organisation_id, food_bank_id, client_id, adults, children, fee_cents,"
        f" added_at) SELECT {org}, {bank}, id, 1, 0, 200, {at} FROM people_client WHERE organisation_id = {org}"
    )
    say(
        "INSERT INTO assistance_pickupslot (organisation_id, food_bank_id, weekday, begins, ends, places)"
        f" SELECT {org}, {bank}, n, '13:00', '14:00', 40 FROM generate_series(0, 6) n"
    )
    say(
        'INSERT INTO assistance_pickup (organisation_id, household_id, slot_id, "on", need_id, state, fee_cents, made_at)'
        f" SELECT {org}, h.id, s.id, ({at})::date + n.nr::int / 15 - 250, n.id, 'planned', 0, {at} FROM"
        f" (SELECT id, client_id, {number} - 1 AS nr FROM assistance_need WHERE organisation_id = {org}) n"
        f" JOIN (SELECT id, {number} - 1 AS nr FROM assistance_household WHERE organisation_id = {org}) h"
        f" ON h.nr = n.nr % {MANY // 2}"
        " JOIN assistance_pickupslot s ON s.organisation_id = h_org.id AND s.weekday ="
        " extract(isodow FROM (h_org.at)::date + n.nr::int / 15 - 250) - 1".replace("h_org.id", str(org)).replace(
            "h_org.at", at
        )
    )
    say(
        'INSERT INTO gatherings_thing (organisation_id, kind, name, sort_key, "where", note, handover_minutes,'
        " to_carriers, added_at)"
        f" SELECT {org}, 'equipment', 'Ding ' || n, 'ding ' || n, '', '', 15, 'ask', {at} FROM generate_series(1, 40) n"
    )
    say(
        "INSERT INTO gatherings_booking (organisation_id, thing_id, person_id, during, handover_minutes, state, purpose,"
        f" answer, room, kind, subject_id, made_at) SELECT {org}, t.id, p.id, tstzrange({at} + p.nr * interval '1 hour',"
        f" {at} + p.nr * interval '1 hour' + interval '30 minutes'), 15, 'booked', '', '', 'assistance', 'assignment', p.nr, {at}"
        f" FROM (SELECT id, {number} AS nr FROM people_person WHERE organisation_id = {org}) p"
        f" JOIN (SELECT id, {number} - 1 AS nr FROM gatherings_thing WHERE organisation_id = {org}) t ON t.nr = p.nr % 40"
    )


def fill_window(owner: Any, org: int) -> None:
    """Entries over all the land with a word each, and days before and after today."""
    owner.execute(
        "INSERT INTO publishing_entry (organisation_id, kind, ref, slug, sort_key, lat, lon, field, speaks, times,"
        " is_digital, seeks_helpers, has_ended, facts, contact, quotes, is_shown, published_at, changed_at)"
        f" SELECT {org}, 'project', lpad(n::text, 10, '0'), 'p' || n, 'p' || lpad(n::text, 6, '0'), 49.3 + n / 2000.0,"
        " 8 + n % 70 / 40.0, '', '{}', '{}', false, false, n % 3 = 0, '{}', '{}', '[]', true, now(),"
        f" now() - n * interval '1 minute' FROM generate_series(1, {MANY}) n"
    )
    owner.execute(
        "INSERT INTO publishing_entrytext (entry_id, organisation_id, language, title, summary, words, is_outdated,"
        " is_reviewed, found_by) SELECT id, organisation_id, 'de', slug, '', '{}', false, true,"
        " to_tsvector('german', slug) FROM publishing_entry"
    )
    owner.execute(
        "INSERT INTO publishing_entryday (entry_id, organisation_id, regular_day, begins, ends, is_cancelled)"
        f" SELECT id, organisation_id, '2026-11-23', at, at + interval '1 hour', false FROM (SELECT *, timestamptz"
        f" '{MONDAY.isoformat()}' + (id % 900 - 450) * interval '1 hour' AS at FROM publishing_entry) e"
    )


# --- each index, and the read that stands on it -----------------------------------------------------------------------

Read = Callable[[Full], object]


def the_bank(full: Full) -> int:
    return food_bank.food_bank_for(full.desk).id


def the_pool(full: Full) -> int:
    return Pool.objects.order_by("id").values_list("id", flat=True)[0]


PROJECTS = Asked((PageKind.PROJECT,))


def a_day(full: Full) -> food_bank.Day:
    return food_bank.day_of(full.desk, the_bank(full), MONDAY.date())


READS: dict[str, list[Read]] = {
    "publishing_entries_by_name": [lambda _full: search(PROJECTS, at=MONDAY)],
    "publishing_entries_by_place": [
        lambda _full: search(replace(PROJECTS, here=Spot(49.64, 8.45), radius_km=5), at=MONDAY)
    ],
    "publishing_texts_found": [lambda _full: search(replace(PROJECTS, words="p1717"), at=MONDAY)],
    "publishing_entries_changed": [lambda _full: last_change()],
    "publishing_days_ahead": [lambda _full: days_ahead(AskedDays(PROJECTS), at=MONDAY)],
    "people_search": [
        lambda full: people.find_people(full.desk, "Name17"),
        lambda full: people.find_people(full.desk, "Nane1700"),
        lambda full: people.find_people(full.desk, "Erna Name3999"),
        lambda full: people.find_people(full.desk, "Mainstr. 12"),
        lambda full: people.find_people(full.desk, "4711"),
    ],
    "people_by_name": [
        lambda full: list(people.clients(full.desk)[:50]),
        lambda full: list(people.volunteers(full.desk)[:50]),
    ],
    "people_by_place": [lambda full: streets_within(full.desk, Box(49.1, 7.9, 49.12, 8.1))],
    "people_volunteer_status": [
        lambda full: list(people.volunteers(full.desk, status=VolunteerStatus.INTERESTED)),
    ],
    "people_links_of_person": [lambda full: erase_person(full.person_id, MONDAY)],
    "assistance_need_board": [
        lambda full: journeys.needs_to_confirm(full.desk),
        lambda full: journeys.unstaffed_needs(full.desk, after=MONDAY),
        lambda full: boards.board(full.desk, begin=MONDAY, end=MONDAY + DAY, at=MONDAY),
    ],
    "assistance_need_client": [lambda full: journeys.needs_of_client(full.desk, full.client_id)],
    "assistance_need_when": [
        lambda full: journeys.needs_between(full.desk, MONDAY, MONDAY + DAY),
        lambda full: needs_of_day(full.desk, MONDAY.date()),
        lambda full: list(journeys.over(full.desk, at=MONDAY)[:50]),
    ],
    "assistance_need_until": [lambda full: list(journeys.coming(full.desk, after=MONDAY)[:50])],
    "assistance_offers_of": [lambda full: journeys.open_offers_of(full.helper, after=MONDAY)],
    "assistance_assignments_of": [
        lambda full: journeys.assignments_of_volunteer(full.desk, full.volunteer_id),
        lambda full: journeys.assignments_of(full.helper),
        lambda full: journeys.busy_times(full.volunteer_id, MONDAY, MONDAY + DAY),
    ],
    "assistance_confirmed_on": [lambda full: journeys.confirmations(full.desk, year=2027, month=3)],
    "assistance_call_list": [
        lambda full: journeys.due_call_backs(full.desk),
        lambda full: book.call_list(full.desk),
    ],
    "assistance_notes_of_person": [lambda full: book.book_of_person(full.desk, full.person_id)],
    "assistance_notes_of_need": [lambda full: book.book_of_need(full.desk, 4711)],
    "assistance_incidents": [lambda full: list(book.incidents(full.desk)[:25])],
    "assistance_cash_of": [lambda _full: money.movements_of(Assignment(pk=4711))],
    "assistance_cash_when": [lambda full: money.lines_of_month(full.desk, year=2027, month=3)],
    "assistance_receipts_of": [lambda full: money.cash_sheet(full.desk, Assignment(pk=4711, need=Need()))],
    "assistance_plans_until": [
        lambda full: planning.plans_of(full.desk, MONDAY.date(), MONDAY.date()),
        lambda full: planning.published_plan(full.desk, MONDAY.date()),
    ],
    "assistance_inquiries": [
        lambda full: list(inquiries.waiting_inquiries(full.desk)),
        lambda full: list(inquiries.overdue_inquiries(full.desk, MONDAY.date())),
    ],
    "assistance_deployed": [lambda full: deployments.deployments_of(full.desk, full.volunteer_id, 2026)],
    "assistance_deployments": [lambda full: deployments.deployments_in(full.desk, the_pool(full), year=2026, month=11)],
    "notifications_due": [
        lambda _full: list(letters.due_letters(MONDAY)),
        lambda full: list(letters.troubled_letters(full.desk)),
    ],
    "notifications_subject": [lambda _full: list(letters.letters_about("assistance", "offer", 4711))],
    "journal_story": [lambda _full: journal.story_of(("assistance", "need", 4711))],
    "journal_subject": [lambda _full: list(journal.lines_of_subject(("assistance", "need", 4711)))],
    "journal_about": [lambda full: list(journal.lines_about(full.person_id))],
    # Not declared: it comes with the wall.
    "journal_line_of_org": [lambda _full: journal.newest_lines()],
    "organisations_partners": [lambda _full: list(bodies.partners(Kind.SHOP))],
    "assistance_pick_ups_on": [
        lambda full: food_bank.day_of(full.desk, the_bank(full), MONDAY.date()),
        lambda full: food_bank.places(the_bank(full), MONDAY.date(), MONDAY.date()),
        lambda full: food_bank.next_days(full.desk, the_bank(full), a_day(full), MONDAY.date()),
    ],
    "assistance_pick_ups_for": [
        lambda full: food_bank.pick_up_of_need(full.desk, journeys.needs_of_client(full.desk, full.client_id)[0]),
    ],
    "gatherings_bookings_of": [
        lambda full: lending.first_gap(lending.things(full.desk)[7], MONDAY, DAY),
    ],
    "gatherings_booked_for": [lambda full: lending.bookings_about(full.desk, ("assistance", "assignment", 711))],
}

AS_GOOD = {
    # A volunteer, and a pool, is one of one town.
    "assistance_deployed": "assistance_deployment_volunteer_id_",
    "assistance_deployments": "assistance_deployment_pool_id_",
    # A need has one pick-up, a thing is one of one town.
    "assistance_pick_ups_for": "assistance_pickup_need_id_",
    "gatherings_bookings_of": "gatherings_booking_thing_id_",
    # A volunteer is one of one town, so the key's own index finds the same rows.
    "assistance_assignments_of": "assistance_assignment_volunteer_id_",
    "assistance_offers_of": "assistance_offer_volunteer_id_",
    # A line is one of one visit.
    "assistance_cash_of": "assistance_cashline_assignment_id_",
    "assistance_receipts_of": "assistance_receiptphoto_assignment_id_",
}

NOT_ASKED_YET = {
    "publishing_entries_newest": "the news of the portal are still to come",
    "municipality_order": "421 rows that every query reads whole",
}


def test_every_declared_index_is_asked_for() -> None:
    declared = {index.name for model in apps.get_models() for index in model._meta.indexes if _is_ours(model)}
    assert declared - READS.keys() - NOT_ASKED_YET.keys() == set()
    assert (READS.keys() | NOT_ASKED_YET.keys()) - declared == {"journal_line_of_org"}


def _is_ours(model: Any) -> bool:
    return str(model.__module__).startswith("lotsenwerk.")


def indexes_of(node: dict[str, Any]) -> set[str]:
    """Every index that a plan names."""
    found = {node["Index Name"]} if "Index Name" in node else set()
    return found.union(*(indexes_of(below) for below in node.get("Plans", [])))


def indexes_used_by(read: Callable[[], object]) -> set[str]:
    """The indexes that the statements of a read use; it is run, and then each statement is explained."""
    said: list[tuple[Any, Any]] = []

    def listen(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        read()
    used: set[str] = set()
    with connection.cursor() as cursor:
        for sql, params in said:
            if str(sql).startswith(("SELECT", "(SELECT", "WITH", "UPDATE", "DELETE")):
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                [plan] = cursor.fetchone()
                used |= indexes_of((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return used


PAIRS = [(name, number) for name, reads in READS.items() for number in range(len(reads))]


@pytest.mark.parametrize(("index", "number"), PAIRS, ids=[f"{name}-{number}" for name, number in PAIRS])
def test_the_read_uses_its_index_behind_the_wall(full: Full, index: str, number: int) -> None:
    with full.town.open():
        used = indexes_used_by(lambda: READS[index][number](full))
    assert used & {index, *(name for name in used if name.startswith(AS_GOOD.get(index, index)))}


@pytest.mark.parametrize(("operator", "is_leakproof"), [("=", True), ("~~", False)])
def test_a_comparison_that_is_not_leakproof_is_made_in_no_index(full: Full, operator: str, is_leakproof: bool) -> None:
    sql = (
        f"EXPLAIN SELECT id FROM people_person WHERE organisation_id = {full.town.id} AND sort_key {operator} 'name17'"
    )
    with full.town.open(), connection.cursor() as cursor:
        cursor.execute(sql)
        conditions = [line for (line,) in cursor.fetchall() if "Index Cond" in line]
    assert any("sort_key" in line for line in conditions) == is_leakproof
