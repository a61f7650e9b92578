"""Take in what a guide is asked for: only with what is to be reached, what not, and an end (Auftragsklärung)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.dates import check_date
from lotsenwerk.domain.assistance.actions.inquiries.locking import locked
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.findings import to_json
from lotsenwerk.domain.assistance.guide_findings import guide_finding_in_words
from lotsenwerk.domain.assistance.guide_scope import latest_day, refuse_to_handle_money, what_speaks_against
from lotsenwerk.domain.assistance.guide_words import DOCUMENTS
from lotsenwerk.domain.assistance.models import CameBy, Inquiry, Need
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.assistance.states import INQUIRY
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.people.languages import SPOKEN
from lotsenwerk.domain.people.models import Client, Pool, PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.engines.scope.findings import is_stopped
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Asker, Body, Subject
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.kit.typed import refuse_too_long

SHORTEST, LONGEST = 15, 720
MOST_MEETINGS: Final = 30
POSTCODE: Final = 5
_TEXTS: Final = {"about": 1000, "not_about": 1000, "meeting_point": 300, "street": 120, "house_number": 12, "town": 80}


@dataclass(frozen=True, slots=True)
class Order:
    """What was agreed with whoever asked. Its end is a last day, a number of meetings, or both.

    ``language`` (ISO 639-3, may be empty) is what the guide has to speak. ``bring`` are keys of papers.
    """

    about: str
    not_about: str
    begins: datetime
    until: date | None = None
    most_meetings: int | None = None
    minutes: int = 60
    wishes: frozenset[str] = frozenset({Wish.GO_ALONG.value})
    body: str = Body.OTHER.value
    subject: str = Subject.OTHER.value
    language: str = ""
    meeting_point: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    bring: Sequence[str] = ()
    against_own_town: bool = False


def take_in_order(actor: Actor, inquiry: Inquiry, order: Order, *, client: Client | None = None, at: datetime) -> Need:
    """What was asked becomes an order and its first appointment a need of the pool.

    ``client`` is who asked; an institution's is known already. What no guide does is refused, with all that was found.
    Raises ``NotAllowed``, ``WrongState``, or ``BadInput`` with the field.
    """
    with all_or_nothing():
        _need, inquiry = locked(inquiry)
        INQUIRY.after("take_in", inquiry.state)
        if not may_keep_orders(actor):
            raise NotAllowed(_("Only coordinators may do this."))
        _check(order, at)
        _fill(inquiry, order)
        found = what_speaks_against(inquiry)
        if is_stopped(found):
            raise BadInput(guide_finding_in_words(found[0]), field=_FIELDS.get(found[0].rule, "wishes"))
        inquiry.findings = to_json(found)
        inquiry.client = inquiry.client or client
        inquiry.save()
        return take_in_inquiry(actor, inquiry, begins=order.begins, at=at)


def take_in_by_telephone(actor: Actor, client: Client, pool: Pool, order: Order, *, at: datetime) -> Need:
    """Somebody calls, and all is said in one talk: asked and taken in at once. Raises what ``take_in_order`` does."""
    if not may_keep_orders(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    refuse_what_is_off(BEHIND[PoolKind.GUIDES], "about")
    if pool.kind != PoolKind.GUIDES:
        raise BadInput(_("This pool has no guides."), field="pool")
    with all_or_nothing():
        inquiry = Inquiry.objects.create(
            ref=new_ref(),
            pool=pool,
            came_by=CameBy.TELEPHONE,
            asker=Asker.PRIVATE.value,
            client=client,
            speaks=client.person.language,
            begins=order.begins,
            minutes=min(max(order.minutes, SHORTEST), LONGEST),
            has_consent=True,
            answer_by=clock.local(at).date(),
            received_at=at,
            received_by_user_id=actor.user_id,
        )
        return take_in_order(actor, inquiry, order, at=at)


_FIELDS: Final = {"GG2": "until", "GG3": "against_own_town", "GG4": "about"}
"""At which field what the guard found stands."""


def _fill(inquiry: Inquiry, order: Order) -> None:
    received = clock.local(inquiry.received_at).date()
    has_end = order.until is not None or order.most_meetings is not None
    inquiry.about, inquiry.not_about = order.about.strip(), order.not_about.strip()
    inquiry.until = order.until or (latest_day(received) if has_end else None)
    inquiry.most_meetings = order.most_meetings
    inquiry.wishes, inquiry.against_own_town = sorted(order.wishes), order.against_own_town
    inquiry.begins, inquiry.minutes, inquiry.has_no_date = order.begins, order.minutes, False
    inquiry.other_dates = []
    inquiry.body, inquiry.subject, inquiry.language = order.body, order.subject, order.language
    inquiry.meeting_point = order.meeting_point.strip()
    inquiry.street, inquiry.house_number = order.street.strip(), order.house_number.strip()
    inquiry.postcode, inquiry.town = order.postcode.strip(), order.town.strip()
    inquiry.bring = [key for key in DOCUMENTS if key in order.bring]


def _check(order: Order, at: datetime) -> None:
    for name, limit in _TEXTS.items():
        refuse_too_long(getattr(order, name).strip(), limit, name)
    if not order.about.strip():
        raise BadInput(_("Please say what is to be reached."), field="about")
    refuse_to_handle_money(order.about, "about")
    if not order.not_about.strip():
        raise BadInput(_("Please say what the guide does not do."), field="not_about")
    _check_end(order, at)
    _check_lists(order)
    if not SHORTEST <= order.minutes <= LONGEST:
        raise BadInput(_("Please enter between 15 minutes and 12 hours."), field="minutes")
    if order.postcode and not (order.postcode.isdecimal() and len(order.postcode) == POSTCODE):
        raise BadInput(_("A postcode has five digits."), field="postcode")


def _check_end(order: Order, at: datetime) -> None:
    if order.until is None and order.most_meetings is None:
        raise BadInput(_("Please say when the order ends: a last day, or how many meetings."), field="until")
    if order.until is not None and order.until < clock.local(order.begins).date():
        raise BadInput(_("The last day lies before the first meeting."), field="until")
    if order.most_meetings is not None and not 1 <= order.most_meetings <= MOST_MEETINGS:
        raise BadInput(_("Between 1 and 30 meetings, please."), field="most_meetings")
    if order.begins <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="begins")
    check_date(order.begins, "begins", at)


def _check_lists(order: Order) -> None:
    for name, values, allowed in (
        ("wishes", order.wishes, {one.value for one in Wish}),
        ("body", {order.body}, {one.value for one in Body}),
        ("subject", {order.subject}, {one.value for one in Subject}),
        ("language", {order.language}, {"", *SPOKEN}),
        ("bring", set(order.bring), set(DOCUMENTS)),
    ):
        if not values <= allowed:
            raise BadInput(_("Please choose one of the list."), field=name)
