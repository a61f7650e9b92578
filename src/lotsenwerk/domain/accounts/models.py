"""Who can log in, and what they are in which organisation. A person of the people's room never needs one of these."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from lotsenwerk.domain.organisations.models import Organisation


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a login. Without a password it can be entered by code only."""
        made = self.model(email=email.strip().lower(), **fields)
        made.set_password(password)
        made.save(using=self._db)
        return made


VisitRow = tuple[int, str, str, int | None, list[str]]
"""A role that is read with a login: the organisation and its name, the role, the partner, the modules switched on."""


class User(AbstractBaseUser):
    """A login. What it may do is said by its memberships alone: there is no superuser."""

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="de")
    single_keys = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()
    visits_read: Sequence[VisitRow] | None = None
    """Town, its name and the role of each membership, where they were read together with the login."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"


class Role(models.TextChoices):
    COORDINATOR = "coordinator"
    ASSISTANT = "assistant"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"
    STATE_VIEWER = "state_viewer"
    OPERATOR = "operator"


DESK_ROLES = frozenset({Role.COORDINATOR, Role.ASSISTANT, Role.CLERK, Role.ADMINISTRATOR})
"""Roles that work at the desk."""
STAFF_ROLES = DESK_ROLES | {Role.STATE_VIEWER, Role.OPERATOR}
"""Roles that must show a second factor."""


class Membership(models.Model):
    """A user has a role in an organisation; ``partner`` is the partner inside it for which she speaks."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="accounts_role_once",
            ),
        ]


class SupportSession(models.Model):
    """The operator of the installation has opened one town, with a reason and for a short while.

    There is no superuser: what an operator does in a town stands in that town's journal like everything else.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gte=models.F("opened_at")), name="accounts_support_closes_after"
            ),
        ]
