"""Nothing new of what a town has switched off."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.organisations.modules import Modules
from lotsenwerk.domain.organisations.queries import switched_on
from lotsenwerk.kit.errors import BadInput


def refuse_what_is_off(modules: Modules, field: str) -> None:
    """Refuse something new of a kind whose modules are all switched off; ``BadInput`` at the field. One query."""
    if modules.isdisjoint(switched_on()):
        raise BadInput(_("This is switched off in your town. The administration can switch it on."), field=field)
