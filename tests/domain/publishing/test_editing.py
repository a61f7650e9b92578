"""What is asked of those who write pages, and when; what the program proposes to be proud of."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.models import NeedKind
from lotsenwerk.domain.assistance.queries import milestones
from lotsenwerk.domain.assistance.queries.milestones import Reached, milestones_reached
from lotsenwerk.domain.publishing.actions.approve import approve, ask_for_more
from lotsenwerk.domain.publishing.actions.drafts import KEPT_FOR, forget_drafts, keep_draft
from lotsenwerk.domain.publishing.actions.milestones import put_milestone, turn_milestone_down
from lotsenwerk.domain.publishing.actions.publish import submit
from lotsenwerk.domain.publishing.actions.tell_carrier import remind
from lotsenwerk.domain.publishing.actions.write import change_end, still_true
from lotsenwerk.domain.publishing.documents import Item
from lotsenwerk.domain.publishing.models import Entry, Page, PageDraft
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import NotAllowed, WrongState
from tests.domain.publishing.scene import Scene, make_scene, published
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
ITEM = Item("12. Oktober 2026", "100. Einkauf gebracht")


class Post:
    """Takes every letter."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    def send(self, letter: Any) -> None:
        self.letters.append(letter)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    way = Post()
    monkeypatch.setattr("lotsenwerk.domain.notifications.actions.logins.way_for", lambda _channel: way)
    return way


@pytest.fixture
def scene() -> Scene:
    """The carrier has a member with a login."""
    made = make_scene()
    with made.town.open():
        give_role(
            system(made.town.id),
            email="petra@radverein.example",
            display_name="Petra Lang",
            role=Role.PARTNER,
            partner_id=made.carrier.pk,
            at=MONDAY,
        )
    return made


def later(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


def test_after_three_months_her_carrier_is_asked_once_a_fortnight_until_somebody_looks(
    scene: Scene, post: Post
) -> None:
    with scene.town.open():
        published(scene)
        assert remind(at=later(90)) == 0
        assert remind(at=later(92)) == 1
        assert [letter.address for letter in post.letters] == ["petra@radverein.example"]
        assert f"/partner/pages/{scene.page.ref}/" in post.letters[0].body
        assert remind(at=later(105)) == 0
        assert remind(at=later(106)) == 1
        still_true(scene.member, scene.page, at=later(107))
        assert remind(at=later(121)) == 0


def test_nothing_leaves_at_night(scene: Scene, post: Post) -> None:
    with scene.town.open():
        published(scene)
        assert remind(at=later(92).replace(hour=23)) == 0
    assert post.letters == []


def test_fourteen_days_before_its_end_the_letter_names_the_day(scene: Scene, post: Post) -> None:
    with scene.town.open():
        page = published(scene)
        change_end(scene.member, page, clock.local(later(20)).date(), at=MONDAY)
        assert remind(at=later(5)) == 0
        assert remind(at=later(6)) == 1
    assert "6.12.2026" in post.letters[0].body


def test_she_hears_what_the_office_says(scene: Scene, post: Post) -> None:
    with scene.town.open():
        submit(scene.member, scene.page, at=MONDAY)
        ask_for_more(scene.desk, scene.page, because="Bitte noch ein Bild.", at=MONDAY)
        page = submit(scene.member, scene.page, at=MONDAY)
        approve(scene.desk, page, number=1, at=MONDAY)
    assert "Bitte noch ein Bild." in post.letters[0].body
    assert len(post.letters) == 2


def test_a_letter_that_does_not_leave_is_tried_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_channel: object) -> None:
        raise OSError

    monkeypatch.setattr("lotsenwerk.domain.notifications.actions.logins.way_for", broken)
    with scene.town.open():
        published(scene)
        assert remind(at=later(92)) == 0
        assert Page.objects.get().reminded_at is None


def test_who_looked_last_stands_in_the_window(scene: Scene) -> None:
    with scene.town.open():
        page = published(scene)
        still_true(scene.member, page, at=later(30))
    assert Entry.objects.get().checked_on == clock.local(later(30)).date()


def test_a_draft_is_dropped_after_two_weeks(scene: Scene) -> None:
    with scene.town.open():
        keep_draft(scene.member, scene.page, {"title": ["Halb"]}, after=1, at=MONDAY)
        assert forget_drafts(at=MONDAY + KEPT_FOR) == 0
        forget_drafts(at=MONDAY + KEPT_FOR + timedelta(seconds=1))
        assert not PageDraft.objects.exists()


def test_a_milestone_stands_on_the_page_at_once_and_is_answered_once(scene: Scene) -> None:
    with scene.town.open():
        page = published(scene)
        put_milestone(scene.desk, page, "shop_and_deliver-100", ITEM, at=MONDAY)
        assert german_of(Page.objects.get()).milestones[-1] == ITEM
        assert Entry.objects.get().texts.get().words["milestones"][-1] == [ITEM.heading, ITEM.text]
        with pytest.raises(WrongState), nothing_changes(scene.town.id):
            put_milestone(scene.desk, page, "shop_and_deliver-100", ITEM, at=MONDAY)
        with pytest.raises(NotAllowed), nothing_changes(scene.town.id):
            turn_milestone_down(scene.member, "errand-1", at=MONDAY)


def test_of_each_kind_the_highest_number_is_proposed_until_it_is_answered(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = clock.local(MONDAY).date()
    assert [milestones._highest("x", Days(count), milestones.ROUND) for count in (0, 1, 99, 100)] == [
        None,
        Reached("x", 1, on),
        Reached("x", 50, on),
        Reached("x", 100, on),
    ]
    found = {NeedKind.ERRAND: Reached("errand", 10, on)}
    monkeypatch.setattr(milestones, "_highest", lambda what, _days, _numbers: found.get(what))
    with scene.town.open():
        assert [one.key for one in milestones_reached()] == ["errand-10"]
        turn_milestone_down(scene.desk, "errand-10", at=MONDAY)
        assert milestones_reached() == []


class Days:
    """So many confirmations, all on one day."""

    def __init__(self, number: int) -> None:
        self.number = number

    def count(self) -> int:
        return self.number

    def values_list(self, *_names: str, flat: bool) -> list[object]:
        assert flat
        return [clock.local(MONDAY).date()] * self.number
