"""By when something has to be at the granting authority. In words: FD1 to FD4."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from lotsenwerk.engines.funding.rulebook import Rulebook


def apply_by(book: Rulebook, begins: date) -> date:
    """The last day to apply for a new qualification or deployment (FD1). Source: WIR-GEN-04."""
    return begins - timedelta(days=book.figure("WIR-GEN-04", "days", begins))


def apply_again_by(book: Rulebook, year: int) -> date:
    """The last day to apply for a deployment that goes on in a year (FD2). Source: WIR-GEN-05."""
    last_of_year_before = date(year - 1, 12, 31)
    rule = book.rule("WIR-GEN-05", last_of_year_before).figures
    return date(year - 1, rule["month"], rule["day"])


def prove_measure_by(book: Rulebook, ended: date) -> date:
    """The last day for the simple proof of use of a measure (FD3). Source: WIR-GEN-08."""
    return ended + relativedelta(months=book.figure("WIR-GEN-08", "months", ended))


def prove_year_by(book: Rulebook, year: int) -> date:
    """The last day for the proof of use of a year's deployments (FD4). Source: WIR-GEN-09."""
    rule = book.rule("WIR-GEN-09", date(year + 1, 1, 1)).figures
    return date(year + 1, rule["month"], rule["day"])
