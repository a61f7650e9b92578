"""What the call list says: why somebody is called, in one plain sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.models import AlertKind
from lotsenwerk.domain.assistance.queries.book import ALERT, Call, Due
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import money
from lotsenwerk.kit.money import Cents
from lotsenwerk.web.desk.wording import begins, called, called_as_object, day_in_words, time_in_words

ALERTS: Final[Mapping[str, str | Promise]] = {
    AlertKind.MONEY_MISSING: gettext_lazy("Money is missing"),
    AlertKind.NOT_AT_HOME: gettext_lazy("Nobody opened"),
    AlertKind.NO_SHOW: gettext_lazy("Did not come"),
    AlertKind.CANNOT_COME: gettext_lazy("Cannot come"),
    AlertKind.NOBODY_ENDED: gettext_lazy("No word yet"),
    AlertKind.NOBODY_FOUND: gettext_lazy("Nobody was found"),
    AlertKind.VOLUNTEER_AWAY: gettext_lazy("Helper is away"),
}
"""Each alert in two words."""
THE_HELPER_KNOWS: Final = frozenset({AlertKind.MONEY_MISSING, AlertKind.NO_SHOW, AlertKind.NOBODY_ENDED})
"""What is asked of the volunteer; of everything else one speaks with the client."""


def whom_to_call(call: Call) -> Person:
    """Who can say more, or has to hear it."""
    is_hers = call.due.what == ALERT and call.due.why in THE_HELPER_KNOWS
    return call.last.volunteer.person if is_hers and call.last else call.need.client.person


def why(call: Call, now: datetime) -> str:
    """What has happened."""
    client = call.need.client.person
    return _sentence(call.due) % {
        "name": called(call.last.volunteer.person) if call.last else _("Somebody"),
        "client": called(client),
        "with_client": called_as_object(client),
        "day": day_in_words(begins(call.need), now),
        "time": time_in_words(begins(call.need)),
        "amount": money.shown(Cents(call.due.cents or 0)),
    }


def _sentence(due: Due) -> str:
    if due.why == AlertKind.MONEY_MISSING and due.cents is not None:
        return _("%(name)s says: money is missing with %(with_client)s, %(amount)s.")
    sentences = {
        AlertKind.MONEY_MISSING: _("%(name)s says: money is missing with %(with_client)s."),
        AlertKind.NOT_AT_HOME: _("%(name)s was at the door %(day)s at %(time)s, and %(client)s did not open."),
        AlertKind.NO_SHOW: _("%(name)s did not come to %(with_client)s %(day)s at %(time)s. What happened?"),
        AlertKind.CANNOT_COME: _("%(name)s cannot come to %(with_client)s %(day)s at %(time)s. Who goes instead?"),
        AlertKind.NOBODY_ENDED: _("%(name)s has not said yet that the visit to %(with_client)s is over."),
        AlertKind.NOBODY_FOUND: _("Nobody was found yet for %(with_client)s %(day)s at %(time)s."),
        AlertKind.VOLUNTEER_AWAY: _("%(name)s is away and was to come to %(with_client)s %(day)s at %(time)s."),
    }
    return sentences[AlertKind(due.why)]
