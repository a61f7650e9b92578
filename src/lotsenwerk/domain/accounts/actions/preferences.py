"""What a user says about the way the program speaks to her."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit.errors import BadInput


def set_language(user: User, language: str) -> None:
    """Set the language of screens and letters."""
    if language not in dict(settings.LANGUAGES):
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    User.objects.filter(pk=user.pk).update(language=language)


def set_single_keys(user: User, *, on: bool) -> None:
    """Switch shortcuts of one key on or off (WCAG 2.1.4)."""
    User.objects.filter(pk=user.pk).update(single_keys=on)
