"""Somebody without an account would like to help: take in what she typed, and promise a call."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.modules import kinds_on
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.languages import SPOKEN
from lotsenwerk.domain.people.models import Interest, Pool, PoolKind, TimeOfWeek
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.permissions import may_show_interest
from lotsenwerk.domain.people.sentences import ROLES
from lotsenwerk.engines.calendar.working_days import add_working_days
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import in_one_form, refuse_too_long

ANSWER_DAYS: Final = 3
"""Working days until somebody calls, where no pool has said another number."""
LONGEST_MESSAGE: Final = 2_000
_LONGEST: Final = {"given_name": 80, "family_name": 80, "email": 254, "district": 80, "message": LONGEST_MESSAGE}
_PLZ_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said on the form, as typed. ``speaks`` are codes of ISO 639-3."""

    roles: Sequence[str]
    given_name: str
    postcode: str
    language: str
    family_name: str = ""
    phone: str = ""
    email: str = ""
    speaks: Sequence[str] = ()
    district: str = ""
    times: Sequence[str] = ()
    message: str = ""


def show_interest(actor: Actor, said: Said, *, at: datetime) -> Interest:
    """Take it in; ``answer_by`` is the day until which somebody calls. What cannot be right is refused at its field."""
    if not may_show_interest(actor):
        raise NotAllowed(_("This form is for people who would like to help."))
    _check(said)
    _check_offered(said.roles)
    interest = Interest(
        ref=new_ref(),
        roles=_each_once(said.roles),
        given_name=said.given_name.strip(),
        family_name=said.family_name.strip(),
        phone=in_one_form(said.phone, "phone"),
        email=said.email.strip(),
        language=said.language,
        speaks=_each_once(said.speaks),
        postcode=said.postcode.strip(),
        district=said.district.strip(),
        times=_each_once(said.times),
        message=said.message.strip(),
        received_at=at,
        answer_by=answer_by(said.roles, at=at),
    )
    interest.save()
    record(actor, "show_interest", ("people", "interest", interest.id), at=at)
    return interest


def answer_by(roles: Sequence[str], *, at: datetime) -> date:
    """The day until which somebody calls: the shortest promise of the pools for these roles (case 3)."""
    running = Pool.objects.filter(kind__in=list(roles), ended_at__isnull=True)
    days = min(running.values_list("answer_days", flat=True), default=ANSWER_DAYS)
    return add_working_days(clock.local(at).date(), days)


def _check(said: Said) -> None:
    if not said.given_name.strip():
        raise BadInput(_("Please tell us your name."), field="given_name")
    for name, limit in _LONGEST.items():
        refuse_too_long(getattr(said, name).strip(), limit, name)
    if not (said.phone.strip() or said.email.strip()):
        raise BadInput(
            _("Please give us a telephone number or an e-mail address, so that we can answer."), field="phone"
        )
    _check_email(said.email.strip())
    _check_chosen(said.roles, PoolKind.values, "roles")
    if not said.roles:
        raise BadInput(_("Please choose in what you would like to help."), field="roles")
    _check_chosen(said.times, TimeOfWeek.values, "times")
    _check_chosen(said.speaks, SPOKEN.keys(), "speaks")
    _check_chosen([said.language], dict(settings.LANGUAGES).keys(), "language")
    postcode = said.postcode.strip()
    if not (len(postcode) == _PLZ_DIGITS and postcode.isascii() and postcode.isdecimal()):
        raise BadInput(_("A postcode has five digits."), field="postcode")


def _check_offered(roles: Sequence[str]) -> None:
    """Refuse what the town has switched off: nobody is there who would call. It says what one can do there instead."""
    here = this_organisation()
    offered = kinds_on(BEHIND, frozenset(here.modules))
    if any(role not in offered for role in roles):
        told = {"town": here.name, "roles": ", ".join(str(ROLES[role]) for role in offered) or "–"}
        raise BadInput(
            _("In %(town)s nobody is looked for in one of these tasks. You can choose there: %(roles)s."),
            field="roles",
            params=told,
        )


def _check_email(email: str) -> None:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(_("This e-mail address cannot be right. Please look at it again."), field="email") from None


def _check_chosen(chosen: Sequence[str], known: Collection[str], field: str) -> None:
    if any(one not in known for one in chosen):
        raise BadInput(_("Please choose one of the list."), field=field)


def _each_once(chosen: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(chosen))
