"""Somebody asks for a guide herself: by the public form, or on the telephone. A number to call is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.dates import check_date
from lotsenwerk.domain.assistance.findings import to_json
from lotsenwerk.domain.assistance.guide_findings import guide_finding_in_words
from lotsenwerk.domain.assistance.guide_scope import latest_day, what_speaks_against
from lotsenwerk.domain.assistance.guide_words import ERRANDS, documents_for
from lotsenwerk.domain.assistance.models import CameBy, Inquiry
from lotsenwerk.domain.assistance.permissions import may_ask_for_guide
from lotsenwerk.domain.assistance.queries.terms import terms_on
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.people.languages import SPOKEN
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.engines.calendar.working_days import add_working_days
from lotsenwerk.engines.scope.findings import is_stopped
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Asker
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import in_one_form, refuse_too_long

LONGEST: Final = {"called": 80, "where": 300, "email": 254}
GERMAN: Final = "deu"
MINUTES: Final = 60
POSTCODE: Final = 5


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What somebody said who asks for a guide, as typed. ``errand`` is a key of ``guide_words.ERRANDS``.

    ``speaks`` is the language of the page, ``languages`` (ISO 639-3, may be empty) those that she speaks.
    ``needs_interpreter`` says that somebody is to translate, which no guide does.
    """

    postcode: str
    speaks: str
    errand: str = "call"
    day: date | None = None
    hour: time | None = None
    where: str = ""
    languages: Sequence[str] = ()
    called: str = ""
    phone: str = ""
    email: str = ""
    needs_interpreter: bool = False


def ask_for_guide(actor: Actor, asked: AskedFor, *, at: datetime) -> Inquiry:
    """Leave word; ``answer_by`` is the last day on which somebody calls. What cannot be right is refused at its field.

    Raises ``NotAllowed``, ``BadInput``, or ``WrongState`` where nobody guides here.
    """
    if not may_ask_for_guide(actor):
        raise NotAllowed(_("This form is for people who look for a guide."))
    refuse_what_is_off(BEHIND[PoolKind.GUIDES], "postcode")
    pool = Pool.objects.filter(kind=PoolKind.GUIDES, ended_at__isnull=True).order_by("sort_key", "id").first()
    if pool is None:
        raise WrongState(_("There are no guides here yet. Please call the office."), field="postcode")
    _check(asked)
    today = clock.local(at).date()
    answer = add_working_days(today, terms_on(pool.pk, today).answer_working_days)
    inquiry = _row(asked, pool, answer, at)
    inquiry.came_by = CameBy.PORTAL if actor.came == Came.PUBLIC else CameBy.TELEPHONE
    inquiry.received_by_user_id = actor.user_id
    found = what_speaks_against(inquiry)
    if is_stopped(found):
        raise BadInput(guide_finding_in_words(found[0]), field="needs_interpreter")
    inquiry.findings = to_json(found)
    inquiry.save()
    record(actor, "ask_for_guide", ("assistance", "inquiry", inquiry.id), at=at)
    return inquiry


def _row(asked: AskedFor, pool: Pool, answer: date, at: datetime) -> Inquiry:
    errand = ERRANDS[asked.errand]
    begins = _begins(asked, at)
    # Who speaks German beside her own language would rather have a guide who speaks that one.
    spoken = sorted(dict.fromkeys(asked.languages), key=lambda code: code == GERMAN)
    wishes = errand.wishes | ({Wish.INTERPRET} if asked.needs_interpreter else set())
    return Inquiry(
        ref=new_ref(),
        pool=pool,
        asker=Asker.PRIVATE.value,
        asked_by=asked.called.strip(),
        asked_by_phone=in_one_form(asked.phone, "phone"),
        asked_by_email=asked.email.strip(),
        speaks=asked.speaks,
        language=spoken[0] if spoken else "",
        also_speaks=spoken[1:],
        body=errand.body,
        subject=errand.subject,
        wishes=sorted(wishes),
        about=errand.about,
        until=latest_day(clock.local(at).date()),
        bring=list(documents_for(errand.body, errand.subject)) if errand.body else [],
        begins=begins or datetime.combine(answer, time(12), tzinfo=clock.BERLIN),
        has_no_date=begins is None,
        minutes=MINUTES,
        postcode=asked.postcode.strip(),
        meeting_point=asked.where.strip(),
        has_consent=True,
        answer_by=answer,
        received_at=at,
    )


def _begins(asked: AskedFor, at: datetime) -> datetime | None:
    """When it is, if she knows that already."""
    if asked.day is None and asked.hour is None:
        return None
    if asked.day is None:
        raise BadInput(_("Please choose the day too."), field="day")
    if asked.hour is None:
        raise BadInput(_("Please enter the time too. It stands in the letter."), field="hour")
    begins = datetime.combine(asked.day, asked.hour, tzinfo=clock.BERLIN)
    if begins <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="day")
    check_date(begins, "hour" if begins.minute % 5 else "day", at)
    return begins


def _check(asked: AskedFor) -> None:
    for name, limit in LONGEST.items():
        refuse_too_long(getattr(asked, name).strip(), limit, name)
    if not (asked.phone.strip() or asked.email.strip()):
        raise BadInput(
            _("Please give us a telephone number or an e-mail address, so that we can answer."), field="phone"
        )
    if asked.email.strip():
        try:
            validate_email(asked.email.strip())
        except ValidationError:
            raise BadInput(_("This e-mail address cannot be right. Please look at it again."), field="email") from None
    for name, value, allowed in (
        ("errand", asked.errand, ERRANDS.keys()),
        ("speaks", asked.speaks, dict(settings.LANGUAGES).keys()),
    ):
        if value not in allowed:
            raise BadInput(_("Please choose one of the list."), field=name)
    if not set(asked.languages) <= SPOKEN.keys():
        raise BadInput(_("Please choose one of the list."), field="languages")
    postcode = asked.postcode.strip()
    if not (len(postcode) == POSTCODE and postcode.isascii() and postcode.isdecimal()):
        raise BadInput(_("A postcode has five digits."), field="postcode")
