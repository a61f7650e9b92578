"""What an institution typed, as a row that nobody has saved yet; what cannot be right is refused at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.dates import check_date
from lotsenwerk.domain.assistance.client_numbers import read_number
from lotsenwerk.domain.assistance.models import ClientNumber, Cooperation, Inquiry
from lotsenwerk.domain.people.languages import SPOKEN
from lotsenwerk.domain.people.models import Gender, PoolKind
from lotsenwerk.engines.scope.interpreting import Asker, Body, Subject, Way
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import in_one_form, place_to_keep, refuse_too_long

SHORTEST, LONGEST = 15, 720
MOST_OTHER_DATES: Final = 2
MOST_PARTICIPANTS: Final = 100
OLDEST: Final = 120
POSTCODE: Final = 5
LONGEST_TEXT: Final = {
    "dialect": 60,
    "about": 1000,
    "street": 120,
    "house_number": 12,
    "town": 80,
    "meeting_point": 300,
    "on_site_name": 160,
    "for_country": 80,
    "urgent_because": 500,
    "remarks": 2000,
    "billing_address": 500,
    "asked_by": 160,
    "asked_by_email": 254,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything that pools ask an institution for, as it was typed.

    ``language`` is a code of ISO 639-3; ``number`` is what stands on the client's paper, empty without one. Dates are
    instants, all of the same length in ``minutes``. Without an address the talk is at the institution. ``wished_age``
    and ``wished_is_family`` are of somebody whom the institution would bring to interpret; they are kept nowhere.
    """

    language: str
    begins: datetime
    minutes: int = 60
    other_dates: Sequence[datetime] = ()
    way: str = Way.ON_THE_SPOT.value
    subject: str = Subject.OTHER.value
    body: str = ""
    dialect: str = ""
    about: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    lat: float | None = None
    lon: float | None = None
    meeting_point: str = ""
    on_site_name: str = ""
    on_site_phone: str = ""
    participants: int | None = None
    for_gender: str = ""
    for_country: str = ""
    gender_wish: str = ""
    number: str = ""
    has_consent: bool = False
    is_urgent: bool = False
    urgent_because: str = ""
    wished_age: int | None = None
    wished_is_family: bool = False
    remarks: str = ""
    billing_address: str = ""
    asked_by: str = ""
    asked_by_phone: str = ""
    asked_by_email: str = ""
    accepts_rules: bool = False


def row_of(cooperation: Cooperation, wanted: Wanted, asker: Asker, at: datetime) -> Inquiry:
    """What was typed as a row that nobody has saved yet; what cannot be right is refused at its field."""
    typed = {name: getattr(wanted, name).strip() for name in LONGEST_TEXT}
    for name, limit in LONGEST_TEXT.items():
        refuse_too_long(typed[name], limit, name)
    body = wanted.body or cooperation.body
    _check_language(cooperation, wanted.language)
    _check_lists(wanted, body)
    _check_figures(wanted, at)
    address = _address(cooperation, wanted, typed)
    if wanted.lat is not None and wanted.lon is not None:
        place_to_keep(wanted.lat, wanted.lon)
    return Inquiry(
        **(typed | address),
        ref=new_ref(),
        pool=cooperation.pool,
        asker=asker,
        cooperation=cooperation,
        client=cooperation.client,
        number=_number(cooperation, wanted.number),
        language=wanted.language,
        body=body,
        subject=wanted.subject,
        begins=wanted.begins,
        minutes=wanted.minutes,
        other_dates=list(dict.fromkeys(one for one in wanted.other_dates if one != wanted.begins)),
        way=wanted.way,
        on_site_phone=in_one_form(wanted.on_site_phone, "on_site_phone"),
        asked_by_phone=in_one_form(wanted.asked_by_phone, "asked_by_phone"),
        participants=wanted.participants,
        for_gender=wanted.for_gender,
        gender_wish=wanted.gender_wish,
        has_consent=wanted.has_consent,
        is_urgent=wanted.is_urgent,
        received_at=at,
    )


def _check_language(cooperation: Cooperation, language: str) -> None:
    """Whom one interprets for speaks one of the list; a guide may go along with somebody who speaks German too."""
    is_guide = cooperation.pool.kind == PoolKind.GUIDES
    if language not in ({"", *SPOKEN} if is_guide else SPOKEN.keys() - {"deu"}):
        raise BadInput(_("Please choose one of the languages in the list."), field="language")


def _check_lists(wanted: Wanted, body: str) -> None:
    for name, value, allowed in (
        ("body", body, {one.value for one in Body}),
        ("subject", wanted.subject, {one.value for one in Subject}),
        ("way", wanted.way, {one.value for one in Way}),
        ("for_gender", wanted.for_gender, {"", *Gender.values}),
        ("gender_wish", wanted.gender_wish, {"", *Gender.values}),
    ):
        if value not in allowed:
            raise BadInput(_("Please choose one of the list."), field=name)


def _check_figures(wanted: Wanted, at: datetime) -> None:
    if not SHORTEST <= wanted.minutes <= LONGEST:
        raise BadInput(_("Please enter between 15 minutes and 12 hours."), field="minutes")
    if len(wanted.other_dates) > MOST_OTHER_DATES:
        raise BadInput(_("Please name two other dates at most."), field="other_dates")
    for name, one in (("begins", wanted.begins), *(("other_dates", one) for one in wanted.other_dates)):
        check_date(one, name, at)
    if wanted.participants is not None and not 1 <= wanted.participants <= MOST_PARTICIPANTS:
        raise BadInput(_("Between %(least)d and %(most)d, please."), field="participants", params=_PEOPLE)
    if wanted.wished_age is not None and not 0 <= wanted.wished_age <= OLDEST:
        raise BadInput(_("Please enter an age in years."), field="wished_age")


_PEOPLE: Final = {"least": 1, "most": MOST_PARTICIPANTS}


def _address(cooperation: Cooperation, wanted: Wanted, typed: Mapping[str, str]) -> dict[str, object]:
    """Where it is: as typed, else at the institution; nowhere by telephone or video."""
    if wanted.postcode and not (wanted.postcode.isdecimal() and len(wanted.postcode) == POSTCODE):
        raise BadInput(_("A postcode has five digits."), field="postcode")
    if wanted.way != Way.ON_THE_SPOT:
        return {"street": "", "house_number": "", "postcode": "", "town": "", "lat": None, "lon": None}
    if typed["street"] or typed["town"] or wanted.postcode:
        return {"postcode": wanted.postcode, "lat": wanted.lat, "lon": wanted.lon}
    host = cooperation.partner
    at_home = {name: getattr(host or cooperation, name) for name in ("street", "house_number", "postcode", "town")}
    lat, lon = (wanted.lat, wanted.lon) if wanted.lat is not None else (host and host.lat, host and host.lon)
    return {**at_home, "lat": lat, "lon": lon}


def _number(cooperation: Cooperation, typed: str) -> ClientNumber | None:
    """The number on the client's paper, if one was typed; what cannot be one of this pool's is refused."""
    if not typed.strip():
        return None
    number = read_number(typed)
    if number is None:
        raise BadInput(_("This number cannot be right. Please compare it with the paper."), field="number")
    found = ClientNumber.objects.filter(pool_id=cooperation.pool_id, number=number).first()
    if found is None:
        raise BadInput(_("This pool has not handed out this number. Please compare it with the paper."), field="number")
    return found
