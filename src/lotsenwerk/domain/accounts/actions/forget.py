"""Forget a login that has nothing left to open."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from lotsenwerk.domain.accounts.actions.membership import end_volunteer
from lotsenwerk.domain.accounts.models import Membership, User


def forget_login(user_id: int, *, at: datetime) -> int:
    """End the role of a volunteer here; without any other role the login is emptied too. Answers the rows touched.

    Whoever works for the town, or helps in another one, keeps the login for that. An emptied login opens nothing: its
    sessions end with the password, its codes have no address.
    """
    end_volunteer(user_id=user_id, at=at)
    if Membership.objects.filter(user_id=user_id, ended_at__isnull=True).exists():
        return 0
    forgotten = User.objects.select_for_update().get(pk=user_id)
    forgotten.email = f"forgotten-{forgotten.pk}@lotsenwerk.invalid"
    forgotten.display_name, forgotten.language, forgotten.last_login = "", "de", None
    forgotten.is_active = False
    forgotten.set_unusable_password()
    forgotten.save()
    addresses: int = EmailAddress.objects.filter(user_id=user_id).delete()[0]
    factors: int = Authenticator.objects.filter(user_id=user_id).delete()[0]
    return 1 + addresses + factors
