"""What the accounts' room keeps of people."""

from lotsenwerk.kit.personal import Declaration, Erased, Personal

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
        },
    ),
)
