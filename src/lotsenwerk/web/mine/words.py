"""Time in plain words, in the language that is active now."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.kit import clock

MINUTES_PER_HOUR = 60


def day_in_words(at: datetime, now: datetime) -> str:
    """Today, tomorrow, or weekday and date, as a calendar on a Hessian wall has it."""
    ahead = clock.local(at).date() - clock.local(now).date()
    if ahead == timedelta():
        return _("Today")
    if ahead == timedelta(days=1):
        return _("Tomorrow")
    return date_format(clock.local(at), _("l, j F"))


def hour_in_words(at: datetime) -> str:
    """The time of a clock in Hessen: ``10`` or ``10:30`` in German, ``10:00`` elsewhere."""
    local = clock.local(at)
    is_full_hour_in_german = local.minute == 0 and (translation.get_language() or "").startswith("de")
    return date_format(local, "G" if is_full_hour_in_german else "H:i")


def when_in_words(at: datetime, now: datetime) -> str:
    """Day and time as one says them."""
    return _("%(day)s at %(hour)s") % {"day": day_in_words(at, now), "hour": hour_in_words(at)}


def length_in_words(minutes: int) -> str:
    """How long something takes: minutes up to an hour and a half, then hours and minutes."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if not hours or (minutes < 2 * MINUTES_PER_HOUR and rest):
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    whole = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if not rest:
        return whole
    return _("%(hours)s %(minutes)s") % {
        "hours": whole,
        "minutes": ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest},
    }
