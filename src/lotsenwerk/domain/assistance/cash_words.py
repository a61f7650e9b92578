"""The cash book in words: the same for the helper and for the desk, in the language that is active now."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.domain.assistance.models import CashKind
from lotsenwerk.kit import money


def line_in_words(kind: str, *, client: str, helper: str, takes_back: bool = False) -> str:
    """One line as a sentence: "Erna hat gegeben". Both names as they are called on the page."""
    names = {"client": client, "helper": helper}
    words = {
        CashKind.CLIENT_GAVE: _("%(client)s gave"),
        CashKind.FLOAT_GAVE: _("given out of the float"),
        CashKind.HELPER_ADVANCED: _("%(helper)s laid out"),
        CashKind.DEPOSIT_REFUND: _("bottle deposit"),
        CashKind.SPENT: _("spent in the shop"),
        CashKind.CLIENT_GOT_BACK: _("%(client)s got back"),
        CashKind.FLOAT_GOT_BACK: _("back into the float"),
        CashKind.HELPER_GOT_BACK: _("%(helper)s got back"),
        CashKind.CLIENT_PAID_FLOAT: _("%(client)s paid into the float"),
        CashKind.FLOAT_FILLED: _("float filled"),
        CashKind.FLOAT_EMPTIED: _("taken out of the float"),
        CashKind.WRITTEN_OFF: _("written off"),
    }
    said = words[CashKind(kind)] % names
    return _("taken back: %(line)s") % {"line": said} if takes_back else said


def difference_in_words(cents: int) -> tuple[str, str]:
    """The tone and the words of what does not meet; above nought is missing."""
    if not cents:
        return "done", pgettext("money", "It meets")
    shown = {"cents": money.shown(money.Cents(abs(cents)))}
    return "late", _("%(cents)s are missing") % shown if cents > 0 else _("%(cents)s too much") % shown


def counted_in_words(cents: int) -> tuple[str, str]:
    """The tone and the words of a float that was counted: counted less expected."""
    return difference_in_words(-cents)
