"""A carrier's members keep their own dates: the same pages as the desk's, and nobody else's."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Form, LoggedItem, Often, Series, SeriesDay, SignUp, SignUpState
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.publishing.actions.approve import approve
from lotsenwerk.domain.publishing.actions.write import make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Page, PageKind, PageState
from tests.domain.publishing.scene import Scene
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes
from tests.web.writing.conftest import member, monday, said, scene, stranger

pytestmark = pytest.mark.django_db
__all__ = ["member", "monday", "scene", "stranger"]
TODAY = date(2026, 11, 16)
TYPED = {
    "title": "Nähwerkstatt",
    "place": "Bahnhofstraße 1",
    "often": "week",
    "first_day": "2026-11-19",
    "begins": "18:00",
    "ends": "20:00",
    "form": "repair",
    "takes_sign_ups": "on",
    "seats": "2",
    "most_companions": "1",
    "childcare_seats": "2",
}


def made(scene: Scene, carrier: Organisation | None, form: str = Form.PLAIN, **more: Any) -> Series:
    with scene.town.open():
        when = When(Often.WEEK, TODAY, time(9), time(12))
        words = Words("Treffen")
        return make_series(scene.desk, Facts(), words, when, Held(form, **more), carrier=carrier, at=MONDAY)


def test_a_member_enters_a_date_of_her_own_carrier_and_hands_it_in(scene: Scene, member: Browser) -> None:
    with nothing_changes(scene.town.id):
        shown = said(member.post("/partner/gatherings/new/", TYPED | {"only_days": "yes"}))
    assert "Thursday, 17 December" in shown
    assert "Who invites?" not in shown
    address = member.post("/partner/gatherings/new/", TYPED)["Location"]
    with scene.town.open():
        series = Series.objects.select_related("page").get()
        assert (series.page.carrier_id, series.seats, series.childcare_seats) == (scene.carrier.pk, 2, 2)
        page = f"/partner/pages/{series.page.ref}/"
    assert page in said(member.get(address))
    assert "/partner/gatherings/of/" in said(member.get(page))
    assert member.get(f"/partner/gatherings/of/{series.page.ref}/")["Location"] == address
    member.post(f"{page}hand-in/")
    with scene.town.open():
        approve(scene.desk, series.page, number=1, at=MONDAY)
        assert Page.objects.get(pk=series.page_id).state == PageState.PUBLISHED


def test_only_the_desk_publishes(scene: Scene, member: Browser) -> None:
    series = made(scene, scene.carrier)
    with nothing_changes(scene.town.id):
        assert member.post(f"/partner/gatherings/{series.pk}/publish/").status_code in {404, 405}
    assert "/publish/" not in said(member.get(f"/partner/gatherings/{series.pk}/"))


@pytest.mark.parametrize("step", ["", "change/", "2026-11-16/", "2026-11-16/count/", "2026-11-16/guests/"])
def test_dates_of_another_partner_and_of_the_town_are_not_there(scene: Scene, stranger: Browser, step: str) -> None:
    for carrier in (scene.carrier, None):
        series = made(scene, carrier, takes_sign_ups=True)
        with nothing_changes(scene.town.id):
            assert stranger.get(f"/partner/gatherings/{series.pk}/{step}").status_code in {404, 405}
            sent = {"guest_name": "Mina", "guest_contact": "06206 123"}
            assert stranger.post(f"/partner/gatherings/{series.pk}/{step}", sent).status_code in {404, 405}
        assert "Treffen" not in said(stranger.get("/partner/gatherings/"))


def test_a_member_counts_notes_things_and_writes_up_who_calls(scene: Scene, member: Browser) -> None:
    series = made(scene, scene.carrier, Form.REPAIR, takes_sign_ups=True, seats=1)
    today = f"/partner/gatherings/{series.pk}/{TODAY}/"
    member.post(f"{today}count/")
    member.post(f"{today}things/", {"what": "Lampe", "weight": "0.8", "outcome": "fixed"})
    ahead = f"/partner/gatherings/{series.pk}/{TODAY + timedelta(weeks=1)}/"
    for name in ("Mina", "Tesfay"):
        member.post(f"{ahead}guests/", {"guest_name": name, "guest_contact": "06206 123"})
    with scene.town.open():
        assert SeriesDay.objects.get(regular_day=TODAY).visitors == 1
        assert LoggedItem.objects.get().grams == 800
        first, second = SignUp.objects.order_by("id")
        assert (first.state, second.state) == (SignUpState.SIGNED_UP, SignUpState.WAITING)
    member.post(f"{ahead}guests/{first.pk}/", {"verb": "withdraw"})
    shown = said(member.get(ahead))
    assert "Mina" not in shown
    assert "please call: she has a seat now" in shown


def test_one_day_is_cancelled_with_its_reason(scene: Scene, member: Browser) -> None:
    series = made(scene, scene.carrier)
    day = f"/partner/gatherings/{series.pk}/{TODAY + timedelta(weeks=1)}/"
    with nothing_changes(scene.town.id):
        assert "Please say in a few words why" in said(member.post(f"{day}different/", {"turn": "cancelled"}))
    member.post(f"{day}different/", {"turn": "cancelled", "reason": "Saal belegt"})
    assert "Saal belegt" in said(member.get(f"/partner/gatherings/{series.pk}/"))


def test_a_page_of_a_date_is_told_when_it_takes_place(scene: Scene, member: Browser) -> None:
    with scene.town.open():
        page = make_page(scene.member, PageKind.DATE, Facts(), Words("Kochen"), carrier=scene.carrier, at=MONDAY)
    address = f"/partner/gatherings/of/{page.ref}/"
    assert "Kochen" in said(member.get(address))
    with nothing_changes(scene.town.id):
        assert member.post(address, TYPED | {"ends": "17:00"}).status_code == 200
        assert member.get(f"/partner/gatherings/of/{scene.page.ref}/").status_code == 404
    answer = member.post(address, TYPED)
    with scene.town.open():
        assert answer["Location"] == f"/partner/gatherings/{Series.objects.get().pk}/"


def test_her_list_costs_the_same_for_one_and_for_three(
    scene: Scene, member: Browser, django_assert_max_num_queries: Any
) -> None:
    for _number in range(3):
        made(scene, scene.carrier)
        with django_assert_max_num_queries(12):
            assert member.get("/partner/gatherings/").status_code == 200
