"""Deployments at the desk: confirmed by sheet or by knowing, a month on a page and on paper, bills."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import (
    confirm_deployment,
    keep_sheet,
    refuse_deployment,
)
from lotsenwerk.domain.assistance.models import Bill, Deployment, SignedSheet
from lotsenwerk.engines.funding.pay import Pay
from tests.domain.assistance.inquiries.scenes import AFTER, HOUR, TUESDAY, Scene, open_scene, scan
from tests.factories import Town
from tests.web.desk.conftest import LogIn, said

LIST = "/desk/deployments/"
PAY = Pay(cents_a_deployment=2000, fee=2500)


@pytest.fixture
def scene(town: Town) -> Scene:
    with town.open():
        laid = open_scene(town)
        laid.terms(pay=PAY)
        return laid


def reported(scene: Scene, number: int = 0) -> Deployment:
    return scene.reported(begins=TUESDAY - number * HOUR)[1]


def done(scene: Scene, number: int = 0) -> Deployment:
    return confirm_deployment(scene.desk, reported(scene, number), at=AFTER)


def send(browser: Browser, path: str, sent: dict[str, Any] | None = None) -> str:
    return said(browser.post(path, sent or {}, follow=True))


def test_what_the_institution_refused_stands_on_top(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        reported(scene)
        refuse_deployment(scene.asker, reported(scene, 1), at=AFTER)
    page = said(log_in(scene.town).get(LIST))
    assert page.index("the institution says no") < page.index("the institution is asked")


def test_she_confirms_because_she_knows_or_by_the_sheet_that_she_looked_at(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        known, signed = reported(scene), reported(scene, 1)
    browser = log_in(scene.town)
    send(browser, f"{LIST}{known.ref}/confirm/")
    page = send(browser, f"{LIST}{signed.ref}/scan/", {"sheet": SimpleUploadedFile("bogen.png", scan())})
    assert "Confirm by the signed sheet" in page
    picture = browser.get(f"{LIST}{signed.ref}/sheet/")
    assert picture.headers["Content-Type"].startswith("image/")
    send(browser, f"{LIST}{signed.ref}/confirm/")
    with scene.town.open():
        assert list(Deployment.objects.order_by("on").values_list("confirmed_by", flat=True)) == ["desk", "signature"]


def test_what_is_no_picture_is_refused_beside_the_field(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        one = reported(scene)
    sent = {"sheet": SimpleUploadedFile("bogen.png", b"keine Bilddatei")}
    page = send(log_in(scene.town), f"{LIST}{one.ref}/scan/", sent)
    assert page.count('href="#id_sheet"') == 1
    with scene.town.open():
        assert not SignedSheet.objects.exists()


def test_the_desk_says_that_it_was_not_so(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        one = reported(scene)
    browser = log_in(scene.town)
    assert "It counts nowhere until it is confirmed" in send(browser, f"{LIST}{one.ref}/refuse/")
    assert "Only who asked, or a coordinator" in send(log_in(scene.town, "assistant"), f"{LIST}{one.ref}/confirm/")


def test_the_month_of_one_and_of_all_on_pages_and_on_paper(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        done(scene)
        reported(scene, 1)
    browser = log_in(scene.town, "clerk")
    page = said(browser.get(f"{LIST}months/?month=2026-11"))
    assert "€20.00" in page
    assert "1 waits" in page
    one = f"{LIST}months/{scene.amira.person_id}/2026-11/"
    page = said(browser.get(one))
    for word in ("by the coordinator", "€20.00", "Not confirmed yet", "Kita Regenbogen"):
        assert word in page
    paper = browser.get(f"{one}paper/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


@pytest.mark.parametrize("typed", ["2026-13", "x", "99999-01", "0000-01", "2026-1-1", "٢٠٢٦-١١"])
def test_a_month_that_is_none_is_no_page_and_no_fault(scene: Scene, log_in: LogIn, typed: str) -> None:
    browser = log_in(scene.town)
    assert browser.get(f"{LIST}months/{scene.amira.person_id}/{typed}/").status_code == 404
    assert browser.get(f"{LIST}months/", {"month": typed}).status_code == 200
    assert browser.get(f"{LIST}bills/", {"month": typed}).status_code == 200


def test_a_bill_is_written_once_printed_and_taken_back(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        done(scene)
    browser = log_in(scene.town, "clerk")
    assert "Kita Regenbogen" in said(browser.get(f"{LIST}bills/?month=2026-11"))
    new = f"{LIST}bills/new/{scene.kita.ref}/2026-11/"
    assert "Schulstraße 4" in said(browser.get(new))
    sent = {"name": "Kita", "address": "Weg 1", "sender": "Stadt", "payment": "", "action_id": str(uuid4())}
    assert "Schulstraße 4" not in send(browser, new, sent | {"name": " "})
    with scene.town.open():
        assert not Bill.objects.exists()
    assert "Bill 2026-0001" in send(browser, new, sent)
    with scene.town.open():
        [bill] = Bill.objects.all()
    assert browser.get(f"{LIST}bills/{bill.ref}/paper/").content.startswith(b"%PDF")
    back = f"{LIST}bills/{bill.ref}/back/"
    assert "taken back" in send(browser, back, {"because": "Doppelt"})
    assert browser.get(f"{LIST}bills/{bill.ref}/paper/").content.startswith(b"%PDF")
    assert browser.get(new).status_code == 200


def test_of_another_town_nothing_is_there(scene: Scene, neighbour: Town, log_in: LogIn) -> None:
    with scene.town.open():
        one = done(scene)
    browser = log_in(neighbour)
    for path in (
        one.ref,
        f"{one.ref}/sheet",
        f"months/{scene.amira.person_id}/2026-11",
        f"bills/new/{scene.kita.ref}/2026-11",
    ):
        assert browser.get(f"{LIST}{path}/").status_code == 404


def test_one_and_three_cost_the_same(town: Town, neighbour: Town, log_in: LogIn) -> None:
    counts: dict[str, list[int]] = {}
    for place, many in ((town, 1), (neighbour, 3)):
        with place.open():
            scene = open_scene(place)
            scene.terms(pay=PAY)
            given: Sequence[Deployment] = [done(scene, number) for number in range(many)]
            waits = [reported(scene, 5 + number) for number in range(many)]
            keep_sheet(scene.desk, waits[0], scan(), at=AFTER)
        browser = log_in(place)
        for path in (
            LIST,
            f"{LIST}{given[0].ref}/",
            f"{LIST}months/?month=2026-11",
            f"{LIST}months/{scene.amira.person_id}/2026-11/",
            f"{LIST}bills/?month=2026-11",
            f"{LIST}bills/new/{scene.kita.ref}/2026-11/",
        ):
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(path)
            assert answer.status_code == 200
            assert len(answer.content) <= 40 * 1024
            name = path.replace(given[0].ref, "one").replace(scene.kita.ref, "kita")
            counts.setdefault("".join(sign for sign in name if not sign.isdigit()), []).append(len(queries))
    assert len(counts) == 6
    for name, (few, some) in counts.items():
        assert few == some <= 12, name
