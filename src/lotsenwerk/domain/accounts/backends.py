"""How a login is found again when somebody comes with a session: every page of every door begins with it."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.accounts.queries import arriving


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's own, but for the way a login is read."""

    def get_user(self, user_id: Any) -> User | None:
        """The login with its memberships; None for one that is gone or closed."""
        user = arriving(int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
