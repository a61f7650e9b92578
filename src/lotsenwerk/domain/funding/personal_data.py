"""What hours that count keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.telling import forget_told
from lotsenwerk.domain.funding.models import (
    Coordinating,
    SaidElsewhere,
    TaxChoice,
    TellingConsent,
    ToldHours,
    Waiver,
)
from lotsenwerk.domain.people.models import Person, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.tenancy import current_organisation_id

WITHDRAWN_KEPT: Final = timedelta(days=365)
"""So long it can be shown that a consent stood when hours were told: docs/rules/retention.md."""
_CAP = "to know which cap of hours counted on which day"
_TOLD = "so that organisations tell each other hours only while she agrees"
_SAID = "so that the cap and the tax ceiling are not passed unseen"
_WAIVED = "to pay no allowance to whoever waived it"


_OF_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "Grant": (
        *("ref", "programme", "line", "year", "title", "first_day", "last_day", "state", "state_since"),
        *("budget_code", "cost_centre", "made_at"),
    ),
    "GrantText": ("field", "text", "saved_at"),
    "FinancingItem": ("side", "part", "words", "quantity", "unit_cents", "cents"),
    "Notice": ("number", "dated", "received", "cents", "pool_cents", "minutes", "valid_from", "noted_at"),
    "Instalment": ("due", "cents", "received_on", "received_cents", "noted_at"),
    "GrantTask": ("kind", "words", "due", "rule", "done_at", "reminded_at", "made_at"),
    "CalendarFeed": ("digest", "made_at"),
    "LedgerLine": (
        *("part", "day", "cents", "quantity", "months", "share", "gross_cents", "words"),
        *("source_kind", "turn", "because", "noted_at"),
    ),
    "Pull": ("asked_at", "people", "people_done", "added", "reversed", "elsewhere", "finished_at"),
}
"""Files of grants and their ledger name nobody: a line says what it was made from, and that row who gave it."""


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Delete what she said and agreed to; her days as a coordinating guide and her waivers stay, a pool's figures."""
    user_id = Person.objects.filter(pk=person_id).values_list("user_id", flat=True).first()
    own = (TellingConsent, SaidElsewhere, TaxChoice)
    gone = sum(model.objects.filter(volunteer__person_id=person_id).delete()[0] for model in own)
    return gone + forget_told(user_id)


def due(at: datetime) -> Sequence[Due]:
    """What was said of the year before the last or of an older one, and consents that were taken back a year ago."""
    today = clock.local(at).date()
    said = SaidElsewhere.objects.filter(year__lt=today.year - 1).select_related("volunteer__person")
    withdrawn = TellingConsent.objects.filter(withdrawn_at__lt=at - WITHDRAWN_KEPT).select_related("volunteer__person")
    return [
        *(
            Due(
                rule="funding.said_elsewhere",
                subject=("funding", "said_elsewhere", one.pk),
                who=one.volunteer.person.formal_name,
                on=date(one.year + 2, 1, 1),
                reason=_("The year of which it was said is long over: what she said of other places is forgotten."),
            )
            for one in said.order_by("year", "id")
        ),
        *(
            Due(
                rule="funding.consent",
                subject=("funding", "telling_consent", one.pk),
                who=one.volunteer.person.formal_name,
                on=clock.local((one.withdrawn_at or at) + WITHDRAWN_KEPT).date(),
                reason=_("She took her consent back a year ago: that she had given it is forgotten."),
            )
            for one in withdrawn.order_by("withdrawn_at", "id")
        ),
    ]


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget one of them."""
    kept = {"funding.said_elsewhere": SaidElsewhere, "funding.consent": TellingConsent}[due.rule]
    kept.objects.filter(pk=due.subject[2]).delete()


def export(person_id: int) -> Mapping[str, object]:
    """Everything this room knows of a person, in values that JSON can hold."""
    own = {"volunteer__person_id": person_id}
    user_id = Person.objects.filter(pk=person_id).values_list("user_id", flat=True).first()
    told = ToldHours.objects.filter(user_id=user_id or 0, organisation_id=current_organisation_id())
    return {
        "told_hours": [{"year": one.year, "minutes": one.minutes} for one in told.order_by("year")],
        "coordinating": [
            f"{one.first_day} - {one.last_day or ''}".strip(" -")
            for one in Coordinating.objects.filter(**own).order_by("first_day")
        ],
        "telling_consents": [
            {"given": one.given_at.isoformat(), "way": one.way, "withdrawn": str(one.withdrawn_at or "")}
            for one in TellingConsent.objects.filter(**own).order_by("given_at")
        ],
        "said_elsewhere": [
            {"year": one.year, "minutes": one.minutes, "cents": one.cents, "said_on": str(one.said_on), "way": one.way}
            for one in SaidElsewhere.objects.filter(**own).order_by("year")
        ],
        "waivers": [
            {
                "year": one.year,
                "from": str(one.from_day),
                "way": one.way,
                "signed_on": str(one.signed_on),
                "taken_back": str(one.taken_back_at or ""),
            }
            for one in Waiver.objects.filter(**own).order_by("year", "noted_at")
        ],
        "tax_ceilings": [
            {"year": one.year, "ceiling": one.ceiling} for one in TaxChoice.objects.filter(**own).order_by("year")
        ],
    }


def join(kept_id: int, gone_id: int) -> int:
    """What was said of the second entry of a person becomes the first's, where she has not said the same herself."""
    ours = Volunteer.objects.filter(person_id=kept_id).first()
    theirs = Volunteer.objects.filter(person_id=gone_id).select_related("person").first()
    if ours is None or theirs is None:
        return 0
    forget_told(theirs.person.user_id)
    stands = TellingConsent.objects.filter(volunteer=ours, withdrawn_at__isnull=True).exists()
    if stands:
        TellingConsent.objects.filter(volunteer=theirs, withdrawn_at__isnull=True).delete()
    moved = TellingConsent.objects.filter(volunteer=theirs).update(volunteer=ours)
    for model in (SaidElsewhere, TaxChoice):
        known = list(model.objects.filter(volunteer=ours).values_list("year", flat=True))
        moved += model.objects.filter(volunteer=theirs).exclude(year__in=known).update(volunteer=ours)
        model.objects.filter(volunteer=theirs).delete()
    waived = Waiver.objects.filter(volunteer=ours, taken_back_at__isnull=True).values("year")
    Waiver.objects.filter(volunteer=theirs, taken_back_at__isnull=True, year__in=waived).delete()
    moved += Waiver.objects.filter(volunteer=theirs).update(volunteer=ours)
    days = Coordinating.objects.filter(volunteer=ours).values("first_day")
    Coordinating.objects.filter(volunteer=theirs, first_day__in=days).delete()
    return moved + Coordinating.objects.filter(volunteer=theirs).update(volunteer=ours)


DECLARATION = Declaration(
    room="funding",
    fields={
        "Coordinating.first_day": Personal(_CAP, Erased.KEPT),
        "Coordinating.last_day": Personal(_CAP, Erased.KEPT),
        "TellingConsent.way": Personal(_TOLD, Erased.ROW_DELETED),
        "TellingConsent.given_at": Personal(_TOLD, Erased.ROW_DELETED),
        "TellingConsent.withdrawn_at": Personal(_TOLD, Erased.ROW_DELETED),
        "ToldHours.year": Personal(_TOLD, Erased.ROW_DELETED),
        "ToldHours.minutes": Personal(_TOLD, Erased.ROW_DELETED),
        "SaidElsewhere.year": Personal(_SAID, Erased.ROW_DELETED),
        "SaidElsewhere.minutes": Personal(_SAID, Erased.ROW_DELETED),
        "SaidElsewhere.cents": Personal(_SAID, Erased.ROW_DELETED),
        "SaidElsewhere.said_on": Personal(_SAID, Erased.ROW_DELETED),
        "SaidElsewhere.way": Personal(_SAID, Erased.ROW_DELETED),
        "Waiver.year": Personal(_WAIVED, Erased.KEPT),
        "Waiver.from_day": Personal(_WAIVED, Erased.KEPT),
        "Waiver.way": Personal(_WAIVED, Erased.KEPT),
        "Waiver.signed_on": Personal(_WAIVED, Erased.KEPT),
        "Waiver.taken_back_at": Personal(_WAIVED, Erased.KEPT),
        "TaxChoice.year": Personal(_SAID, Erased.ROW_DELETED),
        "TaxChoice.ceiling": Personal(_SAID, Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Budget.year", "Budget.minutes_applied", "Budget.minutes", "Budget.cents", "Budget.valid_from"),
            *("Budget.notice", "Budget.noted_at", "Coordinating.noted_at", "Waiver.noted_at", "TaxChoice.noted_at"),
            *(f"{model}.{field}" for model, fields in _OF_FILES.items() for field in fields),
        },
    ),
    rules=frozenset({"funding.said_elsewhere", "funding.consent"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    join=join,
)
