"""An institution and a pool agree to work together; its people get a login, several of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.actions.membership import admit_partner, end_partner_member, end_partner_members
from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.assistance.models import Cooperation, CooperationState, Inquiry, InquiryState
from lotsenwerk.domain.assistance.permissions import may_ask_for_cooperation, may_keep_cooperations
from lotsenwerk.domain.assistance.states import COOPERATION, INQUIRY
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.organisations.queries import partner as listed_partner
from lotsenwerk.domain.people.actions.register import Contact, register_client
from lotsenwerk.domain.people.models import Client, ClientStatus, Pool, PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.engines.scope.interpreting import Body
from lotsenwerk.kit.actor import Actor, system
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import in_one_form, refuse_too_long

LONGEST: Final = {
    "name": 120,
    "street": 120,
    "house_number": 12,
    "town": 80,
    "contact_name": 160,
    "email": 254,
    "billing_address": 500,
}
POSTCODE: Final = 5
LONGEST_BECAUSE: Final = 300
_LONGEST_FAMILY_NAME: Final = 80
_KINDS: Final = {
    Body.ADVICE_SERVICE: Kind.ADVICE_SERVICE,
    Body.PREGNANCY_ADVICE: Kind.ADVICE_SERVICE,
    Body.CLUB: Kind.CLUB,
}


@dataclass(frozen=True, slots=True)
class Institution:
    """What an institution says of itself: which kind of body it is, where it is, whom one calls, who pays."""

    body: str
    name: str
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    billing_address: str = ""
    accepts_rules: bool = False


def ask_for_cooperation(actor: Actor, pool: Pool, who: Institution, *, at: datetime) -> Cooperation:
    """An institution would like to work with a pool. Somebody who can be reached, and the rules accepted, are needed.

    Raises ``NotAllowed``, ``WrongState`` for a pool that nobody asks, or ``BadInput`` with a field of ``who``.
    """
    if not may_ask_for_cooperation(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if pool.ended_at is not None or pool.kind == PoolKind.NEIGHBOURS:
        raise WrongState(_("This pool works with no institutions."))
    refuse_what_is_off(BEHIND[pool.kind], "body")
    made = Cooperation.objects.create(ref=new_ref(), pool=pool, asked_at=at, accepted_rules_at=at, **_checked(who))
    record(actor, "ask_for_cooperation", ("assistance", "cooperation", made.id), at=at)
    return made


def approve_cooperation(
    actor: Actor, cooperation: Cooperation, *, partner: Organisation | None = None, at: datetime
) -> Cooperation:
    """From now on they work together: the institution is listed, and is somebody for whom needs are taken in.

    ``partner`` names it where it is listed already, for another pool say. It hears of it where a way leads to it.
    Raises ``NotAllowed``, ``WrongState`` where that was decided already, ``NotThere`` for a partner of another town.
    """
    approved = _moved(actor, cooperation, "approve")
    body = listed_partner(partner.pk) if partner is not None else _list(approved, at)
    here = Cooperation.objects.filter(pool_id=approved.pool_id, partner=body, state=CooperationState.APPROVED)
    if here.exists():
        raise WrongState(_("This institution works with this pool already."))
    approved.partner, approved.client = body, _client(actor, approved, body, at)
    _decide(actor, approved, CooperationState.APPROVED, "", at)
    record(
        actor,
        "approve_cooperation",
        ("assistance", "cooperation", approved.id),
        at=at,
        about=approved.client.person_id,
        told={"name": approved.name},
    )
    outbox.put(
        "assistance.cooperation_approved",
        to=approved.client.person,
        about=("assistance", "cooperation", approved.id),
        told={"pool": approved.pool.name},
        ref=approved.ref,
        at=at,
    )
    return approved


def refuse_cooperation(actor: Actor, cooperation: Cooperation, *, because: str, at: datetime) -> Cooperation:
    """They do not work together. What was asked for together with the registration is refused with the same reason.

    Nobody writes to an institution that is not listed: the desk calls the contact that it gave.
    """
    refused = _moved(actor, cooperation, "refuse")
    _say_why(because)
    _decide(actor, refused, CooperationState.REFUSED, because.strip(), at)
    waiting = Inquiry.objects.select_for_update(of=("self",)).filter(cooperation=refused, state=InquiryState.RECEIVED)
    for inquiry in waiting:
        inquiry.state, inquiry.because = INQUIRY.after("refuse", inquiry.state), because.strip()
        inquiry.closed_at, inquiry.closed_by_user_id = at, actor.user_id
        inquiry.save(update_fields=["state", "because", "closed_at", "closed_by_user_id"])
        record(actor, "refuse_inquiry", ("assistance", "inquiry", inquiry.id), at=at)
    record(actor, "refuse_cooperation", ("assistance", "cooperation", refused.id), at=at)
    return refused


def end_cooperation(actor: Actor, cooperation: Cooperation, *, because: str = "", at: datetime) -> Cooperation:
    """They work together no more: nothing new is asked for, and its people's logins end. What is agreed takes place.

    Where the institution works with another pool still, its people keep their logins.
    """
    ended = _moved(actor, cooperation, "end")
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")
    ended.state, ended.ended_at, ended.because = CooperationState.ENDED, at, because.strip()
    ended.save(update_fields=["state", "ended_at", "because"])
    others = Cooperation.objects.filter(partner_id=ended.partner_id, state=CooperationState.APPROVED)
    if ended.partner_id is not None and not others.exists():
        end_partner_members(partner_id=ended.partner_id, at=at)
    record(actor, "end_cooperation", ("assistance", "cooperation", ended.id), at=at)
    return ended


def invite_member(
    actor: Actor, cooperation: Cooperation, *, email: str, display_name: str, language: str = "de", at: datetime
) -> Membership:
    """Let somebody of the institution ask for it, by a login without password. As many as it likes.

    Raises ``NotAllowed``, ``WrongState`` where the cooperation is not approved, or ``BadInput`` for the address.
    """
    if not may_keep_cooperations(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    cooperation = _locked(cooperation)
    if cooperation.state != CooperationState.APPROVED or cooperation.partner_id is None:
        raise WrongState(_("The cooperation is not approved. Please approve it first."))
    member = admit_partner(
        email=email, display_name=display_name, language=language, partner_id=cooperation.partner_id, at=at
    )
    record(actor, "invite_member", ("assistance", "cooperation", cooperation.id), at=at)
    return member


def end_member(actor: Actor, cooperation: Cooperation, membership_id: int, *, at: datetime) -> None:
    """Somebody does not ask for the institution any more; ``NotThere`` where she is not one of its people."""
    if not may_keep_cooperations(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    cooperation = _locked(cooperation)
    end_partner_member(membership_id=membership_id, partner_id=cooperation.partner_id or 0, at=at)
    record(actor, "end_member", ("assistance", "cooperation", cooperation.id), at=at)


def _locked(cooperation: Cooperation) -> Cooperation:
    return lock(Cooperation.objects.select_related("pool", "partner", "client__person"), pk=cooperation.pk)


def _moved(actor: Actor, cooperation: Cooperation, verb: str) -> Cooperation:
    """The row, locked, if it may be moved on by this verb."""
    if not may_keep_cooperations(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    locked = _locked(cooperation)
    COOPERATION.after(verb, locked.state)
    return locked


def _decide(actor: Actor, cooperation: Cooperation, state: str, because: str, at: datetime) -> None:
    cooperation.state, cooperation.because = state, because
    cooperation.decided_at, cooperation.decided_by_user_id = at, actor.user_id
    cooperation.save(
        update_fields=["state", "because", "decided_at", "decided_by_user_id", "partner", "client"],
    )


def _say_why(because: str) -> None:
    if not because.strip():
        raise BadInput(_("Please say why: the institution is told so."), field="because")
    refuse_too_long(because.strip(), LONGEST_BECAUSE, "because")


def _list(cooperation: Cooperation, at: datetime) -> Organisation:
    """List the body. Whoever may approve need not be of the administration, so the town itself does it."""
    return list_partner(
        system(cooperation.organisation_id),
        kind=_KINDS.get(Body(cooperation.body), Kind.AUTHORITY),
        name=cooperation.name,
        street=cooperation.street,
        house_number=cooperation.house_number,
        postcode=cooperation.postcode,
        town=cooperation.town,
        phone=cooperation.phone,
        at=at,
    )


def _client(actor: Actor, cooperation: Cooperation, body: Organisation, at: datetime) -> Client:
    """The institution as somebody for whom needs are taken in; the same row for all its pools."""
    known = Client.objects.select_related("person").filter(partner=body).first()
    if known is not None:
        if known.status != ClientStatus.ACTIVE:
            known.status = ClientStatus.ACTIVE
            known.save(update_fields=["status"])
        return known
    contact = Contact(
        family_name=cooperation.name[:_LONGEST_FAMILY_NAME],
        phone=cooperation.phone,
        email=cooperation.email,
        street=cooperation.street,
        house_number=cooperation.house_number,
        postcode=cooperation.postcode,
        town=cooperation.town,
        lat=body.lat,
        lon=body.lon,
    )
    client = register_client(actor, contact, at=at)
    client.partner = body
    client.save(update_fields=["partner"])
    return client


def _checked(who: Institution) -> dict[str, str]:
    if who.body not in {one.value for one in Body}:
        raise BadInput(_("Please choose one of the list."), field="body")
    if not who.name.strip():
        raise BadInput(_("Please enter the name of the institution."), field="name")
    known = {name: getattr(who, name).strip() for name in (*LONGEST, "postcode", "phone")}
    for name, limit in LONGEST.items():
        refuse_too_long(known[name], limit, name)
    if not known["contact_name"]:
        raise BadInput(_("Please say whom we can ask for."), field="contact_name")
    if not (known["phone"] or known["email"]):
        raise BadInput(_("Please enter a telephone number or an e-mail address."), field="phone")
    if known["email"] and "@" not in known["email"]:
        raise BadInput(_("Please enter an e-mail address, for example name@example.org."), field="email")
    if known["postcode"] and not (known["postcode"].isdecimal() and len(known["postcode"]) == POSTCODE):
        raise BadInput(_("A postcode has five digits."), field="postcode")
    if not who.accepts_rules:
        raise BadInput(_("Please accept the rules of the pool."), field="accepts_rules")
    known["phone"] = in_one_form(known["phone"], "phone")
    return known | {"body": who.body}
