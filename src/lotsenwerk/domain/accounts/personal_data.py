"""What the accounts' room keeps of people."""

from collections.abc import Mapping

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit.personal import Declaration, Erased, Personal


def export_login(user_id: int) -> Mapping[str, object]:
    """What a login holds of its owner. This room knows no persons: the privacy room says whose login it is."""
    user = User.objects.get(pk=user_id)
    return {
        "email": user.email,
        "display_name": user.display_name,
        "language": user.language,
        "last_login": user.last_login.isoformat() if user.last_login else None,
    }


# Erased by ``actions.forget.forget_login``, which the privacy room calls with the login of the person.
DECLARATION = Declaration(
    room="accounts",
    fields={
        "User.email": Personal("to log in and to be sent a code", Erased.BLANKED),
        "User.display_name": Personal("to show who did something", Erased.BLANKED),
        "User.language": Personal("screens and letters in the person's language", Erased.BLANKED),
        "User.password": Personal("to log in; only a hash is kept", Erased.BLANKED),
        "User.last_login": Personal("to notice a login that is not one's own", Erased.BLANKED),
    },
    impersonal=frozenset(
        {
            *("User.single_keys", "User.is_active", "User.date_joined"),
            *("Membership.role", "Membership.since", "Membership.ended_at"),
            *("SupportSession.reason", "SupportSession.opened_at", "SupportSession.closes_at"),
        },
    ),
)
