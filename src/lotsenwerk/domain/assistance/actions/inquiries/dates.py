"""Dates of appointments as people say them."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput

GRID: Final = 5
"""Minutes: appointments begin as people say it, and as free times are looked for."""


def check_date(begins: datetime, field: str, at: datetime) -> None:
    """Refuse a date that nobody means: more than a year away, or not as clocks are read."""
    if begins > at + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field=field)
    if begins.minute % GRID or begins.second or begins.microsecond:
        raise BadInput(_("Please choose a time in steps of five minutes."), field=field)
