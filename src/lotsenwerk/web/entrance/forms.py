"""allauth's forms with our words. What they do is theirs."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = _("E-mail address")
PASSWORD = _("Password")


def _put(field: forms.Field, label: Any, hint: Any = "", **attrs: str) -> None:
    """Our words on a field: a label above, a hint below it, nothing inside."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({name.replace("_", "-"): value for name, value in attrs.items()})


def _put_code(field: forms.Field, label: Any, hint: Any = "") -> None:
    field.label, field.help_text = label, hint
    field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    field.widget.attrs["class"] = "code-field"


class LoginForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put(self.fields["login"], EMAIL, autocomplete="username")
        _put(self.fields["password"], PASSWORD)


class RequestLoginCodeForm(account.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put(self.fields["email"], EMAIL)


class ConfirmLoginCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_code(self.fields["code"], _("Code from the letter"))


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put(self.fields["password"], PASSWORD)


def _put_new_password(form: forms.Form) -> None:
    hint = _("At least 12 characters. Three or four words that only you would put together are easy to remember.")
    _put(form.fields["password1"], _("New password"), hint)
    _put(form.fields["password2"], _("New password once more"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put(self.fields["oldpassword"], _("Password so far"))
        _put_new_password(self)


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_new_password(self)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put(self.fields["email"], EMAIL)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_new_password(self)


class AuthenticateForm(factor.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits from the app, or one of the codes you wrote down.")
        _put_code(self.fields["code"], _("Code from your app"), hint)


class SecondReauthenticateForm(factor.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits from the app, or one of the codes you wrote down.")
        _put_code(self.fields["code"], _("Code from your app"), hint)


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_code(self.fields["code"], _("The six digits that the app shows now"))


class AddPasskeyForm(passkey.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey always opens without a password: a second kind of key would only be a second thing to explain."""

    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.CheckboxInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("So that you know later which one it is, for example “Office computer”.")
        _put(self.fields["name"], _("Name of the passkey"), hint)
