"""IBAN checks and the file of a credit transfer, against the order and the types that its schema asks for."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsenwerk.engines.funding.bank import (
    NAMESPACE,
    Account,
    Fault,
    Order,
    Transfer,
    credit_transfer,
    fault_of_iban,
    is_bic,
    plain_iban,
    sepa_text,
    shown_iban,
)

GOOD = "DE89 3704 0044 0532 0130 00"
TOWN = Account("Stadt Bürstadt, Kasse", GOOD)
AMIRA = Account("Amira Haddad", "AT611904300234573201", "BKAUATWW")
ORDER = Order(
    "AO-2026-0007",
    TOWN,
    date(2026, 12, 1),
    datetime(2026, 11, 23, 15, 40, tzinfo=UTC),
    [Transfer(AMIRA, 19_500, "Pauschale Oktober 2026 – Lots*innen", "L-17"), Transfer(TOWN, 1, "Ausgleich", "")],
)


@pytest.mark.parametrize(
    "iban", [GOOD, "de89370400440532013000", "AT611904300234573201", "FR1420041010050500013M02606"]
)
def test_an_iban_that_can_be_right_is_taken_however_it_is_typed(iban: str) -> None:
    assert fault_of_iban(iban) is None


@pytest.mark.parametrize(
    ("iban", "fault"),
    [
        ("", Fault.SIGNS),
        ("DE89-3704", Fault.SIGNS),
        ("89DE370400440532013000", Fault.SIGNS),
        ("XX89370400440532013000", Fault.COUNTRY),
        ("DE8937040044053201300", Fault.LENGTH),
        ("DE89370400440532013001", Fault.CHECK),
        ("DE98370400440532013000", Fault.CHECK),
    ],
)
def test_what_cannot_be_one_is_said_with_the_reason(iban: str, fault: Fault) -> None:
    assert fault_of_iban(iban) is fault


@settings(max_examples=60, deadline=None)
@given(place=st.integers(4, 21), digit=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, digit: int) -> None:
    iban = plain_iban(GOOD)
    wrong = iban[:place] + str((int(iban[place]) + digit) % 10) + iban[place + 1 :]
    assert fault_of_iban(wrong) is Fault.CHECK


def test_a_bic_has_eight_or_eleven_signs_and_an_iban_is_read_in_fours() -> None:
    assert [is_bic(one) for one in ("BKAUATWW", "bkauatwwxxx", "BKAUAT", "BKAUATWWX", "1KAUATWW")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert shown_iban(plain_iban(GOOD)) == GOOD


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_signs_that_banks_take(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]{0,35}", sepa_text(text, 35), re.ASCII)


def test_umlauts_are_written_out() -> None:
    assert sepa_text("Jürgen Groß & Çelik – Ağaoğlu", 70) == "Juergen Gross + Celik - Agaoglu"


def names(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]


def test_the_file_has_its_elements_in_the_order_of_the_schema() -> None:
    root = ET.fromstring(credit_transfer(ORDER).encode())  # noqa: S314 - our own file
    assert root.tag == f"{{{NAMESPACE}}}Document"
    [message] = root
    head, block = message
    assert names(message) == ["GrpHdr", "PmtInf"]
    assert names(head) == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]
    assert names(block)[:11] == [
        *("PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt"),
        *("Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr"),
    ]
    first, second = block[11:]
    assert names(first) == ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"]
    assert names(second) == ["PmtId", "Amt", "Cdtr", "CdtrAcct", "RmtInf"]
    said = {one.tag.split("}")[1]: one.text for one in root.iter() if one.text and one.text.strip()}
    assert (said["NbOfTxs"], said["CtrlSum"], said["Dt"]) == ("2", "195.01", "2026-12-01")
    assert first[5][0].text == "Pauschale Oktober 2026 - Lots innen"
    assert second[0][0].text == "NOTPROVIDED"


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ORDER, transfers=[]),
        replace(ORDER, by=Account("Stadt", "DE00")),
        replace(ORDER, by=Account("***", GOOD)),
        replace(ORDER, transfers=[Transfer(replace(AMIRA, bic="NO"), 5, "", "")]),
        replace(ORDER, transfers=[Transfer(AMIRA, 0, "", "")]),
        replace(ORDER, transfers=[Transfer(AMIRA, 100_000_000_000, "", "")]),
    ],
)
def test_a_file_with_a_fault_is_not_made(wrong: Order) -> None:
    with pytest.raises(ValueError, match=r"nothing|faulty|name|amount"):
        credit_transfer(wrong)
