"""What follows from several rules and stands in none of them: reckoned for each year. Source: TAX-03, TAX-04."""

from datetime import date

from lotsenwerk.engines.funding.ceilings import Ceiling, tax_year
from lotsenwerk.engines.funding.hours import GuideRole, allowance, cap
from lotsenwerk.engines.funding.rulebook import Rulebook, UnknownRuleError


def at_the_cap(book: Rulebook, role: GuideRole, on: date) -> int:
    """Cents that somebody who gives all the hours of her cap receives in a year (TAX-03)."""
    return allowance(book, cap(book, role, on), on)


def taxed_from(book: Rulebook, year: int) -> int | None:
    """The deployment of an interpreter in a year that passes the ceiling, counted from 1 (TAX-04).

    None where no ceiling or no lump sum is known for the year.
    """
    most = tax_year(book, [], year=year, ceiling=Ceiling.HONORARY).most
    try:
        each = book.figure("WIR-24-06", "cents_a_deployment", date(year, 12, 31))
    except UnknownRuleError:
        return None
    return None if most is None else most // each + 1
