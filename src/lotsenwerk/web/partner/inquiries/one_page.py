"""What stands on the page of one request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.inquiries.decide import offered_instead
from lotsenwerk.domain.assistance.bodies import WAYS
from lotsenwerk.domain.assistance.client_numbers import in_groups
from lotsenwerk.domain.assistance.findings import findings_of
from lotsenwerk.domain.assistance.inquiry_words import instead_in_words
from lotsenwerk.domain.assistance.models import DeploymentState, Inquiry, InquiryState
from lotsenwerk.domain.assistance.queries.inquiries import changes_of, sheet_for
from lotsenwerk.domain.assistance.queries.own_inquiries import Own, Stage, has_answered, has_sheet, own_one
from lotsenwerk.domain.assistance.queries.terms import terms_on
from lotsenwerk.domain.assistance.sentences import when_in_words
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.engines.scope.interpreting import Instead
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.partner.inquiries.asking import told
from lotsenwerk.web.partner.inquiries.forms import WISHES
from lotsenwerk.web.partner.inquiries.small_forms import CancelForm, FeedbackForm, MoveForm, SheetForm
from lotsenwerk.web.partner.inquiries.wording import shown, story_of

_CAN_MOVE = (Stage.RECEIVED, Stage.LOOKED_FOR, Stage.AGREED)
_CAN_CANCEL = (Stage.LOOKED_FOR, Stage.AGREED)
_OVER = (Stage.REFUSED, Stage.NOBODY, Stage.CANCELLED, Stage.NOT_HELD)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done instead, and where; no address where somebody else is to be asked."""

    words: str
    url: str


def facts_of_page(actor: Actor, inquiry: Inquiry, forms: Mapping[str, Form], *, at: datetime) -> dict[str, object]:
    """Everything that the page shows; ``forms`` are those that were sent and came back."""
    own = own_one(inquiry, at=at)
    stage = own.stage
    given = own.deployment
    answers = stage in {Stage.TO_CONFIRM, Stage.CONFIRMED} and not has_answered(inquiry)
    sheet = sheet_for(actor, inquiry, at=at) if stage in {Stage.AGREED, Stage.HAPPENED} else None
    phone = sheet.pool_phone if sheet is not None else this_organisation().phone
    return {
        "shown": shown(own, at=at),
        "stage": stage.value,
        "story": story_of(own, changes_of(actor, inquiry)),
        "facts": _facts(own),
        "warnings": told(findings_of(inquiry)) if stage not in _OVER else [],
        "sheet": sheet,
        "instead": _instead(own) if stage == Stage.NOBODY else [],
        "may_withdraw": inquiry.state == InquiryState.RECEIVED,
        "move": forms.get("move") or (MoveForm(initial=_when(own)) if stage in _CAN_MOVE else None),
        "cancel": forms.get("cancel") or (CancelForm() if stage in _CAN_CANCEL else None),
        "feedback": forms.get("feedback") or (FeedbackForm() if answers else None),
        "upload": forms.get("sheet") or (SheetForm() if given and given.state != DeploymentState.CONFIRMED else None),
        "has_sheet": given is not None and has_sheet(given),
        "opened": set(forms),
        "pool_phone": phone,
        "pool_phone_shown": phone_numbers.shown(phone) if phone else "",
    }


def _when(own: Own) -> dict[str, object]:
    begins = clock.local(own.begins)
    return {"day": begins.date(), "time": begins.time()}


def _facts(own: Own) -> Sequence[tuple[str, str]]:
    """What was asked for, line by line; what nobody said is left out."""
    inquiry = own.inquiry
    street = " ".join(part for part in (inquiry.street, inquiry.house_number) if part)
    address = ", ".join(part for part in (street, f"{inquiry.postcode} {inquiry.town}".strip()) if part)
    length = _("%(n)d minutes") % {"n": inquiry.minutes}
    others = "; ".join(when_in_words(one) for one in inquiry.other_dates) if own.going is None else ""
    is_guide = inquiry.pool.kind == PoolKind.GUIDES
    lines = [
        (_("When"), f"{when_in_words(own.begins)}, {length}"),
        (_("Or"), others),
        (_("Dialect or region"), inquiry.dialect),
        (_("What the guide does"), ", ".join(str(WISHES[one]) for one in inquiry.wishes if one in WISHES)),
        (_("The order") if is_guide else _("In a few words"), inquiry.about),
        (_("Ends at the latest on"), inquiry.until.strftime("%d.%m.%Y") if inquiry.until else ""),
        (_("How"), str(WAYS[inquiry.way])),
        (_("Where"), address),
        (_("Meeting point"), inquiry.meeting_point),
        (_("There that day"), " · ".join(part for part in (inquiry.on_site_name, _phone(inquiry)) if part)),
        (_("Number on the person's paper"), in_groups(inquiry.number.number) if inquiry.number else ""),
        (_("Urgent"), inquiry.urgent_because if inquiry.is_urgent else ""),
        (_("Remarks"), inquiry.remarks),
        (_("Asked by"), inquiry.asked_by),
        (_("Pool"), inquiry.pool.name),
    ]
    return [(name, value) for name, value in lines if value]


def _phone(inquiry: Inquiry) -> str:
    return phone_numbers.shown(inquiry.on_site_phone) if inquiry.on_site_phone else ""


def _instead(own: Own) -> Sequence[Offer]:
    """Ways to ask again, each with the form filled in; the neighbouring pool is only named."""
    inquiry = own.inquiry
    if inquiry.cooperation is None:
        return []
    asking = reverse("partner:ask", args=[inquiry.cooperation.ref])
    again = f"{asking}?like={inquiry.ref}&instead="
    terms = terms_on(inquiry.pool_id, clock.local(inquiry.received_at).date())
    is_guide = inquiry.pool.kind == PoolKind.GUIDES
    possible = {Instead.NEIGHBOUR} if is_guide else set(Instead) - {Instead.OTHER_DATE}
    ways = [
        Offer(instead_in_words(one, neighbour=terms.neighbour), "" if one == Instead.NEIGHBOUR else again + one)
        for one in offered_instead(inquiry)
        if one in possible
    ]
    return [Offer(_("another day"), again + Instead.OTHER_DATE), *ways]
