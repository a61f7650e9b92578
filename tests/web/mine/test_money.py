"""The money of a visit on a phone: fetched, settled, photographed, printed."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotsenwerk.domain.assistance.models import Alert, Assignment, CashLine, MoneyFrom, Need, ReceiptPhoto
from lotsenwerk.domain.assistance.queries.money import cash_sheet
from tests.factories import make_volunteer
from tests.fingerprint import fingerprint, nothing_changes
from tests.story import picture
from tests.web.mine.conftest import MOST_QUERIES, Stage, queries_of

pytestmark = pytest.mark.django_db
MEETS = {"received": "40", "spent": "31,40", "returned": "8,60"}


def address(going: Assignment, what: str = "money/") -> str:
    return f"/mine/visits/{going.ref}/{what}"


def totals(stage: Stage, going: Assignment) -> tuple[int, int, int]:
    with stage.town.open():
        going = Assignment.objects.select_related("need", "volunteer").get(pk=going.pk)
        sums = cash_sheet(stage.town.coordinator, going).totals
    return sums.received, sums.spent, sums.returned


def test_three_numbers_that_meet_are_written_down_once_for_two_taps(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone, form = stage.log_in(), {**MEETS, "action_id": str(uuid4())}
    first, second = (phone.post(address(going), form) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == address(going, "report/")
    assert totals(stage, going) == (4000, 3140, 860)


@pytest.mark.parametrize(("typed", "cents"), [("31,40", 3140), ("31.40", 3140), ("31", 3100), ("3140 Cent", 3140)])
def test_amounts_are_read_as_people_type_them(stage: Stage, typed: str, cents: int) -> None:
    going = stage.send(in_hours=-1)
    back = f"{(4000 - cents) / 100:.2f}"
    assert stage.log_in().post(address(going), {"received": "40", "spent": typed, "returned": back}).status_code == 302
    assert totals(stage, going)[1] == cents


@pytest.mark.parametrize(
    "typed", ["", "viel", "x" * 5000, "😀", "\u202e12", "-5", "1000000000", "1e9", "12,345", "\x00", "٣١٫٤٠x"]
)
def test_senseless_amounts_are_said_beside_the_field_and_nothing_typed_is_lost(stage: Stage, typed: str) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    with stage.town.open():
        before = fingerprint(stage.town.id)
    answer = phone.post(address(going), {**MEETS, "spent": typed, "returned": "8,61"})
    assert answer.status_code == 409
    assert "8,61" in answer.content.decode()
    with stage.town.open():
        assert fingerprint(stage.town.id) == before


def test_what_does_not_meet_is_said_with_the_amount_and_can_be_finished_all_the_same(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone, form = stage.log_in(), {**MEETS, "returned": "5"}
    refused = phone.post(address(going), form)
    assert refused.status_code == 409
    assert "3,60" in refused.content.decode()
    assert 'value="leave_open"' in refused.content.decode()
    assert phone.post(address(going), {**form, "if_unequal": "leave_open"}).status_code == 302
    with stage.town.open():
        assert [alert.cents for alert in Alert.objects.all()] == [360]
    assert phone.post(address(going, "report/"), {"outcome": "done", "minutes": "50"}).status_code == 302


def test_who_paid_the_rest_herself_is_owed_it(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    form = {"received": "40", "spent": "41,40", "if_unequal": "i_paid"}
    assert stage.log_in().post(address(going), form).status_code == 302
    assert "1,40" in stage.phone.get(address(going)).content.decode()
    with stage.town.open():
        assert not Alert.objects.exists()


def test_money_is_fetched_before_and_taken_back_when_it_was_wrong(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    assert phone.post(address(going, "handed/"), {"received": "400"}).status_code == 302
    with stage.town.open():
        line = CashLine.objects.get()
    assert phone.post(address(going, f"handed/{line.id}/back/")).status_code == 302
    assert totals(stage, going) == (0, 0, 0)
    phone.post(address(going, "handed/"), {"received": "40"})
    assert 'value="40,00"' in phone.get(address(going)).content.decode()


def test_money_that_is_laid_out_is_no_difference(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    with stage.town.open():
        Need.objects.filter(pk=going.need_id).update(money=MoneyFrom.HELPER)
    assert stage.log_in().post(address(going), {"received": "0", "spent": "28,40"}).status_code == 302
    assert "28,40" in stage.phone.get(address(going)).content.decode()


def photo(content: bytes, name: str = "zettel.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def test_a_photo_goes_with_the_numbers_and_is_shown_to_her_alone(stage: Stage, elsewhere: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    assert phone.post(address(going), {**MEETS, "photo": photo(picture())}).status_code == 302
    with stage.town.open():
        kept = ReceiptPhoto.objects.get()
        tesfay = make_volunteer(stage.town, given_name="Tesfay")
    shown = phone.get(address(going, f"money/photo/{kept.id}/"))
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"Exif" not in shown.content
    for other in (stage.log_in(tesfay), elsewhere.log_in()):
        assert other.get(address(going, f"money/photo/{kept.id}/")).status_code == 404


@pytest.mark.parametrize("content", [b"Kein Foto", b"x" * (10 * 1024 * 1024 + 1), b"%PDF-1.7", b"\xff\xd8\xff\xe0"])
def test_what_is_no_photo_is_said_beside_its_field_and_the_numbers_stay(stage: Stage, content: bytes) -> None:
    going = stage.send(in_hours=-1)
    answer = stage.log_in().post(address(going), {**MEETS, "photo": photo(content)})
    assert answer.status_code == 409
    assert 'value="31,40"' in answer.content.decode()
    assert totals(stage, going) == (0, 0, 0)
    with stage.town.open():
        assert not ReceiptPhoto.objects.exists()


def test_a_photo_is_not_kept_when_the_numbers_are_refused_and_nothing_typed_is_lost(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    typed = {"received": "40,00", "spent": "31,40", "deposit": "1,25", "returned": "5,00", "photo": photo(picture())}
    with stage.town.open(), nothing_changes(stage.town.id):
        answer = phone.post(address(going), {**typed, "action_id": str(uuid4())}, headers={"accept-language": "de"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(f'value="{typed[name]}"' in page for name in ("received", "spent", "deposit", "returned"))
    assert 'id="id_photo_again"' in page, "a browser never gives a file back, so she is told"
    assert phone.post(address(going), {**typed, "returned": "9,85", "photo": photo(picture())}).status_code == 302
    with stage.town.open():
        assert ReceiptPhoto.objects.count() == 1
    assert 'id="id_photo_again"' not in phone.get(address(going)).content.decode()


def test_the_receipt_is_a_paper_once_it_is_settled(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    assert phone.get(address(going, "money/paper/")).status_code == 404
    phone.post(address(going), MEETS)
    paper = phone.get(address(going, "money/paper/"))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


@pytest.mark.parametrize("what", ["money/", "handed/", "money/photo/", "money/paper/", "handed/1/back/"])
def test_others_and_other_towns_find_no_money(stage: Stage, elsewhere: Stage, what: str) -> None:
    going = stage.send(in_hours=-1)
    with stage.town.open():
        tesfay = make_volunteer(stage.town, given_name="Tesfay")
    for phone in (stage.log_in(tesfay), elsewhere.log_in()):
        for answer in (phone.get(address(going, what)), phone.post(address(going, what), MEETS)):
            assert answer.status_code in {404, 405}
    assert totals(stage, going) == (0, 0, 0)


def test_it_can_all_be_done_by_link(stage: Stage) -> None:
    going = stage.send(in_hours=-1)
    opened = stage.phone.get(stage.link("go", going))
    assert stage.phone.post(f"{opened.url}money/", MEETS).status_code == 302
    assert totals(stage, going) == (4000, 3140, 860)


@pytest.mark.parametrize("what", ["money/", "handed/", "report/", ""])
def test_pages_of_money_cost_at_most_twelve_queries(stage: Stage, what: str) -> None:
    going = stage.send(in_hours=-1)
    phone = stage.log_in()
    phone.post(address(going, "handed/"), {"received": "40"})
    assert queries_of(phone, address(going, what)) <= MOST_QUERIES
