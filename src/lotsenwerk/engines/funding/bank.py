"""Bank accounts and a credit transfer for them: IBAN checks, and the file that banks read (ISO 20022, pain.001.001.09).

Plain values in, text out. Nothing here sends money: the cash office hands the file to its bank. In words:
docs/rules/ledger.md, LB1 to LB4.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST_NAME: Final = 70
LONGEST_ID: Final = 35
LONGEST_PURPOSE: Final = 140
MOST_CENTS: Final = 99_999_999_999
"""999,999,999.99 EUR: what one SEPA credit transfer can carry."""

LENGTHS: Final = {
    "AD": 24,
    "AT": 20,
    "BE": 16,
    "BG": 22,
    "CH": 21,
    "CY": 28,
    "CZ": 24,
    "DE": 22,
    "DK": 18,
    "EE": 20,
    "ES": 24,
    "FI": 18,
    "FR": 27,
    "GB": 22,
    "GI": 23,
    "GR": 27,
    "HR": 21,
    "HU": 28,
    "IE": 22,
    "IS": 26,
    "IT": 27,
    "LI": 21,
    "LT": 20,
    "LU": 20,
    "LV": 21,
    "MC": 27,
    "MT": 31,
    "NL": 18,
    "NO": 15,
    "PL": 28,
    "PT": 25,
    "RO": 24,
    "SE": 24,
    "SI": 19,
    "SK": 24,
    "SM": 27,
    "VA": 22,
}
"""How long an IBAN is in each country of the single euro payments area."""

_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]+", re.ASCII)
_BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_WRITTEN: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "&": "+", "–": "-"}
_ALLOWED: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]", re.ASCII)


class Fault(StrEnum):
    """Why an IBAN cannot be right."""

    SIGNS = "signs"
    COUNTRY = "country"
    LENGTH = "length"
    CHECK = "check"


def plain_iban(typed: str) -> str:
    """An IBAN as it is kept: capitals without spaces."""
    return "".join(typed.split()).upper()


def fault_of_iban(typed: str) -> Fault | None:
    """What is wrong with an IBAN; none where it can be right: signs, country, length, and the remainder by 97 is 1."""
    iban = plain_iban(typed)
    if not _IBAN.fullmatch(iban):
        return Fault.SIGNS
    if iban[:2] not in LENGTHS:
        return Fault.COUNTRY
    if len(iban) != LENGTHS[iban[:2]]:
        return Fault.LENGTH
    digits = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return None if int(digits) % 97 == 1 else Fault.CHECK


def is_bic(typed: str) -> bool:
    """Whether this can be the code of a bank: eight or eleven signs."""
    return bool(_BIC.fullmatch(typed.strip().upper()))


def shown_iban(iban: str) -> str:
    """An IBAN in groups of four, as it stands on a letter."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


@dataclass(frozen=True, slots=True)
class Account:
    """Whose account it is. The BIC may be empty within the area."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment: to whom, how many cents, what for, and a reference that comes back on the statement."""

    to: Account
    cents: int
    purpose: str
    reference: str


@dataclass(frozen=True, slots=True)
class Order:
    """A file of payments from one account on one day. ``id`` is unique for the bank, 35 signs at most."""

    id: str
    by: Account
    day: date
    made_at: datetime
    transfers: Sequence[Transfer]


def sepa_text(text: str, longest: int) -> str:
    """A text in the signs that every bank takes: umlauts are written out, all else loses its marks or is a space."""
    written = "".join(_WRITTEN.get(sign, sign) for sign in text)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", written) if not unicodedata.combining(sign))
    return " ".join(_ALLOWED.sub(" ", bare).split())[:longest].strip()


def amount(cents: int) -> str:
    """Euros with a point and two digits."""
    return f"{cents // 100}.{cents % 100:02}"


def credit_transfer(order: Order) -> str:
    """The file. Number and sum of the payments stand in its head and again in its one block.

    Raises:
        ValueError: if nothing is to be paid, an IBAN or BIC is faulty, an amount cannot be, or a name is empty.

    """
    _look_at(order)
    document = Element("Document", {"xmlns": NAMESPACE})
    root = SubElement(document, "CstmrCdtTrfInitn")
    _head(SubElement(root, "GrpHdr"), order)
    _block(SubElement(root, "PmtInf"), order)
    indent(document)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(document, encoding="unicode") + "\n"


def _look_at(order: Order) -> None:
    if not order.transfers:
        raise ValueError("There is nothing to pay")
    for account in (order.by, *(one.to for one in order.transfers)):
        if (fault := fault_of_iban(account.iban)) is not None:
            raise ValueError(f"A faulty IBAN: {fault}")
        if account.bic and not is_bic(account.bic):
            raise ValueError("A faulty BIC")
        if not sepa_text(account.holder, LONGEST_NAME):
            raise ValueError("A holder without a name")
    if any(not 0 < one.cents <= MOST_CENTS for one in order.transfers):
        raise ValueError("An amount that cannot be paid")


def _head(head: Element, order: Order) -> None:
    SubElement(head, "MsgId").text = sepa_text(order.id, LONGEST_ID)
    SubElement(head, "CreDtTm").text = f"{order.made_at:%Y-%m-%dT%H:%M:%S}"
    _sums(head, order)
    SubElement(SubElement(head, "InitgPty"), "Nm").text = sepa_text(order.by.holder, LONGEST_NAME)


def _sums(parent: Element, order: Order) -> None:
    SubElement(parent, "NbOfTxs").text = str(len(order.transfers))
    SubElement(parent, "CtrlSum").text = amount(sum(one.cents for one in order.transfers))


def _block(block: Element, order: Order) -> None:
    SubElement(block, "PmtInfId").text = sepa_text(order.id, LONGEST_ID)
    SubElement(block, "PmtMtd").text = "TRF"
    SubElement(block, "BtchBookg").text = "true"
    _sums(block, order)
    SubElement(SubElement(SubElement(block, "PmtTpInf"), "SvcLvl"), "Cd").text = "SEPA"
    SubElement(SubElement(block, "ReqdExctnDt"), "Dt").text = order.day.isoformat()
    SubElement(SubElement(block, "Dbtr"), "Nm").text = sepa_text(order.by.holder, LONGEST_NAME)
    _account(block, "DbtrAcct", order.by)
    _bank(block, "DbtrAgt", order.by, is_needed=True)
    SubElement(block, "ChrgBr").text = "SLEV"
    for one in order.transfers:
        _transfer(SubElement(block, "CdtTrfTxInf"), one)


def _transfer(entry: Element, one: Transfer) -> None:
    SubElement(SubElement(entry, "PmtId"), "EndToEndId").text = sepa_text(one.reference, LONGEST_ID) or "NOTPROVIDED"
    money = SubElement(SubElement(entry, "Amt"), "InstdAmt", {"Ccy": "EUR"})
    money.text = amount(one.cents)
    _bank(entry, "CdtrAgt", one.to, is_needed=False)
    SubElement(SubElement(entry, "Cdtr"), "Nm").text = sepa_text(one.to.holder, LONGEST_NAME)
    _account(entry, "CdtrAcct", one.to)
    purpose = sepa_text(one.purpose, LONGEST_PURPOSE)
    if purpose:
        SubElement(SubElement(entry, "RmtInf"), "Ustrd").text = purpose


def _account(parent: Element, name: str, account: Account) -> None:
    SubElement(SubElement(SubElement(parent, name), "Id"), "IBAN").text = plain_iban(account.iban)


def _bank(parent: Element, name: str, account: Account, *, is_needed: bool) -> None:
    """The bank by its code; where nobody knows it the payer's is said to be unknown, the other's is left out."""
    if not account.bic and not is_needed:
        return
    bank = SubElement(SubElement(parent, name), "FinInstnId")
    if account.bic:
        SubElement(bank, "BICFI").text = account.bic.strip().upper()
    else:
        SubElement(SubElement(bank, "Othr"), "Id").text = "NOTPROVIDED"
