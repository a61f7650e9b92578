"""allauth's questions, answered for this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit import crypto

TOTP_PURPOSE = "accounts.authenticator.secret"


class EntranceAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This login is switched off. Please call your coordinator."),
        "email_password_mismatch": _("This address and this password do not belong together."),
        "enter_current_password": _("Please enter the password you use now."),
        "incorrect_code": _("This code is not right. Please look at the newest letter."),
        "incorrect_password": _("This password is not right."),
        "invalid_login": _("This did not work. Please try again."),
        "invalid_password_reset": _("This link is not valid any more. Please ask for a new one."),
        "invalid_or_expired_key": _("This link is not valid any more. Please ask for a new one."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes and try again."),
        "rate_limited": _("Too many tries. Please wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up: the administration gives a role, or a volunteer becomes active."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the page of the second factor and the password."""
        return reverse("mfa_index")

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether this is the password of somebody who is logged in already; tries are counted as at the login."""
        request = context.request
        self.pre_authenticate(request, email=getattr(user, "email", ""))
        is_right = user.check_password(password)
        if is_right:
            self._rollback_login_failed_rl_usage()
        return is_right


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Please try the next one."),
        "cannot_delete_authenticator": _("This is your last second factor. Please add another one first."),
        "cannot_generate_recovery_codes": _("Please set up a second factor first."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets of authenticators lie encrypted with our own keys."""
        return crypto.encrypt(text, TOTP_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of :meth:`encrypt`."""
        return crypto.decrypt(encrypted_text, TOTP_PURPOSE)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002, ARG002
        """A name for a new passkey, to be changed by its owner."""
        return gettext("My passkey")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:  # noqa: ARG002
        """Whoever must have a second factor is led to set up a new one before her desk opens."""
        return True

    def _get_site_name(self) -> str:
        return "Lotsenwerk"


def display_name(user: Any) -> str:
    """How somebody is addressed in letters of the entrance."""
    return user.display_name if isinstance(user, User) else ""
