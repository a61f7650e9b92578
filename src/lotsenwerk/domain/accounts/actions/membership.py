"""Give a role, end a role."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.models import Membership, Role, User
from lotsenwerk.domain.accounts.permissions import may_manage_members
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.organisations.queries import partner
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.tenancy import current_organisation_id

GIVEN_BY_THE_INSTALLATION = frozenset({Role.OPERATOR, Role.STATE_VIEWER})
"""Roles that no town can give: they reach beyond it."""
KINDS_WITH_PAGES = frozenset({Kind.FOOD_BANK, Kind.CARRIER, Kind.MIGRANT_ORGANISATION, Kind.CLUB, Kind.ADVICE_SERVICE})
"""Kinds of partners whose members have pages of their own, whatever else is known of them."""


def give_role(
    actor: Actor,
    *,
    email: str,
    display_name: str,
    role: Role,
    at: datetime,
    language: str = "de",
    partner_id: int | None = None,
    has_pages: bool = False,
) -> Membership:
    """Give somebody a role in the open organisation; a login is made where the address has none yet.

    The login gets no password: its owner comes in by a code sent to the address and sets one then. The role of a
    partner, and no other, says with ``partner_id`` for which partner of the town somebody speaks: a food bank, one that
    tells the public of itself, or one of which the caller knows that it has pages (``has_pages``), an institution that
    works with a pool.
    """
    if not may_manage_members(actor):
        raise NotAllowed(_("Only the administration may give roles."))
    if role in GIVEN_BY_THE_INSTALLATION and actor.came != Came.SYSTEM:
        raise NotAllowed(_("This role reaches beyond the town. Only the installation itself gives it."))
    if "@" not in email:
        raise BadInput(_("Please enter an e-mail address, for example name@example.org."), field="email")
    if role == Role.PARTNER or partner_id is not None:
        _check_partner(role, partner_id, has_pages=has_pages)
    user = _login(email=email, display_name=display_name, language=language, at=at)
    try:
        with transaction.atomic():
            given = Membership.objects.create(
                user=user, organisation_id=current_organisation_id(), role=role, partner_id=partner_id, since=at
            )
    except IntegrityError:
        raise BadInput(_("This person has this role already."), field="role") from None
    record(actor, "give_role", ("accounts", "membership", given.id), at=at, told={"role": role})
    return given


def end_role(actor: Actor, membership_id: int, *, at: datetime) -> None:
    """End a role. The last administrator of an organisation stays."""
    if not may_manage_members(actor):
        raise NotAllowed(_("Only the administration may end roles."))
    here = Membership.objects.select_for_update().filter(
        organisation_id=current_organisation_id(), ended_at__isnull=True
    )
    ended = {membership.id: membership for membership in here}.get(membership_id)
    if ended is None:
        raise NotThere
    administrators = [membership for membership in here if membership.role == Role.ADMINISTRATOR]
    if ended.role == Role.ADMINISTRATOR and len(administrators) == 1:
        raise BadInput(_("Somebody must look after the town. Please name another administrator first."))
    ended.ended_at = at
    ended.save(update_fields=["ended_at"])
    record(actor, "end_role", ("accounts", "membership", ended.id), at=at)


def admit_volunteer(*, email: str, display_name: str, language: str, at: datetime) -> int:
    """Open a login without password for a volunteer who becomes active; answers the user's id.

    Called by the people's room, which knows who may admit. Somebody who has the role already keeps it.
    """
    user = _login(email=email, display_name=display_name, language=language, at=at)
    Membership.objects.get_or_create(
        user=user,
        organisation_id=current_organisation_id(),
        role=Role.VOLUNTEER,
        ended_at=None,
        defaults={"since": at},
    )
    return user.id


def admit_partner(*, email: str, display_name: str, language: str, partner_id: int, at: datetime) -> Membership:
    """Open a login without password for a member of a partner; who is one already stays one.

    Called by the rooms that know who may invite. Raises ``NotThere`` for a partner that the open organisation does not
    list, ``BadInput`` for what is no address or for somebody who speaks for another partner.
    """
    if "@" not in email:
        raise BadInput(_("Please enter an e-mail address, for example name@example.org."), field="email")
    partner(partner_id)
    user = _login(email=email, display_name=display_name, language=language, at=at)
    member, _is_new = Membership.objects.get_or_create(
        user=user,
        organisation_id=current_organisation_id(),
        role=Role.PARTNER,
        ended_at=None,
        defaults={"since": at, "partner_id": partner_id},
    )
    if member.partner_id != partner_id:
        raise BadInput(_("This person speaks for another partner of the town already."), field="email")
    return member


def end_partner_member(*, membership_id: int, partner_id: int, at: datetime) -> Membership:
    """End the role of a member of a partner; ``NotThere`` where she speaks for none of this id."""
    rows = Membership.objects.select_for_update().filter(
        organisation_id=current_organisation_id(), role=Role.PARTNER, partner_id=partner_id, ended_at__isnull=True
    )
    member = rows.filter(pk=membership_id).first()
    if member is None:
        raise NotThere
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    return member


def end_partner_members(*, partner_id: int, at: datetime) -> int:
    """End the role of everybody who speaks for a partner; answers how many."""
    return Membership.objects.filter(
        organisation_id=current_organisation_id(), role=Role.PARTNER, partner_id=partner_id, ended_at__isnull=True
    ).update(ended_at=at)


def end_volunteer(*, user_id: int, at: datetime) -> None:
    """End the role of a volunteer who leaves."""
    Membership.objects.filter(
        user_id=user_id, organisation_id=current_organisation_id(), role=Role.VOLUNTEER, ended_at__isnull=True
    ).update(ended_at=at)


def _check_partner(role: Role, partner_id: int | None, *, has_pages: bool) -> None:
    """Raises ``NotThere`` for a partner whom the open organisation does not list."""
    if role != Role.PARTNER or partner_id is None:
        raise BadInput(_("A partner's role belongs to one partner of the town."), field="role")
    if partner(partner_id).kind not in KINDS_WITH_PAGES and not has_pages:
        raise BadInput(_("There are no pages for this kind of partner yet."), field="role")


def _login(*, email: str, display_name: str, language: str, at: datetime) -> User:
    address = email.strip().lower()
    known = User.objects.filter(email=address).first()
    return known or User.objects.create_user(
        address, display_name=display_name.strip() or address, language=language, date_joined=at
    )
