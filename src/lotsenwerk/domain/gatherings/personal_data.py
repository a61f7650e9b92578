"""What bookings and lists to sign up keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import Booking, BookingState, SignUp, SignUpState
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal

GUEST_KEPT: Final = timedelta(days=90)
"""So long a guest's name is kept after her list has ended: proposal of docs/rules/retention.md."""


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Who has something of the town's, or is going to, or comes to something, cannot be forgotten yet."""
    now: datetime = clock.now()
    ahead = Booking.objects.filter(person_id=person_id, state=BookingState.BOOKED, during__endswith__gt=now)
    comes = SignUp.objects.filter(
        person_id=person_id, state__in=(SignUpState.SIGNED_UP, SignUpState.WAITING), list__ended_at__isnull=True
    )
    reasons: list[Sentence] = []
    if ahead.exists():
        reasons.append(_("Something is still booked for this person. Please cancel it first."))
    if comes.exists():
        reasons.append(_("This person is signed up for something. Please take her off the list first."))
    return reasons


def export(person_id: int) -> Mapping[str, object]:
    """Every booking and every sign-up of a person, in values that JSON can hold."""
    signed = SignUp.objects.filter(person_id=person_id).order_by("asked_at")
    rows = Booking.objects.filter(person_id=person_id).select_related("thing").order_by("during")
    return {
        "bookings": [
            {"thing": one.thing.name, "from": one.during.lower.isoformat(), "state": one.state} for one in rows
        ],
        "sign_ups": [
            {
                "at": one.asked_at.isoformat(),
                "state": one.state,
                "companions": one.companions,
                "children": one.children,
                "language": one.language,
                "as_guest": f"{one.guest_name} {one.guest_contact}".strip(),
            }
            for one in signed
        ],
    }


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """What a sign-up tells beside its number goes; that somebody came stays a figure."""
    return SignUp.objects.filter(person_id=person_id).update(
        guest_name="", guest_contact="", language="de", companions=0, children=0
    )


def due(at: datetime) -> Sequence[Due]:
    """Guests of lists that ended long enough ago. A name that is empty is forgotten already."""
    rows = SignUp.objects.filter(person__isnull=True, list__ended_at__lt=at - GUEST_KEPT).select_related("list")
    return [
        Due(
            rule="gatherings.guest",
            subject=("gatherings", "sign_up", row.pk),
            who=row.guest_name,
            on=clock.local((row.list.ended_at or at) + GUEST_KEPT).date(),
            reason=_("What this guest came to is over: her name and number are forgotten."),
        )
        for row in rows.order_by("id")
        if row.guest_name or row.guest_contact
    ]


def expire(one: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Empty what was kept of a guest; that somebody came stays a figure."""
    SignUp.objects.filter(pk=one.subject[2]).update(guest_name="", guest_contact="", language="de")


def join(kept_id: int, gone_id: int) -> int:
    """What was booked for the second entry of a person was booked for her; who signed up twice comes once."""
    moved = Booking.objects.filter(person_id=gone_id).update(person_id=kept_id)
    comes = (SignUpState.SIGNED_UP, SignUpState.WAITING)
    lists = SignUp.objects.filter(person_id=kept_id, state__in=comes).values("list_id")
    twice = SignUp.objects.filter(person_id=gone_id, state__in=comes, list_id__in=lists)
    twice.update(state=SignUpState.WITHDRAWN)
    return moved + SignUp.objects.filter(person_id=gone_id).update(person_id=kept_id)


_COMES = "to know who comes, and with whom"
# A booking names a person by her key alone: once her row has no name any more, it says nothing of anybody.
DECLARATION = Declaration(
    room="gatherings",
    fields={
        "SignUp.guest_name": Personal(_COMES, Erased.BLANKED),
        "SignUp.guest_contact": Personal("to tell who waits that there is a seat", Erased.BLANKED),
        "SignUp.language": Personal("to write in it", Erased.BLANKED),
        "SignUp.companions": Personal(_COMES, Erased.BLANKED),
        "SignUp.children": Personal(_COMES, Erased.BLANKED),
    },
    impersonal=frozenset(
        {
            *("Thing.kind", "Thing.name", "Thing.sort_key", "Thing.where", "Thing.lat", "Thing.lon", "Thing.note"),
            *("Thing.handover_minutes", "Thing.to_carriers", "Thing.added_at", "Thing.ended_at"),
            *("Booking.purpose", "Booking.answer"),
            *("Material.ref", "Material.title", "Material.content", "Material.size", "Material.is_public"),
            *("Material.added_at",),
            *("Booking.during", "Booking.handover_minutes", "Booking.state", "Booking.room", "Booking.kind"),
            *("Booking.subject_id", "Booking.made_at", "Booking.made_by_user_id"),
            *("SignUpList.seats", "SignUpList.most_companions", "SignUpList.childcare_seats", "SignUpList.opens_at"),
            *("SignUpList.closes_at", "SignUpList.made_at", "SignUpList.ended_at"),
            *(
                "SignUp.call_about",
                "Series.often",
                "Series.first_day",
                "Series.last_day",
                "Series.begins",
                "Series.ends",
            ),
            *("Series.form", "Series.link", "Series.takes_sign_ups", "Series.seats", "Series.most_companions"),
            *("Series.childcare_seats", "Series.closes_hours_before", "Series.changes", "Series.made_at"),
            *("SeriesDay.regular_day", "SeriesDay.turn", "SeriesDay.moved_to", "SeriesDay.begins", "SeriesDay.ends"),
            *("SeriesDay.reason", "SeriesDay.visitors", "SeriesDay.changes", "TableCount.level", "TableCount.people"),
            *("LoggedItem.what", "LoggedItem.grams", "LoggedItem.outcome", "LoggedItem.noted_at"),
            *("SignUp.ref", "SignUp.state", "SignUp.asked_at", "SignUp.moved_up_at", "SignUp.withdrawn_at"),
        },
    ),
    rules=frozenset({"gatherings.guest"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    needed_because=needed_because,
    join=join,
)
