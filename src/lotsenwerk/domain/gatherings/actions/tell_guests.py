"""Write to guests who left an address: their day has changed, or a seat has become free. The others are called."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lotsenwerk.domain.gatherings.days import one_day
from lotsenwerk.domain.gatherings.models import CallAbout, SeriesDay, SignUp
from lotsenwerk.domain.gatherings.seats import COMES
from lotsenwerk.domain.gatherings.sentences import day_in_words, hours
from lotsenwerk.domain.notifications.channels import way_for
from lotsenwerk.domain.notifications.models import Channel
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing, Unclear
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.kit.locking import lock


def tell_guests() -> int:
    """Write to everybody who is to be told and left an e-mail address; answers how many letters left.

    Who cannot be written to stays marked at the desk, to be called.
    """
    rows = SignUp.objects.exclude(call_about="").filter(person__isnull=True, state__in=COMES)
    return sum(_tell(row.pk) for row in rows.filter(list__ended_at__isnull=True) if "@" in row.guest_contact)


def _tell(sign_up_id: int) -> bool:
    """The mark goes first: a letter that hangs is not sent twice, and one that certainly failed is marked again."""
    row = lock(SignUp.objects.all(), pk=sign_up_id)
    day = SeriesDay.objects.select_related("series__page").filter(sign_up_list=row.list_id).first()
    if day is None or not row.call_about:
        return False
    letter = _letter(row, day)
    try:
        way_for(Channel.MAIL).send(letter)
    except (NotDelivered, Unclear):
        return False
    row.call_about = CallAbout.NOTHING
    row.save(update_fields=["call_about"])
    return True


def _letter(row: SignUp, day: SeriesDay) -> Outgoing:
    with translation.override(row.language):
        told = {"name": row.guest_name, "what": german_of(day.series.page).title, "when": _when(day), "why": day.reason}
        if row.call_about == CallAbout.MOVED_UP:
            body = _("Hello %(name)s, a seat has become free for you: %(what)s, %(when)s.") % told
        elif row.call_about == CallAbout.CANCELLED:
            body = _("Hello %(name)s, this date is cancelled: %(what)s, %(when)s. %(why)s") % told
        else:
            body = _("Hello %(name)s, a date has changed. It is now: %(what)s, %(when)s.") % told
        return Outgoing(row.pk, row.guest_contact, _("Your sign-up"), f"{body}\n\n{settings.PUBLIC_URL}")


def _when(day: SeriesDay) -> str:
    taking = one_day(day.series, day.regular_day, day)
    return f"{day_in_words(taking.begins)}, {hours(taking.begins, taking.ends)}" if taking else str(day.regular_day)
