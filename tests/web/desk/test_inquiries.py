"""Requests to the pools at the desk: found by what is due, answered on one page, written down on the telephone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.models import Bias, ContactNote, Inquiry, InquiryState, Need
from tests.domain.assistance.inquiries.scenes import KITA, TUESDAY, Scene, open_scene
from tests.factories import MONDAY, Town
from tests.web.desk.conftest import LogIn, Unchanged, said

LIST = "/desk/requests/"
DAY = timedelta(days=1)


@pytest.fixture
def scene(town: Town) -> Scene:
    with town.open():
        return open_scene(town)


def path(inquiry: Inquiry, step: str = "") -> str:
    return f"{LIST}{inquiry.ref}/{step}"


def send(browser: Browser, where: str, sent: dict[str, Any]) -> str:
    return said(browser.post(where, sent, follow=True))


def test_the_list_says_what_is_due_and_what_is_overdue(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        late = scene.asked()
        Inquiry.objects.filter(pk=late.pk).update(answer_by=MONDAY.date() - DAY)
        scene.asked(begins=TUESDAY + DAY)
        scene.taken_in(begins=TUESDAY + 2 * DAY)
        scene.agreed(begins=TUESDAY + 3 * DAY)
    browser = log_in(scene.town)
    page = said(browser.get(LIST))
    assert page.index("promised for yesterday") < page.index("answer by")
    assert "Kita Regenbogen" in page
    assert "needs somebody" in said(browser.get(f"{LIST}?show=searching"))
    assert "Amira is coming" in said(browser.get(f"{LIST}?show=staffed"))
    assert "One institution was promised an answer" in said(browser.get("/desk/"))


def test_the_first_page_of_the_desk_asks_nothing_where_no_pool_is_switched_on(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        scene.asked()
        scene.town.organisation.modules = ["shopping"]
        scene.town.organisation.save()
    assert "wait for an answer" not in said(log_in(scene.town).get("/desk/"))


def test_one_page_has_everything_and_says_what_was_found_in_words(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        scene.terms(most_funded=1, exclusions=[])
        scene.reported()
        asked = scene.asked(is_urgent=True, urgent_because="Aufnahme am Freitag", dialect="Levante", participants=3)
    page = said(log_in(scene.town).get(path(asked)))
    for word in ("Elterngespräch", "Eingang links", "Frau Kern", "Levante", "Aufnahme am Freitag", "Frau Muster"):
        assert word in page
    assert "Without a client number deployments are counted" in page
    assert "1 are funded" in page


def test_it_is_taken_in_with_another_date_and_the_language_put_right(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked(other_dates=[TUESDAY + DAY])
    sent = {"begins": (TUESDAY + DAY).isoformat(), "language": "fas", "level": ""}
    answer = log_in(scene.town).post(path(asked), sent)
    with scene.town.open():
        need = Need.objects.get(inquiry=asked)
    assert answer.headers["Location"] == f"/desk/needs/{need.pk}/#who"
    assert (need.earliest, need.language, need.level) == (TUESDAY + DAY, "fas", "")
    page = said(log_in(scene.town).get(f"/desk/needs/{need.pk}/"))
    assert path(asked) in page


def test_a_date_that_nobody_named_takes_nothing_in(scene: Scene, log_in: LogIn, unchanged: Unchanged) -> None:
    with scene.town.open():
        asked = scene.asked()
    with unchanged(scene.town):
        sent = {"begins": (TUESDAY + DAY).isoformat(), "language": "ara", "level": "C1"}
        assert log_in(scene.town).post(path(asked), sent).status_code == 200


def test_it_is_refused_in_words_that_lie_ready_or_in_ones_own(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        first, second = scene.asked(), scene.asked(begins=TUESDAY + DAY)
    browser = log_in(scene.town)
    assert "Please say why" in send(browser, path(first, "refuse/"), {"because": " "})
    ready = "At the moment nobody in our pool speaks this language well enough."
    assert ready in send(browser, path(first, "refuse/"), {"ready": ready})
    assert "Wir haben Urlaub" in send(browser, path(second, "refuse/"), {"ready": ready, "because": "Wir haben Urlaub"})
    with scene.town.open():
        assert [one.because for one in Inquiry.objects.order_by("id")] == [ready, "Wir haben Urlaub"]


def test_before_nobody_found_goes_out_the_desk_reads_what_is_offered(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        scene.terms(neighbour="Kreis Bergstraße")
        asked, _need = scene.taken_in()
    browser = log_in(scene.town)
    page = said(browser.get(path(asked, "nobody/")))
    assert "an interpreter by telephone" in page
    assert "Kreis Bergstraße" in page
    assert "nobody found" in send(browser, path(asked, "nobody/"), {"yes": "1"})
    with scene.town.open():
        assert Inquiry.objects.get().state == InquiryState.NOBODY


def test_the_desk_cancels_for_either_side(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        asked, going = scene.agreed(number=scene.number())
        other, _going = scene.agreed(begins=TUESDAY + DAY)
    browser = log_in(scene.town)
    refused = send(browser, path(asked, "cancel/"), {"side": "requester", "reason": "biased"})
    assert "Only whoever goes can be biased" in refused
    send(browser, path(asked, "cancel/"), {"side": "volunteer", "reason": "biased"})
    page = send(browser, path(other, "cancel/"), {"side": "requester", "reason": "ill"})
    assert "Cancelled by the institution." in page
    with scene.town.open():
        asked.refresh_from_db()
        other.refresh_from_db()
        assert (asked.state, asked.need.state) == (InquiryState.TAKEN_IN, "open")  # type: ignore[union-attr]
        assert Bias.objects.filter(volunteer=going.volunteer).exists()
        assert other.state == InquiryState.WITHDRAWN


def test_it_is_moved_and_the_story_says_from_when_to_when(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        asked, going = scene.agreed()
    browser = log_in(scene.town)
    sent = {"day": "2026-11-25", "time": "09:30", "reason": "other_date", "is_agreed": "on"}
    assert "Wednesday, 25 November, 09:30" in send(browser, path(asked, "move/"), sent)
    assert "This is the date that it has already." in send(browser, path(asked, "move/"), sent)
    with scene.town.open():
        going.refresh_from_db()
        assert going.during.lower.isoformat() == "2026-11-25T08:30:00+00:00"


def test_what_was_asked_back_is_written_down(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked()
    sent = {"way": "we_called", "text": "Sorani ist gemeint, nicht Kurmandschi."}
    assert "Sorani ist gemeint" in send(log_in(scene.town), path(asked, "note/"), sent)
    with scene.town.open():
        assert ContactNote.objects.count() == 1


def test_what_they_take_back_is_answered_once(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked()
    browser = log_in(scene.town)
    assert "taken back" in send(browser, path(asked, "withdraw/"), {})
    assert "This has changed in the meantime" in send(browser, path(asked, "withdraw/"), {})


# --- on the telephone -------------------------------------------------------------------------------------------------


def told(**other: str) -> dict[str, object]:
    """What an institution says on the telephone, and no more."""
    return {
        "language": "ara",
        "subject": "parents_talk",
        "day": "2026-11-24",
        "time": "14:00",
        "minutes": "60",
        "way": "on_the_spot",
        "has_consent": "on",
        "accepts_rules": "on",
        "asked_by": "Frau Muster",
        "action_id": str(uuid4()),
        **other,
    }


def test_a_call_is_written_down_with_few_words_and_once(scene: Scene, log_in: LogIn) -> None:
    browser, sent = log_in(scene.town), told(cooperation=scene.kita.ref, day_2="2026-11-25", time_2="09:00")
    for _again in range(2):
        assert browser.post(f"{LIST}new/", sent).status_code == 302
    with scene.town.open():
        [asked] = Inquiry.objects.all()
    assert (asked.came_by, asked.begins, len(asked.other_dates)) == ("telephone", TUESDAY, 1)
    assert asked.town == KITA.town


def test_what_is_stopped_is_told_with_where_to_turn_and_nothing_typed_is_lost(scene: Scene, log_in: LogIn) -> None:
    sent = told(cooperation=scene.kita.ref, subject="trial", about="Verhandlung 🌻")
    page = send(log_in(scene.town), f"{LIST}new/", sent)
    assert "justiz-dolmetscher.de" in page
    assert "Verhandlung 🌻" in page
    with scene.town.open():
        assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "1234 5678"}, "This number cannot be right."),
        ({"minutes": "5"}, "Please enter between 15 minutes and 12 hours."),
        ({"day_2": "2026-11-26"}, "Please say from when."),
        ({"time": "14:02"}, "Please choose a time in steps of five minutes."),
        ({"language": "xxx"}, "xxx"),
        ({"day": "9999-12-31"}, "Please choose a day within one year."),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(
    scene: Scene, log_in: LogIn, typed: dict[str, str], sentence: str
) -> None:
    page = send(log_in(scene.town), f"{LIST}new/", told(cooperation=scene.kita.ref, about="Bleibt stehen", **typed))
    assert sentence in page
    assert "Bleibt stehen" in page
    with scene.town.open():
        assert not Inquiry.objects.exists()


def test_an_institution_that_calls_for_the_first_time_registers_with_its_request(scene: Scene, log_in: LogIn) -> None:
    who = {"who-name": "Grundschule", "who-body": "school", "who-contact_name": "Herr Kern", "who-phone": KITA.phone}
    browser = log_in(scene.town)
    refused = send(browser, f"{LIST}new/{scene.pool.pk}/", told(**{**who, "who-phone": ""}))
    assert "Please enter a telephone number or an e-mail address." in refused
    page = send(browser, f"{LIST}new/{scene.pool.pk}/", told(**who))
    assert "Please decide about the institution first." in page
    assert "Grundschule" in said(browser.get("/desk/institutions/"))


def test_of_another_town_nothing_is_there(scene: Scene, neighbour: Town, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked()
    browser = log_in(neighbour)
    for step in ("", "refuse/", "nobody/", "cancel/", "move/"):
        assert browser.get(path(asked, step)).status_code == 404
    assert "Kita Regenbogen" not in said(browser.get(LIST))


def test_one_and_three_cost_the_same(town: Town, neighbour: Town, log_in: LogIn) -> None:
    counts: dict[str, list[int]] = {}
    for place, many in ((town, 1), (neighbour, 3)):
        with place.open():
            scene = open_scene(place)
            inquiry, _need = scene.taken_in(number=scene.number())
            for number in range(many):
                scene.asked(begins=TUESDAY + (number + 1) * DAY)
                scene.agreed(begins=TUESDAY + (number + 5) * DAY)
        browser = log_in(place)
        for name, where in (
            ("new", LIST),
            ("staffed", f"{LIST}?show=staffed"),
            ("one", path(inquiry)),
            ("call", f"{LIST}new/"),
        ):
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(where)
            assert answer.status_code == 200
            assert len(answer.content) <= 40 * 1024
            counts.setdefault(name, []).append(len(queries))
    for name, (few, some) in counts.items():
        assert few == some, name
        assert some <= 12, (name, some)


def test_the_confirmation_sheet_is_printed_once_somebody_goes(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        waiting, _need = scene.taken_in()
        asked, _going = scene.agreed(begins=TUESDAY + DAY)
    browser = log_in(scene.town)
    assert "Print the confirmation sheet" not in browser.get(path(waiting)).content.decode()
    assert browser.get(path(waiting, "sheet/")).status_code == 404
    assert "Print the confirmation sheet" in browser.get(path(asked)).content.decode()
    paper = browser.get(path(asked, "sheet/"))
    assert (paper.status_code, paper.headers["Content-Type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF")
