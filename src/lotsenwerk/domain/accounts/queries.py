"""Reads of logins and memberships."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from lotsenwerk.domain.accounts.models import Membership, Role, SupportSession, User, VisitRow
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.prepared import prepared


def memberships_of(user_id: int) -> QuerySet[Membership]:
    """What the user is now, in which organisation."""
    current = Membership.objects.filter(user_id=user_id, ended_at__isnull=True, organisation__keeps_records=True)
    return current.select_related("organisation").order_by("organisation__sort_key", "role")


def roles_in(user_id: int, organisation_id: int) -> frozenset[str]:
    """The roles that the user has in one organisation."""
    return frozenset(memberships_of(user_id).filter(organisation_id=organisation_id).values_list("role", flat=True))


def organisations_of(user_id: int) -> Sequence[Organisation]:
    """The organisations in which the user has any role, in the order of names."""
    return list(
        Organisation.objects.filter(
            memberships__user_id=user_id, memberships__ended_at__isnull=True, keeps_records=True
        )
        .distinct()
        .order_by("sort_key", "id"),
    )


def members_of(organisation_id: int) -> QuerySet[Membership]:
    """Who has a role in the organisation."""
    current = Membership.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    return current.select_related("user").order_by("user__display_name", "id")


@prepared
def members_by_name(organisation_id: int) -> QuerySet[Membership]:
    """The same for a list: what each is, her name, and for a partner of which kind she speaks."""
    return members_of(organisation_id).select_related("partner").only("role", "user__display_name", "partner__kind")


def members_of_partners(organisation_id: int) -> QuerySet[Membership]:
    """Who speaks for which partner of the organisation."""
    return members_of(organisation_id).filter(role=Role.PARTNER).select_related("partner")


def partner_of(user_id: int, organisation_id: int) -> int | None:
    """The partner inside an organisation for which a user speaks, if she does."""
    rows = memberships_of(user_id).filter(organisation_id=organisation_id, role=Role.PARTNER)
    return rows.order_by("id").values_list("partner_id", flat=True).first()


def user_by_email(email: str) -> User | None:
    """The login of this address, if there is one."""
    return User.objects.filter(email=email.strip().lower()).first()


def names_of(user_ids: Sequence[int]) -> dict[int, str]:
    """Display names by id, for screens that show who did something."""
    return dict(_names(set(user_ids)))


@prepared
def _names(user_ids: Collection[int]) -> QuerySet[User, tuple[int, str]]:
    return User.objects.filter(pk__in=user_ids).values_list("pk", "display_name")


_VISITS = (
    "SELECT m.organisation_id, o.name, m.role, m.partner_id, o.modules FROM accounts_membership m"
    " JOIN organisations_organisation o ON o.id = m.organisation_id"
    " WHERE m.user_id = %s AND m.ended_at IS NULL AND o.keeps_records ORDER BY o.sort_key, m.role, m.id"
)
"""As ``memberships_of`` says it, without rows: every page of the desk begins with it."""


def visits_of(user: User) -> dict[int, tuple[str, frozenset[str]]]:
    """For each organisation in which the user has a role: its name and the roles.

    One query, or none where they were read with the login; for the operator of the installation one more, for the
    towns she has opened for support.
    """
    found: dict[int, tuple[str, set[str]]] = {}
    for organisation_id, name, role, _partner_id, _modules in _visits_read(user):
        found.setdefault(organisation_id, (name, set()))[1].add(role)
    if any(Role.OPERATOR in roles for _name, roles in found.values()):
        for opened in open_support_sessions(user.pk, clock.now()):
            found.setdefault(opened.organisation_id, (opened.organisation.name, set()))[1].add(Role.ADMINISTRATOR)
    return {organisation_id: (name, frozenset(roles)) for organisation_id, (name, roles) in found.items()}


def speaks_for(user: User, organisation_id: int) -> int | None:
    """The partner inside an organisation for which a user speaks, if she does: as ``visits_of`` reads it."""
    mine = [(row[2], row[3]) for row in _visits_read(user) if row[0] == organisation_id]
    return next((partner for role, partner in mine if role == Role.PARTNER), None)


def modules_of(user: User, organisation_id: int) -> frozenset[str]:
    """What the organisation has switched on, as ``visits_of`` reads it.

    One query more for the operator, who has no role in a town that she has opened for support.
    """
    found = (row[4] for row in _visits_read(user) if row[0] == organisation_id)
    modules = next(found, None)
    return frozenset(organisation(organisation_id).modules if modules is None else modules)


def _visits_read(user: User) -> Sequence[VisitRow]:
    if user.visits_read is not None:
        return user.visits_read
    with connection.cursor() as cursor:
        cursor.execute(_VISITS, [user.pk])
        rows: list[VisitRow] = cursor.fetchall()
        return rows


_COLUMNS = [field.column for field in User._meta.concrete_fields]  # noqa: SLF001 - Django's own way
_ARRIVING = (
    f"SELECT {', '.join(f'u.{column}' for column in _COLUMNS)},"  # noqa: S608 - our own
    " m.organisation_id, m.name, m.role, m.partner_id, m.modules FROM accounts_user u LEFT JOIN"
    " (SELECT a.id, a.user_id, a.organisation_id, o.name, a.role, a.partner_id, o.sort_key, o.modules"
    " FROM accounts_membership a JOIN organisations_organisation o ON o.id = a.organisation_id"
    " WHERE a.ended_at IS NULL AND o.keeps_records) m ON m.user_id = u.id"
    " WHERE u.id = %s ORDER BY m.sort_key, m.role, m.id"
)


def arriving(user_id: int) -> User | None:
    """The login of somebody who comes with a session, and what she is where, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVING, [user_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    count = len(_COLUMNS)
    user = User.from_db(connection.alias, [field.attname for field in User._meta.concrete_fields], rows[0][:count])  # noqa: SLF001
    user.visits_read = [row[count:] for row in rows if row[count] is not None]
    return user


def open_support_sessions(user_id: int, at: datetime) -> Sequence[SupportSession]:
    """The towns that an operator has open now."""
    rows = SupportSession.objects.filter(user_id=user_id, closes_at__gt=at).select_related("organisation")
    return list(rows.order_by("closes_at"))


def operators_town(user: User) -> int | None:
    """The town in whose record stands what the operator does for the whole installation; none for everybody else."""
    rows = Membership.objects.filter(user=user, role=Role.OPERATOR, ended_at__isnull=True)
    return rows.order_by("id").values_list("organisation_id", flat=True).first()


def is_operator(user: User) -> bool:
    """Whether the user keeps the installation."""
    return Membership.objects.filter(user=user, role=Role.OPERATOR, ended_at__isnull=True).exists()
