"""The rules of a programme as a file: out of this installation, and into another one."""

from pathlib import Path

from django.utils.translation import gettext as _

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.domain.rules.actions.taking_in import take_in
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.rulebook import FaultyRulesError
from lotsenwerk.engines.funding.writing import written
from lotsenwerk.kit import clock


def printed(programme: str) -> str:
    """The file of a programme, with every version as it counts now."""
    book = rulebook()
    try:
        return written(book, programme)
    except LookupError:
        known = ", ".join(sorted({line.programme for line in book.lines.values()}))
        raise ConsoleError(
            _("Nobody knows this programme. There are: %(programmes)s.") % {"programmes": known}
        ) from None


def taken_in(name: str) -> str:
    """Take in a file; answers what there is to say."""
    try:
        row = take_in(Path(name).read_text(encoding="utf-8"), at=clock.now())
    except (OSError, UnicodeDecodeError, FaultyRulesError) as fault:
        raise ConsoleError(_("This file cannot be taken in: %(why)s") % {"why": fault}) from None
    versions = [one for rules in rulebook().versions.values() for one in rules if one.programme == row.programme]
    return _("Taken in: %(programme)s with %(rules)s versions. It counts from now on.") % {
        "programme": row.programme,
        "rules": len(versions),
    }
