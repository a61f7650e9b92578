"""Office hours at the desk: opened, staffed, called off, told and confirmed; nothing typed is lost."""

from datetime import date, time, timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.office_hours import Hour, open_office_hour, put_on_duty, say_i_sat_there
from lotsenwerk.domain.assistance.models import Deployment, OfficeDayOff, OfficeDuty, OfficeHour
from lotsenwerk.domain.people.models import Pool, Volunteer
from tests.factories import MONDAY, Town, guides, joined, make_volunteer
from tests.web.desk.conftest import LogIn, said

TODAY = MONDAY.date()
TYPED = {
    "name": "Rathaus",
    "body": "town_hall",
    "weekday": "0",
    "begins": "08:00",
    "ends": "10:00",
    "first_day": "2026-11-09",
    "street": "Rathausstraße",
    "is_public": "on",
}


def guide(town: Town, pool: Pool, name: str = "Amira") -> Volunteer:
    volunteer = make_volunteer(town, given_name=name)
    joined(pool, volunteer)
    return volunteer


def sit(town: Town, pool: Pool, name: str = "Rathaus", who: str = "Amira", weekday: int = 0) -> OfficeDuty:
    about = Hour(name, weekday, time(8), time(10), TODAY - timedelta(days=7))
    hour = open_office_hour(town.coordinator, pool, about, at=MONDAY)
    return put_on_duty(town.coordinator, hour, guide(town, pool, who), first_day=TODAY - timedelta(days=7), at=MONDAY)


def send(browser: Browser, path: str, sent: dict[str, str]) -> object:
    return browser.post(path, {"action_id": str(uuid4())} | sent, follow=True)


def test_an_hour_is_opened_and_somebody_is_put_on_the_list(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    with town.open():
        helper = guide(town, guides(town))
    page = said(send(browser, "/desk/office-hours/new/", TYPED))
    with town.open():
        hour = OfficeHour.objects.get()
    assert "Now say who sits there" in page
    send(browser, f"/desk/office-hours/{hour.pk}/duty/", {"volunteer": str(helper.pk), "first_day": "2026-11-09"})
    page = said(browser.get("/desk/office-hours/"))
    assert "Amira Haddad" in page
    assert "Arabic, German" in page or "German, Arabic" in page
    assert "Mon 23.11." in page


def test_sent_twice_it_is_opened_once(town: Town, log_in: LogIn) -> None:
    browser, sent = log_in(town), TYPED | {"action_id": str(uuid4())}
    with town.open():
        guides(town)
    for _again in range(2):
        assert browser.post("/desk/office-hours/new/", sent).status_code == 302
    with town.open():
        assert OfficeHour.objects.count() == 1


def test_what_cannot_be_right_is_said_beside_it_and_nothing_typed_is_lost(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    with town.open():
        guides(town)
    page = said(send(browser, "/desk/office-hours/new/", TYPED | {"ends": "07:00", "room": "Zimmer 4 🌻"}))
    assert "The end must be later than the beginning." in page
    assert "Zimmer 4 🌻" in page
    with town.open():
        assert not OfficeHour.objects.exists()


def test_without_guides_the_page_leads_to_the_pools(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    assert "There is no pool of guides yet" in said(browser.get("/desk/office-hours/new/"))
    assert "There is no pool of guides yet" in said(send(browser, "/desk/office-hours/new/", TYPED))


def test_a_day_is_called_off_and_held_after_all(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    with town.open():
        hour = sit(town, guides(town)).office_hour
    path = f"/desk/office-hours/{hour.pk}/"
    assert "Das Rathaus ist zu" in said(
        send(browser, f"{path}off/", {"day": "2026-11-23", "because": "Das Rathaus ist zu"})
    )
    assert browser.post(f"{path}off/morgen/").status_code == 404
    send(browser, f"{path}off/2026-11-23/", {})
    with town.open():
        assert not OfficeDayOff.objects.exists()


def test_the_desk_writes_down_who_sat_there_and_the_coordinator_confirms(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    with town.open():
        duty = sit(town, guides(town))
    path = f"/desk/office-hours/{duty.office_hour_id}/"
    sent = {"volunteer": str(duty.volunteer_id), "on": "2026-11-16", "minutes": "100", "clients": "3"}
    assert "105 minutes" in said(send(browser, f"{path}sat/", sent))
    with town.open():
        told = Deployment.objects.get()
    page = said(send(log_in(town, "assistant"), f"{path}told/{told.pk}/", {}))
    assert "Only coordinators may confirm this" in page
    assert "It counts now" in said(send(browser, f"{path}told/{told.pk}/", {}))
    with town.open():
        assert Deployment.objects.get().state == "confirmed"


def test_what_is_not_right_is_refused(town: Town, log_in: LogIn) -> None:
    with town.open():
        duty = sit(town, guides(town))
        told = say_i_sat_there(
            town.coordinator, duty.office_hour, duty.volunteer, on=TODAY, minutes=600, clients=0, at=MONDAY
        )
    path = f"/desk/office-hours/{duty.office_hour_id}/told/{told.pk}/"
    assert "It can be told again" in said(send(log_in(town), path, {"refuse": ""}))


def test_a_guide_stops_and_the_hour_ends(town: Town, log_in: LogIn) -> None:
    browser = log_in(town)
    with town.open():
        duty = sit(town, guides(town))
    path = f"/desk/office-hours/{duty.office_hour_id}/"
    send(browser, f"{path}duty/{duty.pk}/", {"last_day": "2026-11-30"})
    with town.open():
        assert OfficeDuty.objects.get().last_day == date(2026, 11, 30)
    send(browser, f"{path}end/", {"last_day": "2026-11-15"})
    assert "has ended" in said(browser.get(path))
    assert "There is no office hour yet" in said(browser.get("/desk/office-hours/"))


def test_one_and_three_cost_the_same(town: Town, neighbour: Town, log_in: LogIn) -> None:
    counts = {}
    for place, many in ((town, 1), (neighbour, 3)):
        with place.open():
            pool = guides(place)
            for number in range(many):
                duty = sit(place, pool, f"Ort {number}", f"Name{number}", number)
                on = TODAY - timedelta(days=7 - number)
                say_i_sat_there(
                    place.coordinator, duty.office_hour, duty.volunteer, on=on, minutes=60, clients=1, at=MONDAY
                )
        browser = log_in(place)
        for path in ("/desk/office-hours/", f"/desk/office-hours/{duty.office_hour_id}/"):
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(path)
            assert answer.status_code == 200
            assert len(answer.content) <= 40 * 1024
            counts.setdefault(path.count("/"), []).append(len(queries))
    for few, some in counts.values():
        assert few == some <= 12
