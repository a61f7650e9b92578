"""allauth's pages that set up a second factor, with one thing more.

Whoever has just shown the new app or the new passkey is known well enough to see the codes on paper that follow;
allauth would ask for the same app again.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import Http404, HttpRequest, HttpResponse


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: object) -> HttpResponse:
        """Set it up."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp", reauthenticated=True)
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: object) -> HttpResponse:
        """Add it."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="webauthn", reauthenticated=True)
        return response


def not_there(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Pages that allauth has to be able to name and that nobody here may use: there is no sign-up."""
    raise Http404
