"""A town in which everything has happened once: at least one row in every table behind the wall."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from uuid import uuid4

from PIL import Image

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, CallBack, Need, Offer
from lotsenwerk.domain.assistance.queries.journey import due_call_backs
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.journal.actions.seal import seal
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.actions.portrait import keep_portrait
from lotsenwerk.domain.people.models import Client, Volunteer
from lotsenwerk.domain.privacy.actions.run_retention import run_retention
from lotsenwerk.kit.actor import system
from tests.chapters import CHAPTERS, Cast
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer


@dataclass(frozen=True)
class Story:
    """One thing of every kind. ``asked`` waits for an answer of ``helper``, ``going`` is ahead of her, the visit
    ``over`` was reported by her and waits for the coordinator, ``old`` is confirmed.
    The letter ``failed`` did not leave, of ``unclear`` nobody knows."""

    town: Town
    client: Client
    helper: Volunteer
    interested: Volunteer
    shop: Organisation
    open: Need
    asked: Offer
    going: Assignment
    over: Assignment
    old: Assignment
    call_back: CallBack
    letter: Letter
    failed: Letter
    unclear: Letter
    told: datetime
    """When all this had happened."""

    def names(self) -> set[str]:
        """What must never be read in another town."""
        people = (self.client.person, self.helper.person, self.interested.person)
        return {person.family_name for person in people}


def picture() -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(file, "PNG")
    return file.getvalue()


def tell_story(
    name: str = "Bürstadt",
    ags: str = "06431005",
    *,
    family: str = "Weber",
    helping: str = "Haddad",
    at: datetime = MONDAY,
) -> Story:
    """Let everything happen once in a new town."""
    town = make_town(name, ags, at=at)
    with town.open():
        shop = list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name=f"Markt {family}", at=at)
        client = make_client(town, family_name=family, at=at)
        helper = make_volunteer(town, family_name=helping, at=at)
        interested = make_volunteer(town, given_name="Tesfay", family_name=f"{helping}-Neu", is_active=False, at=at)
        keep_portrait(town.coordinator, helper.person, picture(), at=at)
        once(uuid4(), lambda: {"ok": True}, at=at)

        old = _visit(town, client, helper, at)
        call_back_done(town.coordinator, due_call_backs(town.coordinator)[-1], at=at)
        report(town.volunteer_actor(helper), old, minutes=50, note=f"Notiz {helping}", at=at + timedelta(hours=26))
        confirm(town.coordinator, old, at=at + timedelta(hours=27))
        seal(at=at + timedelta(hours=28))
        run_retention(system(town.id), at=at + timedelta(hours=28))

        at += timedelta(hours=30)
        over = _visit(town, client, helper, at)
        report(town.volunteer_actor(helper), over, minutes=40, at=at + timedelta(hours=26))
        at += timedelta(hours=30)
        going = _visit(town, client, helper, at)
        declined = make_offer(town.coordinator, make_need(town, client, at=at), volunteer=helper, at=at)
        decline_offer(town.volunteer_actor(helper), declined, at=at)
        open_need = make_need(town, client, at=at, in_hours=40)
        asked = make_offer(town.coordinator, make_need(town, client, at=at, in_hours=48), volunteer=helper, at=at)
        letter = Letter.objects.order_by("-id")[0]
        failed, unclear = Letter.objects.order_by("id")[:2]
        for one, state in ((failed, LetterState.FAILED), (unclear, LetterState.UNCLEAR)):
            Letter.objects.filter(pk=one.pk).update(state=state, moved_at=at)
        due = due_call_backs(town.coordinator)[-1]
        cast = Cast(town, client, helper, interested, going, over, open_need, picture(), at)
        for tell in CHAPTERS:
            tell(cast)
    return Story(
        town, client, helper, interested, shop, open_need, asked, going, over, old, due, letter, failed, unclear, at
    )


def _visit(town: Town, client: Client, helper: Volunteer, at: datetime) -> Assignment:
    """Asked and accepted: tomorrow she goes."""
    offer = make_offer(town.coordinator, make_need(town, client, at=at), volunteer=helper, at=at)
    assignment = accept_offer(town.volunteer_actor(helper), offer, at=at)
    assignment.refresh_from_db()
    return assignment
