"""The seven steps of a tour through the demonstration: who one becomes, and which of her pages one sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.queries.food_bank import day_of, next_days
from lotsenwerk.domain.assistance.queries.journey import needs_of_client, open_offers_of, to_confirm, visits_ahead
from lotsenwerk.domain.people.queries import client_for
from lotsenwerk.domain.people.queries.finding import find_people
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

COORDINATOR: Final = "Renate Kissel"
HELPER: Final = "Amira Haddad"
COUNTER: Final = "Hannelore Rau (Tafel)"
CALLER: Final = "Erna Weber"


@dataclass(frozen=True, slots=True)
class Stop:
    """One button: who one becomes, and the page that is found when it is pressed."""

    slug: str
    who: str
    label: str | Promise
    find: Callable[[Actor, datetime], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour, with a button or two."""

    drawing: str
    title: str | Promise
    text: str | Promise
    stops: Sequence[Stop]


def _call(actor: Actor, _at: datetime) -> str:
    """The call of somebody who is known, with the form as it was last time."""
    found = next((one.person for one in find_people(actor, CALLER) if one.person.client), None)
    if found is None:
        return reverse("desk:needs_new")
    last = needs_of_client(actor, client_for(actor, found.id).id, most=1)
    again = "?" + urlencode({"again": last[0].id}) if last else ""
    return reverse("desk:needs_new_for", kwargs={"person_id": found.id}) + again


def _question(actor: Actor, at: datetime) -> str:
    """The newest question on her phone."""
    asked = max(open_offers_of(actor, after=at), key=lambda offer: offer.made_at, default=None)
    return reverse("mine:offer", kwargs={"ref": asked.ref}) if asked else reverse("mine:home")


def _visit(actor: Actor, _at: datetime) -> str:
    """Where she is, or goes next."""
    ahead = visits_ahead(actor, most=1)
    return reverse("mine:assignment", kwargs={"ref": ahead[0].ref}) if ahead else reverse("mine:home")


def _money(actor: Actor, _at: datetime) -> str:
    ahead = visits_ahead(actor, most=1)
    return reverse("mine:money", kwargs={"ref": ahead[0].ref}) if ahead else reverse("mine:home")


def _calls(_actor: Actor, _at: datetime) -> str:
    return reverse("desk:calls")


def _to_confirm(actor: Actor, _at: datetime) -> str:
    """What was reported first and waits."""
    waits = next(iter(to_confirm(actor)[:1]), None)
    return reverse("desk:need", kwargs={"need_id": waits.id}) if waits else reverse("desk:needs")


def _counter(actor: Actor, at: datetime) -> str:
    """Today, or the next day on which food is given out."""
    today = clock.local(at).date()
    day = day_of(actor, actor.partner_id or 0, today)
    coming = next_days(actor, actor.partner_id or 0, day, today)
    expected = next((on for on, guests in coming if guests), today)
    if expected == today:
        return reverse("partner:day")
    return reverse("partner:other_day", kwargs={"on": expected.isoformat()})


def _cash(_actor: Actor, _at: datetime) -> str:
    return reverse("desk:cash")


STEPS: Final = (
    Step(
        "phone",
        _("The telephone rings"),
        _(
            "Erna Weber wants her shopping, as every week. Her call is open with everything from last Thursday. "
            "Choose the day and whom to ask."
        ),
        [Stop("call", COORDINATOR, _("Answer the telephone"), _call)],
    ),
    Step(
        "envelope",
        _("Amira says yes"),
        _("She is asked in Arabic, on her phone. One tap on the big button, without login or app."),
        [Stop("yes", HELPER, _("Hold Amira's phone"), _question)],
    ),
    Step(
        "basket",
        _("Shopping with a list in two languages"),
        _(
            "Each thing in German and in Arabic, with a picture and a big box. The address is shown from the yes on, "
            "and each look at it is written down."
        ),
        [Stop("list", HELPER, _("Go shopping"), _visit)],
    ),
    Step(
        "coins",
        _("The money meets"),
        _(
            "Received, spent, given back: three numbers that must meet. Type 30, 24.60 and 5.40. "
            "Try it with a wrong one too: nobody is stuck."
        ),
        [Stop("money", HELPER, _("Settle the money"), _money)],
    ),
    Step(
        "check",
        _("Call back and confirm"),
        _("Who comes, when, and the word for the door: a person calls and says it. What is done is confirmed."),
        [
            Stop("calls", COORDINATOR, _("Call back"), _calls),
            Stop("confirm", COORDINATOR, _("Confirm a visit"), _to_confirm),
        ],
    ),
    Step(
        "office",
        _("The food bank's day"),
        _("Hannelore Rau stands at the counter with her list: who has come, who has sent a helper with a slip."),
        [Stop("food-bank", COUNTER, _("Stand at the counter"), _counter)],
    ),
    Step(
        "book",
        _("Counting the float"),
        _("In the evening the float is counted. The book knows what should be in it, to the cent."),
        [Stop("cash", COORDINATOR, _("Close the day"), _cash)],
    ),
)

STOPS: Final = {stop.slug: stop for step in STEPS for stop in step.stops}
