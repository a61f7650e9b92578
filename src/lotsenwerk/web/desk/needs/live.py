"""What stands beside the form while somebody is on the telephone: the note as read, warnings, who can, the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.drafts import drop_draft, keep_draft
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.planner import Proposals, propose
from lotsenwerk.domain.assistance.queries.hints import Wished, hints
from lotsenwerk.domain.organisations.modules import NEIGHBOURLY
from lotsenwerk.domain.people.models import Client
from lotsenwerk.domain.people.queries import client_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import NOT_SAID
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import back
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.needs.forms import NeedForm
from lotsenwerk.web.desk.needs.zettel import Zettel, read_zettel
from lotsenwerk.web.desk.wording import first_name

MOST_WHO_CAN = 5
MOST_WHO_CANNOT = 3


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that the right half of the screen says about what was typed so far."""

    zettel: Zettel
    warnings: Sequence[str]
    proposals: Proposals
    chosen: int | None
    """The person who is asked on saving: the one who was picked, else the likeliest."""
    chosen_name: str


@desk(may_take_in, of=NEIGHBOURLY)
@require_POST
def needs_new_live(request: VisitRequest, person_id: int) -> HttpResponse:
    """Keep what was typed, and say what follows from it."""
    client, now = client_for(request.actor, person_id), clock.now()
    form = NeedForm(request.POST, modules=request.visit.modules)
    form.is_valid()
    kept = keep_draft(request.actor, client, typed=typed_words(request), at=now)
    shown = beside(request.actor, client, form, at=now, picked=request.POST.get("ask", ""))
    context = {"beside": shown, "client": client, "kept": kept, "now": now}
    return render(request, "desk/needs/_live.html", context)


@desk(may_take_in, of=NEIGHBOURLY)
@require_POST
def draft_drop(request: VisitRequest, person_id: int) -> HttpResponse:
    """Throw away what was typed."""
    drop_draft(request.actor, client_for(request.actor, person_id))
    return back(request, "desk:needs_new_for", person_id)


def typed_words(request: VisitRequest) -> Mapping[str, str]:
    """What somebody typed, without what the form carries by itself."""
    return {name: str(value) for name, value in request.POST.items() if name not in NOT_SAID}


def beside(actor: Actor, client: Client, form: NeedForm, *, at: datetime, picked: str = "") -> Beside:
    """What follows from a form that may be half empty: nobody is proposed before the time is clear."""
    wish = form.data.get("wish", "") if form.is_bound else ""
    facts = form.facts() if form.has_time else None
    proposals, warnings = Proposals([], []), list[str]()
    if facts is not None:
        proposals = propose(actor, _unsaved(client, facts), at=at)
        wished = Wished(
            client_id=client.id,
            person_id=client.person_id,
            kind=facts["kind"],
            earliest=facts["earliest"],
            latest=facts["latest"],
            shop=form.shops.get(facts["shop_id"]),
        )
        warnings = list(hints(actor, wished, at=at))
    shown = proposals.can[:MOST_WHO_CAN]
    chosen = next((one for one in shown if str(one.volunteer.person.id) == picked), shown[0] if shown else None)
    return Beside(
        zettel=read_zettel(wish),
        warnings=warnings,
        proposals=Proposals(shown, proposals.cannot[:MOST_WHO_CANNOT]),
        chosen=chosen.volunteer.person.id if chosen else None,
        chosen_name=first_name(chosen.volunteer.person) if chosen else "",
    )


def _unsaved(client: Client, facts: Mapping[str, Any]) -> Need:
    """A need that nobody has saved: the rules ask for the same fields."""
    return Need(
        client=client,
        kind=facts["kind"],
        earliest=facts["earliest"],
        latest=facts["latest"],
        minutes=facts["minutes"],
        shop_id=facts["shop_id"],
    )
