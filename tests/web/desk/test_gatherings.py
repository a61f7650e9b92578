"""Dates at the desk: entered with a preview, published, cancelled for a day, counted, and what was mended."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Form, LoggedItem, Often, Series, SeriesDay, SignUp, TableCount
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import EntryDay
from tests.factories import MONDAY, Town
from tests.fingerprint import nothing_changes
from tests.web.desk.conftest import said

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
TYPED = {
    "title": "Kochabend",
    "place": "Schulküche",
    "often": "week",
    "first_day": "2026-11-19",
    "begins": "18:00",
    "ends": "20:00",
    "form": "plain",
    "takes_sign_ups": "on",
    "seats": "2",
}


def made(town: Town, form: str = Form.PLAIN, **more: Any) -> str:
    with town.open():
        when = When(Often.WEEK, TODAY, time(9), time(12))
        series = make_series(town.coordinator, Facts(), Words("Treffen"), when, Held(form, **more), at=MONDAY)
    return f"/desk/gatherings/{series.pk}/"


def test_a_date_is_looked_at_before_it_is_kept_and_then_published(coordinator: Browser, town: Town) -> None:
    with nothing_changes(town.id):
        shown = said(coordinator.post("/desk/gatherings/new/", TYPED | {"only_days": "yes"}))
    assert "Thursday, 17 December" in shown
    answer = coordinator.post("/desk/gatherings/new/", TYPED)
    coordinator.post(answer["Location"] + "publish/")
    with town.open():
        assert Series.objects.get().seats == 2
        assert EntryDay.objects.exists()


@pytest.mark.parametrize("wrong", [{"title": ""}, {"ends": "17:00"}, {"first_day": "2020-01-01"}, {"seats": "0"}])
def test_what_cannot_be_is_said_and_nothing_is_kept(coordinator: Browser, town: Town, wrong: dict[str, str]) -> None:
    with nothing_changes(town.id):
        answer = coordinator.post("/desk/gatherings/new/", TYPED | wrong)
    assert answer.status_code == 200
    assert "Schulküche" in said(answer)


def test_people_are_counted_at_tables_and_things_are_noted(coordinator: Browser, town: Town) -> None:
    cafe, repair = made(town, Form.LANGUAGE_CAFE), made(town, Form.REPAIR)
    for sent in ({}, {}, {"less": "1"}, {"level": "A1"}):
        coordinator.post(f"{cafe}{TODAY}/count/", sent)
    things = {"what": "Toaster", "weight": "1.2", "outcome": "fixed"}
    coordinator.post(f"{repair}{TODAY}/things/", things)
    with town.open():
        assert SeriesDay.objects.get(visitors=1).tables.get().people == 1
        assert LoggedItem.objects.get().grams == 1200
    assert "1.2 kg" in said(coordinator.get(f"{repair}{TODAY}/"))
    with nothing_changes(town.id):
        assert coordinator.post(f"{repair}{TODAY}/things/", things | {"weight": "heavy"}).status_code == 200
    with town.open():
        assert TableCount.objects.count() == 1


def test_a_guest_is_written_down_by_telephone_and_taken_off_again(coordinator: Browser, town: Town) -> None:
    evening = made(town, takes_sign_ups=True, seats=1)
    day = f"{evening}{TODAY + timedelta(weeks=1)}/"
    coordinator.post(day + "guests/", {"guest_name": "Mina", "guest_contact": "06206 123"})
    with town.open():
        signed = SignUp.objects.get()
    off = {"turn": "cancelled", "reason": "Krank", "day": "", "begins": "", "ends": ""}
    coordinator.post(day + "different/", off)
    assert "please call: the day is cancelled" in said(coordinator.get(day))
    coordinator.post(f"{day}guests/{signed.pk}/", {"verb": "told"})
    assert "please call" not in said(coordinator.get(day))
    coordinator.post(f"{day}guests/{signed.pk}/", {"verb": "withdraw"})
    assert "Mina" not in said(coordinator.get(day))


def test_the_list_costs_the_same_for_one_and_for_three(
    coordinator: Browser, town: Town, django_assert_max_num_queries: Any
) -> None:
    for _number in range(3):
        made(town)
        with django_assert_max_num_queries(12):
            assert coordinator.get("/desk/gatherings/").status_code == 200
