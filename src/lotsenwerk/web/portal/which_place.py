"""One postcode may belong to several places that take part: then the reader says which is hers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lotsenwerk.domain.organisations.models import Organisation


def chosen(bodies: Sequence[Organisation], place: int | None) -> Organisation | None:
    """The only body, or the one that was chosen by its number; none while the reader still has to choose."""
    if len(bodies) == 1:
        return bodies[0]
    return next((one for one in bodies if one.pk == place), None)


def choose_yours() -> str:
    """What the form says then."""
    return _("Your postcode belongs to several places. Please choose yours.")
