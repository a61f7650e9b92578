"""Guests hear by SMS or mail that a seat is free or a day cancelled, and the evening before; others are called."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from lotsenwerk.domain.gatherings.actions.come import come, stay_away
from lotsenwerk.domain.gatherings.actions.keep_days import Change, change_day
from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.actions.tell_guests import remind_guests
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import CallAbout, Often, Series, SignUp, Turn
from lotsenwerk.domain.notifications.actions.outbox import compose
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.notifications.personal_data import due, expire
from lotsenwerk.domain.notifications.sms_length import parts_of
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.kit import clock
from lotsenwerk.kit.phone_numbers import fictional_landline, fictional_mobile
from tests.domain.publishing.scene import Scene, make_scene
from tests.factories import MONDAY

THURSDAY = date(2026, 11, 19)
MOBILE = fictional_mobile(7)
LONG = "Gemeinsam kochen und Deutsch sprechen für alle Neuen"
SPOKEN = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def by_sms(settings: Any) -> None:
    settings.SMS_ENABLED = True


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def cooking(scene: Scene, seats: int = 1) -> Series:
    when = When(Often.WEEK, THURSDAY, time(18), time(20))
    made = make_series(scene.desk, Facts(), Words(LONG), when, Held(takes_sign_ups=True, seats=seats), at=MONDAY)
    publish_date(scene.desk, made.page, number=1, at=MONDAY)
    return made


def signed(scene: Scene, series: Series, name: str, contact: str, language: str = "de") -> SignUp:
    party = Party(guest_name=name, guest_contact=contact, language=language)
    return come(scene.desk, series, THURSDAY, party, at=MONDAY)


def letters() -> dict[str, Letter]:
    return {f"{one.message} {one.channel}": one for one in Letter.objects.filter(to__isnull=True)}


def test_whoever_moves_up_is_written_to_by_the_way_that_she_left(scene: Scene) -> None:
    with scene.town.open():
        series = cooking(scene)
        first = signed(scene, series, "Mina Rahimi", MOBILE)
        for name, contact in (("Lina Haddad", MOBILE), ("Olga", "olga@example.org"), ("Anna", fictional_landline(3))):
            signed(scene, series, name, contact)
            stay_away(scene.desk, first, at=MONDAY)
            first = SignUp.objects.get(guest_contact__isnull=False, state="signed_up")
        calls = {one.guest_name: one.call_about for one in SignUp.objects.all()}
        assert calls["Anna"] == CallAbout.MOVED_UP
        assert calls["Lina Haddad"] == calls["Olga"] == CallAbout.NOTHING
        found = letters()
        assert found.keys() == {"gatherings.moved_up sms", "gatherings.moved_up mail"}
        sms = compose(found["gatherings.moved_up sms"], at=MONDAY)
        mail = compose(found["gatherings.moved_up mail"], at=MONDAY)
    assert sms.address == MOBILE
    assert "/dates/mine/" not in sms.body
    assert mail.address == "olga@example.org"
    assert "/de/dates/mine/" in mail.body
    assert "Olga" not in mail.subject


@pytest.mark.parametrize("language", SPOKEN)
def test_in_each_language_every_message_to_a_telephone_has_two_parts_at_most(scene: Scene, language: str) -> None:
    with scene.town.open():
        series = cooking(scene, seats=2)
        signed(scene, series, "Oleksandrivna-Bondarenko Nataliia", MOBILE, language)
        move = Change(Turn.MOVED, day=THURSDAY, begins=time(17), ends=time(19))
        change_day(scene.desk, series, THURSDAY, move, at=MONDAY)
        change_day(scene.desk, series, THURSDAY, Change(Turn.CANCELLED, reason="Saal belegt"), at=MONDAY)
        bodies = [compose(one, at=MONDAY).body for one in letters().values()]
    assert len(bodies) == 2
    assert [body for body in bodies if parts_of(body) > 2] == []
    with translation.override(language):
        assert translation.get_language() == language


def test_the_evening_before_everybody_with_a_seat_is_reminded_once(scene: Scene) -> None:
    evening = datetime.combine(THURSDAY - timedelta(days=1), time(18, 30), clock.BERLIN)
    with scene.town.open():
        series = cooking(scene)
        signed(scene, series, "Mina", MOBILE)
        signed(scene, series, "Wartet", MOBILE)
        assert remind_guests(at=evening - timedelta(hours=2)) == 0
        assert remind_guests(at=evening) == 1
        assert remind_guests(at=evening + timedelta(minutes=10)) == 0
        assert letters().keys() == {"gatherings.reminder sms"}


def test_what_was_told_a_guest_is_forgotten_like_every_letter(scene: Scene) -> None:
    with scene.town.open():
        series = cooking(scene)
        signed(scene, series, "Mina", MOBILE)
        change_day(scene.desk, series, THURSDAY, Change(Turn.CANCELLED, reason="Krank"), at=MONDAY)
        Letter.objects.update(state="sent", moved_at=MONDAY)
        later = MONDAY + timedelta(days=91)
        assert [one.who for one in due(later)] == ["Mina"]
        expire(due(later)[0], later)
        assert Letter.objects.get().receiver == ""
