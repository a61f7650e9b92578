"""Write a line into the ledger, and take one back. What is funded once is funded nowhere else (LF1)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.keeping import locked_for, told_of
from lotsenwerk.domain.funding.models import Grant, LedgerLine, Part, SourceKind
from lotsenwerk.domain.funding.rates import rate_of
from lotsenwerk.kit import money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.money import MAX_CENTS
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_WORDS: Final = 160
LONGEST_BECAUSE: Final = 200
WHOLE: Final = 1_000
"""A whole post, in thousandths."""
MOST_MONTHS: Final = 36
MOST_QUANTITY: Final = 1_000_000
HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Spent:
    """What a line says. ``cents`` only where nothing here reckons it: a post and what the guideline prices is reckoned.

    ``quantity`` are minutes of payable hours, deployments, or units x participants; a course says its ``cents`` too,
    what it really cost. ``share`` of a post is in thousandths, ``gross_cents`` are those of a month.
    """

    part: str
    day: date
    cents: int | None = None
    quantity: int | None = None
    months: int | None = None
    share: int | None = None
    gross_cents: int | None = None
    words: str = ""
    source_kind: SourceKind = SourceKind.TYPED
    source_id: int | None = None


def write_line(actor: Actor, grant: Grant, spent: Spent, *, at: datetime) -> LedgerLine:
    """Spend money of a file on one thing. Refused where another line pays for the same thing, with its file's name."""
    grant = locked_for(actor, grant, "spend")
    cents = _checked(grant, spent)
    refuse_funded_twice(spent.source_kind, spent.source_id)
    try:
        with transaction.atomic():
            made = LedgerLine.objects.create(
                grant=grant,
                part=spent.part,
                day=spent.day,
                cents=cents,
                quantity=spent.quantity,
                months=spent.months,
                share=spent.share,
                gross_cents=spent.gross_cents,
                words=spent.words.strip(),
                source_kind=spent.source_kind,
                source_id=spent.source_id,
                turn=turns_of(spent.source_kind, spent.source_id),
                noted_at=at,
                noted_by_user_id=actor.user_id,
            )
    except IntegrityError:
        # Somebody else has funded it between the look and the write.
        refuse_funded_twice(spent.source_kind, spent.source_id)
        raise
    told_of(actor, "write_line", grant, at=at, told={"cents": cents, "part": spent.part})
    return made


def reverse_line(actor: Actor, line: LedgerLine, *, because: str, at: datetime) -> LedgerLine:
    """Take a line back: it stays, and beside it stands another one with its negative sum. Its source is free again."""
    grant = locked_for(actor, line.grant, "spend")
    because = because.strip()
    if not because:
        raise BadInput(_("Please say why in a few words."), field="because")
    refuse_too_long(because, LONGEST_BECAUSE, "because")
    if line.reverses_id is not None:
        raise WrongState(_("This line takes another one back. Please write a new line instead."))
    if LedgerLine.objects.filter(reverses=line).exists():
        raise WrongState(_("This line was taken back already."))
    made = LedgerLine.objects.create(
        grant=grant,
        part=line.part,
        day=line.day,
        cents=-line.cents,
        quantity=-line.quantity if line.quantity is not None else None,
        words=line.words,
        source_kind=line.source_kind,
        source_id=line.source_id,
        turn=line.turn,
        reverses=line,
        because=because,
        noted_at=at,
        noted_by_user_id=actor.user_id,
    )
    told_of(actor, "reverse_line", grant, at=at, told={"cents": made.cents})
    return made


def standing_line(source_kind: str, source_id: int | None) -> LedgerLine | None:
    """The line that pays for something and was not taken back, of whatever file; none where nobody pays for it."""
    if source_id is None:
        return None
    rows = LedgerLine.objects.filter(source_kind=source_kind, source_id=source_id, reverses__isnull=True)
    return rows.filter(reversals__isnull=True).select_related("grant").first()


def refuse_funded_twice(source_kind: str, source_id: int | None) -> None:
    """The double-funding guard: it says which file pays for the same thing already."""
    known = standing_line(source_kind, source_id)
    if known is None:
        return
    words = _(
        "This is paid for already: “%(title)s” of %(year)d, line of %(day)s, %(sum)s. "
        "A thing is funded once. Take that line back first if this file is to pay for it."
    )
    raise WrongState(
        words,
        params={
            "title": known.grant.title,
            "year": known.grant.year,
            "day": date_format(known.day, "SHORT_DATE_FORMAT"),
            "sum": money.shown(money.Cents(known.cents)),
        },
    )


def turns_of(source_kind: str, source_id: int | None) -> int:
    """How often a source was taken back before."""
    if source_id is None:
        return 0
    rows = LedgerLine.objects.filter(source_kind=source_kind, source_id=source_id, reverses__isnull=True)
    return rows.filter(reversals__isnull=False).count()


def price_of_post(gross_cents: int, months: int, share: int) -> int:
    """What a share of a post costs for some months; half a cent is rounded up."""
    return (gross_cents * months * share * 2 + WHOLE) // (2 * WHOLE)


def _checked(grant: Grant, spent: Spent) -> int:
    if spent.part not in Part.values or spent.part in _INCOME:
        raise BadInput(_("Please choose one of the list."), field="part")
    if not grant.first_day <= spent.day <= grant.last_day:
        raise BadInput(_("This day is not within the project."), field="day")
    refuse_too_long(spent.words.strip(), LONGEST_WORDS, "words")
    cents = _reckoned(spent)
    if cents is None or not 0 < cents <= MAX_CENTS:
        raise BadInput(_("Please enter an amount."), field="cents")
    return cents


_INCOME: Final = frozenset({Part.GRANT, Part.OWN_MONEY, Part.PUBLIC_MONEY, Part.DONATION, Part.OTHER_INCOME})


def _reckoned(spent: Spent) -> int | None:
    if spent.part == Part.POST:
        return _post(spent)
    if spent.quantity is not None and not 0 < spent.quantity <= MOST_QUANTITY:
        raise BadInput(_("This number is too large, or none."), field="quantity")
    rate = rate_of(spent.part, spent.day)
    if rate is None:
        return spent.cents
    if spent.quantity is None:
        raise BadInput(_("Please enter how much of it there was."), field="quantity")
    worth = (rate * spent.quantity * 2 + HOUR) // (2 * HOUR) if spent.part == Part.HOURS else rate * spent.quantity
    if spent.part != Part.COURSE:
        return worth
    if spent.cents is None:
        raise BadInput(_("Please enter what the course really cost."), field="cents")
    return min(spent.cents, worth)


def _post(spent: Spent) -> int:
    months, share, gross = spent.months or 0, spent.share or 0, spent.gross_cents or 0
    if not 1 <= months <= MOST_MONTHS:
        raise BadInput(_("Between 1 and 36 months, please."), field="months")
    if not 1 <= share <= WHOLE:
        raise BadInput(_("Between 1 and 100 percent of a post, please."), field="share")
    if not 0 < gross <= MAX_CENTS:
        raise BadInput(_("Please enter what the post costs the employer in a month."), field="gross_cents")
    return price_of_post(gross, months, share)
