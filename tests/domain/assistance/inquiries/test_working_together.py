"""An institution and a pool (cases 4 to 7): registration, approval, several people, and the end."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.assistance.actions.inquiries.ask import Stopped, ask, ask_first
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    approve_cooperation,
    ask_for_cooperation,
    end_cooperation,
    end_member,
    invite_member,
    refuse_cooperation,
)
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.inquiries.welcome import tell_member
from lotsenwerk.domain.assistance.models import Cooperation, CooperationState, Inquiry, InquiryState
from lotsenwerk.domain.assistance.queries.inquiries import (
    cooperation_for,
    cooperations,
    inquiry_for,
    members_of_cooperation,
    own_cooperations,
    own_inquiries,
    story_of_inquiry,
    waiting_cooperations,
)
from lotsenwerk.domain.notifications.channels import Folder
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.assistance.inquiries.scenes import (
    KITA,
    WANTED,
    Scene,
    another_institution,
    interpreters,
    member_of,
    open_scene,
    stranger,
)
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
SCHOOL = replace(KITA, body="school", name="Schillerschule", email="schiller@example.org")


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"body": "castle"}, "body"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"contact_name": ""}, "contact_name"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "kita"}, "email"),
        ({"postcode": "6864"}, "postcode"),
        ({"accepts_rules": False}, "accepts_rules"),
    ],
)
def test_case_4_what_is_missing_is_said_at_its_field(scene: Scene, other: dict[str, Any], field: str) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        ask_for_cooperation(stranger(scene.town), scene.pool, replace(SCHOOL, **other), at=MONDAY)
    assert refused.value.field == field


def test_case_5_first_request_and_registration_go_in_together(scene: Scene) -> None:
    first = ask_first(stranger(scene.town), scene.pool, SCHOOL, WANTED, at=MONDAY)
    assert first.cooperation is not None
    assert (first.asker, first.came_by, first.cooperation.state) == ("institution", "portal", CooperationState.ASKED)
    assert list(waiting_cooperations(scene.desk)) == [first.cooperation]
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        take_in_inquiry(scene.desk, first, at=MONDAY)
    approve_cooperation(scene.desk, first.cooperation, at=MONDAY)
    need = take_in_inquiry(scene.desk, first, at=MONDAY)
    assert need.client.person.family_name == "Schillerschule"


def test_case_5_of_a_first_request_that_is_stopped_nothing_stays(scene: Scene) -> None:
    with nothing_changes(scene.town.id):
        with pytest.raises(Stopped) as stopped:
            ask_first(stranger(scene.town), scene.pool, SCHOOL, replace(WANTED, subject="trial"), at=MONDAY)
        with pytest.raises(BadInput):
            ask_first(stranger(scene.town), scene.pool, SCHOOL, replace(WANTED, minutes=5), at=MONDAY)
    assert [one.rule for one in stopped.value.findings] == ["IG1"]


def test_case_5_refused_together_with_the_same_words(scene: Scene) -> None:
    first = ask_first(stranger(scene.town), scene.pool, SCHOOL, WANTED, at=MONDAY)
    assert first.cooperation is not None
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        refuse_cooperation(scene.desk, first.cooperation, because=" ", at=MONDAY)
    assert refused.value.field == "because"
    refuse_cooperation(scene.desk, first.cooperation, because="Liegt in einem anderen Kreis.", at=MONDAY)
    first.refresh_from_db()
    assert (first.state, first.because) == (InquiryState.REFUSED, "Liegt in einem anderen Kreis.")
    with pytest.raises(WrongState):
        approve_cooperation(scene.desk, first.cooperation, at=MONDAY)


def test_case_6_approved_it_is_listed_and_a_client_once_for_all_pools(scene: Scene) -> None:
    assert scene.kita.partner is not None
    assert (scene.kita.partner.kind, scene.kita.partner.town) == (Kind.AUTHORITY, "Bürstadt")
    second = interpreters(scene.town, "Zweiter Pool")
    asked = ask_for_cooperation(stranger(scene.town), second, KITA, at=MONDAY)
    both = approve_cooperation(scene.desk, asked, partner=scene.kita.partner, at=MONDAY)
    assert (both.client_id, both.partner_id) == (scene.kita.client_id, scene.kita.partner_id)
    assert Client.objects.filter(partner__isnull=False).count() == 1
    assert {one.pool_id for one in own_cooperations(scene.asker)} == {scene.pool.id, second.id}
    twice = ask_for_cooperation(stranger(scene.town), second, KITA, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        approve_cooperation(scene.desk, twice, partner=scene.kita.partner, at=MONDAY)


def test_case_6_a_partner_of_another_town_is_not_there(scene: Scene) -> None:
    other = make_town("Lampertheim", "06431013")
    with other.open():
        theirs = open_scene(other).kita.partner
    asked = ask_for_cooperation(stranger(scene.town), scene.pool, SCHOOL, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(NotThere):
        approve_cooperation(scene.desk, asked, partner=theirs, at=MONDAY)


def test_case_7_several_people_ask_for_one_institution_and_see_what_colleagues_asked(scene: Scene) -> None:
    for name in ("muster", "kern"):
        invite_member(scene.desk, scene.kita, email=f"{name}@kita.example", display_name=name, at=MONDAY)
    invite_member(scene.desk, scene.kita, email="kern@kita.example", display_name="kern", at=MONDAY)
    people = members_of_cooperation(scene.desk, scene.kita)
    assert [one.user.display_name for one in people] == ["kern", "muster"]
    inquiry = scene.asked()
    colleague = replace(scene.asker, user_id=people[0].user_id)
    assert list(own_inquiries(colleague)) == [inquiry]
    end_member(scene.desk, scene.kita, people[0].id, at=MONDAY)
    assert [one.id for one in members_of_cooperation(scene.desk, scene.kita)] == [people[1].id]
    assert members_of_cooperation(scene.asker, scene.kita) == []


def test_case_7_somebody_speaks_for_one_institution_only(scene: Scene) -> None:
    invite_member(scene.desk, scene.kita, email="kern@kita.example", display_name="Kern", at=MONDAY)
    school = ask_for_cooperation(stranger(scene.town), scene.pool, SCHOOL, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        invite_member(scene.desk, school, email="neu@example.org", display_name="Neu", at=MONDAY)
    approve_cooperation(scene.desk, school, at=MONDAY)
    with nothing_changes(scene.town.id):
        for email in ("kern@kita.example", "kein Weg"):
            with pytest.raises(BadInput) as refused:
                invite_member(scene.desk, school, email=email, display_name="Kern", at=MONDAY)
            assert refused.value.field == "email"
        kern = members_of_cooperation(scene.desk, scene.kita)[0]
        with pytest.raises(NotThere):
            end_member(scene.desk, school, kern.id, at=MONDAY)


def test_case_7_to_another_institution_nothing_of_it_is_there(scene: Scene) -> None:
    inquiry = scene.asked()
    school = another_institution(scene.town, scene.pool)
    assert not own_inquiries(school).exists()
    with nothing_changes(scene.town.id):
        with pytest.raises(NotThere):
            inquiry_for(school, inquiry.ref)
        with pytest.raises(NotThere):
            story_of_inquiry(school, inquiry)
        with pytest.raises(NotThere):
            cooperation_for(school, scene.kita.ref)
        with pytest.raises(NotThere):
            ask(school, scene.kita, WANTED, at=MONDAY)
    assert inquiry_for(scene.asker, inquiry.ref) == inquiry
    assert cooperation_for(scene.asker, scene.kita.ref) == scene.kita


def test_the_end_takes_the_logins_and_leaves_what_is_agreed(scene: Scene) -> None:
    invite_member(scene.desk, scene.kita, email="kern@kita.example", display_name="Kern", at=MONDAY)
    _inquiry, going = scene.agreed()
    end_cooperation(scene.desk, scene.kita, because="Zieht um", at=MONDAY)
    going.refresh_from_db()
    assert going.state == "accepted"
    assert not Membership.objects.filter(partner_id=scene.kita.partner_id, ended_at__isnull=True).exists()
    assert not list(cooperations(scene.desk))
    with nothing_changes(scene.town.id):
        with pytest.raises(WrongState):
            scene.asked()
        with pytest.raises(WrongState):
            ask(scene.desk, scene.kita, WANTED, at=MONDAY)


def test_who_works_with_another_pool_keeps_her_login(scene: Scene) -> None:
    invite_member(scene.desk, scene.kita, email="kern@kita.example", display_name="Kern", at=MONDAY)
    second = ask_for_cooperation(stranger(scene.town), interpreters(scene.town, "Zweiter"), KITA, at=MONDAY)
    approve_cooperation(scene.desk, second, partner=scene.kita.partner, at=MONDAY)
    end_cooperation(scene.desk, scene.kita, at=MONDAY)
    assert Membership.objects.filter(partner_id=scene.kita.partner_id, ended_at__isnull=True).count() == 1


@pytest.mark.parametrize("role", ["assistant", "clerk", "administrator", "volunteer", "partner"])
def test_only_a_coordinator_decides_about_cooperations(scene: Scene, role: str) -> None:
    actor = scene.town.actor(role)
    asked = ask_for_cooperation(stranger(scene.town), scene.pool, SCHOOL, at=MONDAY)
    with nothing_changes(scene.town.id):
        with pytest.raises(NotAllowed):
            approve_cooperation(actor, asked, at=MONDAY)
        with pytest.raises(NotAllowed):
            refuse_cooperation(actor, asked, because="nein", at=MONDAY)
        with pytest.raises(NotAllowed):
            end_cooperation(actor, scene.kita, at=MONDAY)
        with pytest.raises(NotAllowed):
            invite_member(actor, scene.kita, email="a@b.example", display_name="A", at=MONDAY)


def test_in_the_other_town_nothing_of_it_is_there(scene: Scene) -> None:
    inquiry = scene.asked()
    other = make_town("Lampertheim", "06431013")
    with other.open():
        assert not Inquiry.objects.exists()
        assert not Cooperation.objects.exists()
        with pytest.raises(NotThere):
            inquiry_for(other.coordinator, inquiry.ref)
        with pytest.raises(NotThere):
            cooperation_for(other.coordinator, scene.kita.ref)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_approve_at_once_list_it_once() -> None:
    town = make_town()
    with town.open():
        asked = ask_for_cooperation(stranger(town), interpreters(town), KITA, at=MONDAY)

    def approve() -> Cooperation:
        with tenant(town.id):
            return approve_cooperation(town.coordinator, asked, at=MONDAY)

    answers = at_once([approve, approve])
    assert sorted(type(one).__name__ for one in answers) == ["Cooperation", "WrongState"]
    with town.open():
        assert Client.objects.filter(partner__isnull=False).count() == 1
        assert Organisation.objects.filter(kept_by_id=town.id).count() == 1
        assert member_of(town, Cooperation.objects.get()).partner_id is not None


def test_registrations_wait_the_oldest_first(scene: Scene) -> None:
    second = ask_for_cooperation(stranger(scene.town), scene.pool, SCHOOL, at=MONDAY + timedelta(hours=1))
    first = ask_for_cooperation(stranger(scene.town), scene.pool, replace(SCHOOL, name="Hort"), at=MONDAY)
    assert list(waiting_cooperations(scene.desk)) == [first, second]
    assert not waiting_cooperations(scene.asker).exists()


def test_who_is_invited_hears_how_to_log_in_and_where_to_ask(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = Folder(tmp_path)
    monkeypatch.setattr("lotsenwerk.domain.notifications.actions.logins.way_for", lambda _channel: way)
    member = invite_member(scene.desk, scene.kita, email="kern@kita.example", display_name="Frau Kern", at=MONDAY)
    assert tell_member(scene.desk, scene.kita, member)
    [letter] = tmp_path.iterdir()
    text = letter.read_text(encoding="utf-8")
    assert text.startswith("kern@kita.example\nSie können jetzt für Ihre Einrichtung anfragen")
    assert f"/partner/requests/new/{scene.kita.ref}/" in text
    assert "sechs Ziffern" in text
    assert not tell_member(scene.asker, scene.kita, member)
    way.folder = letter / "nowhere"
    assert not tell_member(scene.desk, scene.kita, member)
