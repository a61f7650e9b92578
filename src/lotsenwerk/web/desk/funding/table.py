"""Everybody's year as a table for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from lotsenwerk.web.desk.funding.shown import PersonRow

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Text that a spreadsheet reads as text: what would begin a formula stands behind an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def table_of(rows: Iterable[PersonRow], pools: dict[int, str]) -> str:
    """One line a person, with semicolons and a sign in front that tells Excel it is UTF-8."""
    out = StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(
        [
            *(_("Who"), _("Pools"), _("Hours used"), _("Hours reported"), _("Hours planned"), _("Hours of the cap")),
            *(_("Hours over the cap"), _("Here only"), _("Deployments as an interpreter"), _("Euro"), _("Waived from")),
        ]
    )
    table.writerows(_line(row, pools) for row in rows)
    return "\ufeff" + out.getvalue()


def _line(row: PersonRow, pools: dict[int, str]) -> list[str]:
    one, facts = row.one, row.one.facts
    names = [pools[pool_id] for pool_id in sorted(facts.pools) if pool_id in pools]
    return [
        plain(facts.volunteer.person.name),
        plain(", ".join(names)),
        *(_decimal(minutes) for minutes in (one.meter.used, one.waits, one.planned, one.meter.most, one.meter.over)),
        _("yes") if one.meter.here_only else _("no"),
        str(one.interpreted),
        f"{one.cents // 100},{one.cents % 100:02}",
        facts.waiver["from"].isoformat() if facts.waiver else "",
    ]


def _decimal(minutes: int) -> str:
    """Hours with two digits after a German comma: whole quarters need no more."""
    return f"{minutes // 60},{minutes % 60 * 100 // 60:02}"
