"""By when something has to be at the granting authority. In words: FD1 to FD8."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from lotsenwerk.engines.funding.answers import Case, Due
from lotsenwerk.engines.funding.rulebook import Deadline, Rule, Rulebook


def due_of(rule: Rule, deadline: Deadline, case: Case) -> Due | None:
    """One deadline of a case; None where it does not concern it, or hangs on a day that was not said."""
    if any(one.fact in case.said and case.said[one.fact] not in one.among for one in deadline.when):
        return None
    if not deadline.fact:
        return Due(deadline.step, date(case.year + deadline.shift, rule.figures["month"], rule.figures["day"]), rule)
    day = case.said.get(deadline.fact)
    if not isinstance(day, date):
        return None
    days = rule.figures[deadline.days] if deadline.days else 0
    months = rule.figures[deadline.months] if deadline.months else 0
    away = relativedelta(days=days, months=months)
    return Due(deadline.step, day - away if deadline.is_before else day + away, rule)


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
