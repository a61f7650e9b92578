"""allauth's questions, answered for this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class EntranceAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up: the administration gives a role, or a volunteer becomes active."""
        return False
