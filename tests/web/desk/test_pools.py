"""Who would like to help, at the desk: promises, the way up, the gate, and what the lists cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.actions.show_interest import Said, show_interest
from lotsenwerk.domain.people.models import (
    DeclarationText,
    Interest,
    InterestState,
    Pool,
    PoolMember,
    PoolRule,
    Rung,
    SuitabilityFact,
)
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.phone_numbers import fictional_mobile
from tests.factories import MONDAY, Town, make_volunteer
from tests.web.desk.conftest import LogIn, said

pytestmark = pytest.mark.django_db
MOST_BYTES = 40 * 1024
MOST_QUERIES = 12
OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config('app.org', ''")
RANA = Said(
    roles=["guides"],
    given_name="Rana",
    family_name="Aziz",
    phone=fictional_mobile(77),
    language="ar",
    speaks=["ara", "deu"],
    postcode="68642",
)


def interest_of(town: Town, **other: Any) -> int:
    public = Actor(came=Came.PUBLIC, organisation_id=town.id, language="ar")
    with town.open():
        return int(show_interest(public, RANA, at=other.get("at", MONDAY)).id)


def guides(town: Town) -> int:
    with town.open():
        return int(open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY).id)


def taken_up(town: Town, coordinator: Browser) -> int:
    pool, interest = guides(town), interest_of(town)
    sent = {"person": "new", "pools": [pool], "level_ara": "native", "level_deu": "B1"}
    answer = coordinator.post(f"/desk/interests/{interest}/", sent)
    assert answer.status_code == 302
    with town.open():
        return int(PoolMember.objects.get().id)


def test_new_interests_stand_with_their_promise_and_overdue_ones_on_the_call_list(
    town: Town, coordinator: Browser
) -> None:
    interest_of(town, at=MONDAY - timedelta(days=10))
    assert "promised by" in said(coordinator.get("/desk/pools/"))
    calls = said(coordinator.get("/desk/calls/"))
    assert "Promised, and not kept" in calls
    assert "Rana" in calls
    with town.open():
        Interest.objects.update(state=InterestState.WITHDRAWN)
    assert "Rana" not in said(coordinator.get("/desk/calls/"))


def test_she_is_taken_up_and_the_gate_names_what_is_missing_until_it_is_there(town: Town, coordinator: Browser) -> None:
    member = taken_up(town, coordinator)
    with town.open():
        interest = Interest.objects.get().pk
    assert f"/desk/members/{member}/" in said(coordinator.get(f"/desk/interests/{interest}/"))
    with town.open():
        for kind in ("confidentiality", "data_protection"):
            change_text(town.coordinator, kind, {"de": "Text", "ar": "نص"}, valid_from=MONDAY.date(), at=MONDAY)
    page = f"/desk/members/{member}/"
    for verb in ("meet", "check", "learn"):
        coordinator.post(f"{page}step/", {"verb": verb})
    told = said(coordinator.post(f"{page}step/", {"verb": "begin", "note": "Freut sich 🌻"}))
    assert 'value="Freut sich 🌻"' in told
    for missing in ("the first talk", "identity card", "Basic course", "Confidentiality", "Data protection"):
        assert missing in told
    for what in ("talk", "adult"):
        assert coordinator.post(f"{page}seen/", {"what": what}).status_code == 302
    for what in ("confidentiality", "data_protection"):
        coordinator.post(f"{page}signed/", {"what": what})
    with town.open():
        assert PoolMember.objects.get().rung == Rung.COURSE
        her = PoolMember.objects.get().volunteer
        her.qualifications.create(kind="basic_guide", granted_on=MONDAY.date())
    coordinator.post(f"{page}step/", {"verb": "begin", "note": "Willkommen"})
    assert "Nothing is missing" in said(coordinator.get(page))
    with town.open():
        assert PoolMember.objects.get().rung == Rung.ACTIVE


def test_who_is_known_already_is_offered_first(town: Town, coordinator: Browser) -> None:
    with town.open():
        known = make_volunteer(town, given_name="Rana", family_name="Aziz")
    interest = interest_of(town)
    assert f'value="{known.person_id}"' in said(coordinator.get(f"/desk/interests/{interest}/"))
    coordinator.post(f"/desk/interests/{interest}/", {"person": str(known.person_id), "pools": []})
    with town.open():
        assert Interest.objects.get().person_id == known.person_id


@pytest.mark.parametrize(
    "sent", [{}, {"person": "7777"}, {"person": "new", "pools": ["x"]}, {"person": "new", "level_deu": "Z"}]
)
def test_what_is_no_answer_takes_nobody_up(town: Town, coordinator: Browser, sent: dict[str, Any]) -> None:
    interest = interest_of(town)
    assert coordinator.post(f"/desk/interests/{interest}/", sent).status_code == 200
    with town.open():
        assert Interest.objects.get().state == InterestState.NEW


def test_a_pool_is_opened_and_says_what_it_requires_from_a_day_on(town: Town, coordinator: Browser) -> None:
    coordinator.post("/desk/pools/new/", {"kind": "guides", "name": "Lotsinnen", "answer_days": 2})
    with town.open():
        pool = Pool.objects.get()
    sent = {"valid_from": "2026-11-17", "conduct": "on", "german": "B2", "declarations": ["neutrality"]}
    assert coordinator.post(f"/desk/pools/{pool.id}/rule/", sent).status_code == 302
    past = coordinator.post(f"/desk/pools/{pool.id}/rule/", sent | {"valid_from": "2026-11-15"})
    assert "today or later" in said(past)
    with town.open():
        newest = PoolRule.objects.order_by("-valid_from").first()
        assert newest is not None
        assert (newest.german, newest.needs_conduct, newest.needs_talk) == ("B2", True, False)
        assert PoolRule.objects.count() == 2


def test_a_certificate_is_noted_and_its_letter_printed_by_coordinators_alone(
    town: Town, coordinator: Browser, log_in: LogIn
) -> None:
    member = taken_up(town, coordinator)
    old = {"seen_on": "2026-11-16", "issued_on": "2026-08-15", "is_relevant": "no"}
    assert "older than three months" in said(coordinator.post(f"/desk/members/{member}/conduct/", old))
    coordinator.post(f"/desk/members/{member}/conduct/", old | {"issued_on": "2026-08-16"})
    with town.open():
        assert SuitabilityFact.objects.get(kind="conduct").is_relevant is False
    letter = coordinator.post(f"/desk/members/{member}/letter/")
    assert (letter.headers["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assistant = log_in(town, "assistant")
    assert assistant.get(f"/desk/members/{member}/conduct/").status_code == 404
    assert "Certificate of conduct" not in said(assistant.get(f"/desk/members/{member}/"))


def test_a_declaration_gets_its_next_version_in_two_languages(town: Town, coordinator: Browser) -> None:
    sent = {"valid_from": "2026-11-16", "de": "Ich schweige.", "ar": "ألتزم الصمت."}
    coordinator.post("/desk/declarations/confidentiality/", sent)
    coordinator.post("/desk/declarations/confidentiality/", sent | {"de": "Ich schweige immer."})
    assert "The German text" in said(coordinator.post("/desk/declarations/neutrality/", sent | {"de": ""}))
    with town.open():
        assert DeclarationText.objects.filter(kind="confidentiality").count() == 4
        assert not DeclarationText.objects.filter(kind="neutrality").exists()
    assert coordinator.get("/desk/declarations/love/").status_code == 404


def cost(coordinator: Browser, path: str) -> int:
    """How many questions a page asks the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = coordinator.get(path)
    assert (answer.status_code, len(answer.content) <= MOST_BYTES) == (200, True), path
    return len([one for one in queries.captured_queries if not one["sql"].startswith(OF_THE_TEST)])


def test_lists_cost_the_same_for_one_and_for_three(town: Town, coordinator: Browser) -> None:
    pool = guides(town)
    paths = ("/desk/pools/", f"/desk/pools/{pool}/", f"/desk/pools/{pool}/settings/", "/desk/calls/")

    def add_one() -> None:
        interest_of(town, at=MONDAY - timedelta(days=9))
        with town.open():
            helper = make_volunteer(town)
        assert coordinator.post(f"/desk/pools/{pool}/add/{helper.person_id}/").status_code == 302

    add_one()
    alone = [cost(coordinator, path) for path in paths]
    add_one()
    add_one()
    assert [cost(coordinator, path) for path in paths] == alone
    assert max(alone) <= MOST_QUERIES, alone
    with town.open():
        member = PoolMember.objects.earliest("id").id
    for path in (f"/desk/members/{member}/", f"/desk/members/{member}/conduct/"):
        assert cost(coordinator, path) <= MOST_QUERIES, path


def test_somebody_is_found_by_name_in_no_address(town: Town, coordinator: Browser) -> None:
    pool = guides(town)
    with town.open():
        make_volunteer(town)
    assert "Haddad" in said(coordinator.post(f"/desk/pools/{pool}/add/", {"q": "Haddad"}))
    assert "Nibelungenstraße" not in said(coordinator.get(f"/desk/pools/{pool}/add/?q=Haddad"))
