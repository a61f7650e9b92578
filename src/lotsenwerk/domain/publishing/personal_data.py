"""What pages keep of people, and how it is forgotten: who can be asked, and what somebody said under her name."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.publishing.models import Page, PageState, Testimonial
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal

CONTACT_KEPT: Final = timedelta(days=365)
"""So long a withdrawn page keeps who could be asked: proposal of docs/rules/retention.md."""
SAID_KEPT: Final = timedelta(days=30)
"""So long what somebody said stays at the desk after her consent has ended, to ask her once more."""
UNASKED_KEPT: Final = timedelta(days=180)
"""So long what was taken over from an older page waits for her consent."""


def export(person_id: int) -> Mapping[str, object]:  # noqa: ARG001 - every room's declaration is called alike
    """Nothing: a page names who can be asked in words, and points at no person."""
    return {}


def due(at: datetime) -> Sequence[Due]:
    """Who could be asked on pages withdrawn long ago, and what people said whose consent has ended."""
    today = clock.local(at).date()
    gone = Page.objects.filter(state=PageState.WITHDRAWN, withdrawn_at__lt=at - CONTACT_KEPT).exclude(contact_name="")
    ended = Q(shown_until__lt=today - SAID_KEPT) | Q(shown_until__isnull=True, added_at__lt=at - UNASKED_KEPT)
    over = Testimonial.objects.filter(ended).exclude(name="")
    return [
        *(
            Due(
                rule="publishing.contact",
                subject=("publishing", "page", page.pk),
                who=page.contact_name,
                on=clock.local((page.withdrawn_at or at) + CONTACT_KEPT).date(),
                reason=_("The page has been withdrawn for a year: who could be asked is forgotten."),
            )
            for page in gone.order_by("id")
        ),
        *(
            Due(
                rule="publishing.testimonial",
                subject=("publishing", "testimonial", row.pk),
                who=row.name,
                on=row.shown_until + SAID_KEPT if row.shown_until else clock.local(row.added_at + UNASKED_KEPT).date(),
                reason=_("There is no consent any more: what this person said is forgotten."),
            )
            for row in over.order_by("id")
        ),
    ]


def expire(one: Due, at: datetime) -> None:
    """Empty what was kept of somebody."""
    if one.rule == "publishing.contact":
        Page.objects.filter(pk=one.subject[2]).update(
            contact_name="", contact_role="", contact_phone="", contact_email=""
        )
    else:
        Testimonial.objects.filter(pk=one.subject[2]).update(name="", role="", said="", withdrawn_at=at)


_ASKED: Final = "so that visitors can ask somebody"
_SAID: Final = "to show what somebody said, as long as she agrees"
_FACTS: Final = {
    "Page": "ref kind slug state number published_number shown_until check_by reminded_at mirrors mirrors_digest "
    "follows made_at made_by_user_id submitted_at sent_back_because published_at withdrawn_at",
    "PageDraft": "user_id after typed saved_at",
    "AnsweredProposal": "key answered_at",
    "Version": "number facts words saved_at saved_by_user_id published_at published_by_user_id",
    "Translation": "language words of_digest saved_at saved_by_user_id reviewed_by reviewed_on",
    "Testimonial": "ref language agreed_on shown_until added_at withdrawn_at",
    "PagePicture": "ref content content_type sha256 size made_at alt credit width height position",
    "Entry": "kind ref slug sort_key lat lon field speaks times is_digital seeks_helpers has_ended facts shown_until "
    "checked_on is_shown published_at changed_at",
    "EntryText": "language title summary words is_outdated is_reviewed found_by",
    "EntryDay": "regular_day begins ends is_cancelled seats_left",
    "EntryPicture": "ref content content_type sha256 width height alt credit position",
    "WordKey": "key word",
    "SearchMiss": "day kind language words times",
    "Source": "region name website languages added_at tried_at worked_at fault places dates pages",
    "Borrowed": "key digest",
}
DECLARATION = Declaration(
    room="publishing",
    fields={
        "Page.contact_name": Personal(_ASKED, Erased.BLANKED),
        "Page.contact_role": Personal(_ASKED, Erased.BLANKED),
        "Page.contact_phone": Personal(_ASKED, Erased.BLANKED),
        "Page.contact_email": Personal(_ASKED, Erased.BLANKED),
        "Testimonial.name": Personal(_SAID, Erased.BLANKED),
        "Testimonial.role": Personal(_SAID, Erased.BLANKED),
        "Testimonial.said": Personal(_SAID, Erased.BLANKED),
        "Entry.contact": Personal(_ASKED, Erased.BLANKED),
        "Entry.quotes": Personal(_SAID, Erased.BLANKED),
    },
    impersonal=frozenset(f"{model}.{name}" for model, names in _FACTS.items() for name in names.split()),
    rules=frozenset({"publishing.contact", "publishing.testimonial"}),
    due=due,
    expire=expire,
    export=export,
)
